import {type AbbreviationDefinition, findAbbreviations} from '../domain/abbreviations.js'
import {type Language, recogniseLanguage} from '../domain/language.js'
import {splitWords, type Word} from '../domain/lexical-key.js'
import type {Document, LinkedMention, Span} from '../domain/mention.js'
import {splitSentences} from '../domain/sentences.js'
import type {ConceptFilter, TermIndex} from '../index-store/term-index.js'
import {DocumentContext} from './assert-mentions.js'
import {type DictionarySpan, findDictionarySpans, overlaps} from './find-dictionary-spans.js'
import {findNounSpans} from './find-noun-spans.js'
import type {FoundSpan, MentionLink, MentionLinker} from './mention-linker.js'
import {MentionPlace} from './mention-place.js'
import {spanFeatures} from './span-features.js'

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
interface PendingMention extends Span, FoundSpan {}

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

async function* linkWindow(
  {id, text}: Document,
  sentences: readonly Span[],
  abbreviations: Abbreviations,
  context: DocumentContext,
  lines: LineCounter,
  options: DocumentLinkOptions,
): AsyncGenerator<LinkedMention> {
  const {dense, linker, nil} = options
  const split = sentences.map((sentence) => wordsOf(text, sentence))
  const named = split.map((words) => findNamed(text, words, abbreviations, options))
  const namedLinks = await linkAll(named.flat(), linker, false)
  const sure = named.map((mentions) => settle(mentions, namedLinks, longestFirst))
  const tried = split.map((words, i) =>
    dense ? findTried(text, words, sure[i] as readonly PendingMention[], options) : [],
  )
  const inexact = sure.flat().filter((mention) => namedLinks.get(mention)?.match !== 'exact')
  const withCosines = await linkAll(inexact, linker, true)
  const links = new Map([...namedLinks, ...withCosines, ...(await linkAll(tried.flat(), linker, true))])

  const mentions = split.flatMap((_, i) => {
    const found = [
      ...(sure[i] as PendingMention[]),
      ...settle(tried[i] as PendingMention[], links, bestFirst),
    ]
    const looked = nil ? [...(named[i] as PendingMention[]), ...(tried[i] as PendingMention[])] : []
    return [...found, ...unlinkedOf(looked, found)].sort((a, b) => a.start - b.start || a.end - b.end)
  })
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

function wordsOf(text: string, {end, start}: Span): Word[] {
  return splitWords(text.slice(start, end)).map((word) => ({
    ...word,
    start: word.start + start,
    end: word.end + start,
  }))
}

/** Stretches that a name or an abbreviation of the document was found for. */
function findNamed(
  text: string,
  words: readonly Word[],
  abbreviations: Abbreviations,
  {filter, index, linker}: DocumentLinkOptions,
): PendingMention[] {
  const short = findShortForms(text, words, abbreviations)
  const dictionary = findDictionarySpans(text, words, index, filter)
    .filter((span) => !short.some((other) => overlaps(span, other)))
    .map((span) => ({...span, linkAs: text.slice(span.start, span.end), isAbbreviation: false}))
  return [...dictionary, ...short].map(({end, first, isAbbreviation, last, linkAs, start}) => ({
    start,
    end,
    linkAs,
    features: spanFeatures(text, {words, first, last}, isAbbreviation, linker.lexicon),
  }))
}

/** Stretches between the mentions that are sure that may name a concept all the same. */
function findTried(
  text: string,
  words: readonly Word[],
  sure: readonly Span[],
  {linker}: DocumentLinkOptions,
): PendingMention[] {
  return findNounSpans(text, words, sure).map(({end, first, last, start}) => ({
    start,
    end,
    linkAs: text.slice(start, end),
    features: spanFeatures(text, {words, first, last}, false, linker.lexicon),
  }))
}

async function linkAll(
  mentions: readonly PendingMention[],
  linker: MentionLinker,
  cosines: boolean,
): Promise<Map<PendingMention, MentionLink>> {
  const links = await linker.linkFound(mentions, cosines)
  return new Map(mentions.map((mention, i) => [mention, links[i] as MentionLink]))
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
): (DictionarySpan & {linkAs: string; isAbbreviation: boolean})[] {
  return words.flatMap(({end, start}, i) => {
    const known = abbreviations.get(text.slice(start, end))
    const definition = known?.findLast(({short}) => short.start <= start) ?? known?.[0]
    if (!definition) return []
    return [{start, end, first: i, last: i, linkAs: definition.longForm, isAbbreviation: true}]
  })
}

type Links = ReadonlyMap<PendingMention, MentionLink>
type Order = (a: PendingMention, b: PendingMention, links: Links) => number

/** The linked ones of overlapping mentions, the first by an order winning, in order of the text. */
function settle(mentions: readonly PendingMention[], links: Links, order: Order): PendingMention[] {
  const linked = mentions.filter((mention) => links.get(mention)?.concept)
  const kept: PendingMention[] = []
  for (const mention of linked.sort((a, b) => order(a, b, links) || a.start - b.start))
    if (!kept.some((other) => overlaps(mention, other))) kept.push(mention)
  return kept.sort((a, b) => a.start - b.start)
}

function longestFirst(a: PendingMention, b: PendingMention): number {
  return b.end - b.start - (a.end - a.start)
}

/** Misspelt names, the longest first, then what is merely near, the best first. */
function bestFirst(a: PendingMention, b: PendingMention, links: Links): number {
  const isMisspelt = (mention: PendingMention) => Number(links.get(mention)?.match === 'fuzzy')
  const scoreOf = (mention: PendingMention) => links.get(mention)?.score ?? 0
  if (isMisspelt(a) !== isMisspelt(b)) return isMisspelt(b) - isMisspelt(a)
  return isMisspelt(a) ? longestFirst(a, b) : scoreOf(b) - scoreOf(a) || longestFirst(a, b)
}

/** Stretches that were looked at and not linked, the longest first, beside those that were. */
function unlinkedOf(looked: readonly PendingMention[], found: readonly PendingMention[]): PendingMention[] {
  const kept: PendingMention[] = []
  for (const mention of [...looked].sort((a, b) => longestFirst(a, b) || a.start - b.start))
    if (![...found, ...kept].some((other) => overlaps(mention, other))) kept.push(mention)
  return kept
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
