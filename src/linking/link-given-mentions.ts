import {coveredText} from '../domain/covered-text.js'
import {expandAbbreviations} from '../domain/expand-abbreviations.js'
import {extend} from '../domain/extend.js'
import {firstEndingAfter} from '../domain/first-ending-after.js'
import {groupBy} from '../domain/group-by.js'
import {recogniseLanguage} from '../domain/language.js'
import type {Document, LinkedMention} from '../domain/mention.js'
import {splitSentences} from '../domain/sentences.js'
import {abbreviationsOf, definitionAt} from '../domain/short-forms.js'
import {DocumentContext} from './assert-mentions.js'
import type {IgnoredTexts} from './ignored-texts.js'
import type {DocumentLinkOptions} from './link-document.js'
import type {MentionLink} from './mention-linker.js'
import {MentionPlace} from './mention-place.js'
import {toLinkedMention} from './to-linked-mention.js'
import type {TypeFilters} from './type-filters.js'

export interface SpanLinkOptions
  extends Pick<DocumentLinkOptions, 'language' | 'linker' | 'section' | 'sentence'> {
  /** Link each mention to concepts of the type that the document gives it alone. */
  readonly typeFilters?: TypeFilters
}

/**
 * Links the mentions that a document marks, in the light of that document.
 *
 * @returns Exactly one result a mention, in the order of `document.mentions`.
 */
export async function linkGivenMentions(
  document: Document,
  options: SpanLinkOptions,
): Promise<LinkedMention[]> {
  const {id, mentions = [], text} = document
  const links = await linkByType(document, options)
  const sentences = [...splitSentences(text)]
  const context = new DocumentContext(text, options.language ?? recogniseLanguage(text))
  const assertions = context.assert(sentences, mentions)
  const places = new MentionPlace(context, sentences, options)
  const lineEnds = [...text.matchAll(/\n/g)].map(({index}) => index + 1)
  return mentions.map(({end, spans, start}, i) => {
    const place = {
      doc: id,
      line: lineAt(lineEnds, start),
      start,
      end,
      ...(spans && {spans}),
      text: text.slice(start, end),
    }
    const link = links[i] as MentionLink
    const assertion = assertions[i] as LinkedMention['assertion']
    return extend(toLinkedMention(place, link, assertion), places.of({start, end}))
  })
}

async function linkByType(
  document: Document,
  {linker, typeFilters}: SpanLinkOptions,
): Promise<readonly MentionLink[]> {
  const texts = textsToLink(document, linker.ignored)
  if (!typeFilters) return linker.link(texts)
  const {mentions = []} = document
  const links: MentionLink[] = []
  for (const [type, places] of groupBy(mentions.keys(), (i) => mentions[i]?.type)) {
    const some = await linker.link(
      places.map((i) => texts[i] as string),
      typeFilters.of(type),
    )
    for (const [k, i] of places.entries()) links[i] = some[k] as MentionLink
  }
  return links
}

/** The line of an offset, from 1. */
function lineAt(lineEnds: readonly number[], offset: number): number {
  return firstEndingAfter(lineEnds.length, (i) => lineEnds[i] as number, offset) + 1
}

/**
 * What each given mention is linked as: its own text, of a discontinuous one its pieces, with the abbreviations that the
 * document defines written out.
 */
export function textsToLink(document: Document, ignored?: IgnoredTexts): string[] {
  const abbreviations = abbreviationsOf(document.text)
  return (document.mentions ?? []).map((mention) => {
    const text = coveredText(document, mention)
    if (ignored?.has(text)) return text // what it stands for may be wanted elsewhere
    if (abbreviations.size === 0) return text
    const longFormOf = (shortForm: string) => definitionAt(abbreviations, shortForm, mention.start)?.longForm
    return expandAbbreviations(text, longFormOf) ?? text
  })
}
