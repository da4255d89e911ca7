import {type AbbreviationDefinition, findAbbreviations} from '../domain/abbreviations.js'
import {type Language, recogniseLanguage} from '../domain/language.js'
import {splitWords, type Word} from '../domain/lexical-key.js'
import type {Document, LinkedMention, Span} from '../domain/mention.js'
import {splitSentences} from '../domain/sentences.js'
import type {ConceptFilter, TermIndex} from '../index-store/term-index.js'
import {DocumentContext} from './assert-mentions.js'
import {findDictionarySpans, overlaps} from './find-dictionary-spans.js'
import {findNounSpans} from './find-noun-spans.js'
import type {MentionLink, MentionLinker} from './mention-linker.js'
import {MentionPlace} from './mention-place.js'

export interface DocumentLinkOptions {
  readonly index: TermIndex
  readonly linker: MentionLinker
  readonly filter?: ConceptFilter
  /** Look for names that no dictionary holds; costs one vector for each stretch tried. */
  readonly dense: boolean
  /** Return mentions without a good enough concept too. */
  readonly nil: boolean
  /** Language of the context around mentions; recognised where absent. */
  readonly language?: Language
  /** Say the section, the sentence of each mention. */
  readonly section?: boolean
  readonly sentence?: boolean
}

/** A span of the document with the text that decides its link: its own, or the long form of an abbreviation. */
interface PendingMention extends Span {
  readonly linkAs: string
}

/** Sentences, and their length together, linked at a time; bounds memory and the wait for the first result. */
const windowSentences = 64
const windowLength = 20_000

/**
 * Finds and links the mentions of a document: dictionary spans first, then stretches between them that the encoder is
 * sure of. An abbreviation that the document defines means its long form wherever it stands.
 *
 * @yields Mentions in order of the text.
 */
export async function* linkDocument(
  document: Document,
  options: DocumentLinkOptions,
): AsyncGenerator<LinkedMention> {
  const lines = new LineCounter(document.text)
  const context = new DocumentContext(document.text, options.language ?? recogniseLanguage(document.text))
  const abbreviations = groupByShortForm(findAbbreviations(document.text))
  let window: Span[] = []
  let length = 0
  for (const sentence of splitSentences(document.text)) {
    window.push(sentence)
    length += sentence.end - sentence.start
    if (window.length < windowSentences && length < windowLength) continue
    yield* linkWindow(document, window, abbreviations, context, lines, options)
    window = []
    length = 0
  }
  yield* linkWindow(document, window, abbreviations, context, lines, options)
}

interface SentenceMentions {
  readonly sure: readonly PendingMention[]
  readonly tried: readonly PendingMention[]
}

async function* linkWindow(
  {id, text}: Document,
  sentences: readonly Span[],
  abbreviations: Abbreviations,
  context: DocumentContext,
  lines: LineCounter,
  options: DocumentLinkOptions,
): AsyncGenerator<LinkedMention> {
  const pending = sentences.map((sentence) => findMentions(text, sentence, abbreviations, options))
  const sure = pending.flatMap((found) => found.sure)
  const tried = pending.flatMap((found) => found.tried)
  const {linker} = options
  const links = new Map<PendingMention, MentionLink>()
  const sureLinks = await linker.link(
    sure.map(({linkAs}) => linkAs),
    'found',
  )
  for (const [i, mention] of sure.entries()) links.set(mention, sureLinks[i] as MentionLink)
  const triedLinks = await linker.link(
    tried.map(({linkAs}) => linkAs),
    'found',
  )
  for (const [i, mention] of tried.entries()) links.set(mention, triedLinks[i] as MentionLink)

  const mentions = pending.flatMap((found) => settle(found, links, options.nil))
  const assertions = context.assert(sentences, mentions)
  const place = new MentionPlace(context, sentences, options)
  for (const [i, mention] of mentions.entries()) {
    const {candidates, concept, cosine, match, score} = links.get(mention) as MentionLink
    yield {
      doc: id,
      line: lines.lineOf(mention.start),
      start: mention.start,
      end: mention.end,
      text: text.slice(mention.start, mention.end),
      score,
      cosine,
      match,
      concept,
      assertion: assertions[i] as LinkedMention['assertion'],
      candidates,
      ...place.of(mention),
    }
  }
}

