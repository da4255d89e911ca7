import {findAbbreviations} from '../domain/abbreviations.js'
import {recogniseLanguage} from '../domain/language.js'
import type {Document, LinkedMention} from '../domain/mention.js'
import {splitSentences} from '../domain/sentences.js'
import {assertMentions} from './assert-mentions.js'
import type {DocumentLinkOptions} from './link-document.js'

/**
 * Links the mentions that a document marks, in the light of that document.
 *
 * @returns Exactly one result a mention, in the order of `document.mentions`.
 */
export async function linkGivenMentions(
  document: Document,
  {language, linker}: Pick<DocumentLinkOptions, 'language' | 'linker'>,
): Promise<LinkedMention[]> {
  const {id, mentions = [], text} = document
  const longForms = new Map(
    findAbbreviations(text).map(({long, shortForm}) => [shortForm, text.slice(long.start, long.end)]),
  )
  const links = await linker.link(
    mentions.map(({end, start}) => longForms.get(text.slice(start, end)) ?? text.slice(start, end)),
    'given',
  )
  const assertions = assertMentions(
    text,
    [...splitSentences(text)],
    mentions,
    language ?? recogniseLanguage(text),
  )
  return mentions.map(({end, spans, start}, i) => {
    const {candidates, concept, cosine, match, score} = links[i] as (typeof links)[number]
    return {
      doc: id,
      line: text.slice(0, start).split('\n').length,
      start,
      end,
      ...(spans && {spans}),
      text: text.slice(start, end),
      score,
      cosine,
      match,
      concept,
      assertion: assertions[i] as LinkedMention['assertion'],
      candidates,
    }
  })
}
