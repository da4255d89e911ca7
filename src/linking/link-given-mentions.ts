import {findAbbreviations} from '../domain/abbreviations.js'
import type {Document, LinkedMention} from '../domain/mention.js'
import {splitSentences} from '../domain/sentences.js'
import {assertContext} from './assert-context.js'
import {english} from './context-rules/en.js'
import type {DocumentLinkOptions} from './link-document.js'

/**
 * Links the mentions that a document marks, in the light of that document.
 *
 * @returns Exactly one result a mention, in the order of `document.mentions`.
 */
export async function linkGivenMentions(
  document: Document,
  {linker}: Pick<DocumentLinkOptions, 'linker'>,
): Promise<LinkedMention[]> {
  const {id, mentions = [], text} = document
  const longForms = new Map(
    findAbbreviations(text).map(({long, shortForm}) => [shortForm, text.slice(long.start, long.end)]),
  )
  const links = await linker.link(
    mentions.map(({end, start}) => longForms.get(text.slice(start, end)) ?? text.slice(start, end)),
    'given',
  )
  const sentences = [...splitSentences(text)]
  return mentions.map(({end, spans, start}, i) => {
    const {candidates, concept, cosine, match, score} = links[i] as (typeof links)[number]
    const sentence = sentences.find((span) => span.start <= start && end <= span.end) ?? {start, end}
    const [assertion] = assertContext(
      text.slice(sentence.start, sentence.end),
      [{start: start - sentence.start, end: end - sentence.start}],
      english,
    ) as [LinkedMention['assertion']]
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
      assertion,
      candidates,
    }
  })
}