function findMentions(
  text: string,
  sentence: Span,
  abbreviations: Abbreviations,
  {dense, filter, index}: DocumentLinkOptions,
): SentenceMentions {
  const words = splitWords(text.slice(sentence.start, sentence.end)).map((word) => ({
    ...word,
    start: word.start + sentence.start,
    end: word.end + sentence.start,
  }))
  const short = findShortForms(text, words, abbreviations)
  const dictionary = findDictionarySpans(text, words, index, filter)
    .filter((span) => !short.some((other) => overlaps(span, other)))
    .map((span) => ({...span, linkAs: text.slice(span.start, span.end)}))
  const sure = [...dictionary, ...short].sort((a, b) => a.start - b.start)
  const tried = dense ? findNounSpans(text, words, sure) : []
  return {sure, tried: tried.map((span) => ({...span, linkAs: text.slice(span.start, span.end)}))}
}

/** Definitions of each short form, in order of the text. */
type Abbreviations = ReadonlyMap<string, readonly AbbreviationDefinition[]>

function groupByShortForm(definitions: readonly AbbreviationDefinition[]): Abbreviations {
  const groups = new Map<string, AbbreviationDefinition[]>()
  for (const definition of definitions) {
    const group = groups.get(definition.shortForm)
    if (group) group.push(definition)
    else groups.set(definition.shortForm, [definition])
  }
  return groups
}

/** Later (and defining) uses of the short forms that this document defines; the definition nearest before wins. */
function findShortForms(
  text: string,
  words: readonly Word[],
  abbreviations: Abbreviations,
): PendingMention[] {
  const mentions: PendingMention[] = []
  for (const {start, end} of words) {
    const known = abbreviations.get(text.slice(start, end))
    const definition = known?.findLast(({short}) => short.start <= start) ?? known?.[0]
    if (definition)
      mentions.push({start, end, linkAs: text.slice(definition.long.start, definition.long.end)})
  }
  return mentions
}

/** Of the tried spans, those that link, best score first and longest first, without overlap. */
function settle(
  {sure, tried}: SentenceMentions,
  links: ReadonlyMap<PendingMention, MentionLink>,
  nil: boolean,
): PendingMention[] {
  const isLinked = (mention: PendingMention) => links.get(mention)?.concept !== null
  const scoreOf = (mention: PendingMention) => links.get(mention)?.score ?? 0
  const kept = sure.filter((mention) => nil || isLinked(mention))
  const byScore = [...tried].sort(
    (a, b) =>
      Number(isLinked(b)) - Number(isLinked(a)) ||
      scoreOf(b) - scoreOf(a) ||
      b.end - b.start - (a.end - a.start) ||
      a.start - b.start,
  )
  for (const mention of byScore) {
    if (!nil && !isLinked(mention)) break
    if (!kept.some((other) => overlaps(mention, other))) kept.push(mention)
  }
  return kept.sort((a, b) => a.start - b.start)
}

/** Counts lines as offsets rise; looks at each line end once. */
class LineCounter {
  private line = 1
  private nextLineEnd: number

  constructor(private readonly text: string) {
    this.nextLineEnd = this.lineEndFrom(0)
  }

  /** @param offset - Not less than that of the last call. */
  lineOf(offset: number): number {
    while (this.nextLineEnd < offset) {
      this.line++
      this.nextLineEnd = this.lineEndFrom(this.nextLineEnd + 1)
    }
    return this.line
  }

  private lineEndFrom(from: number): number {
    const found = this.text.indexOf('\n', from)
    return found === -1 ? Number.POSITIVE_INFINITY : found
  }
}
