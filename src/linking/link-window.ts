import type {Language} from '../domain/language.js'
import {lexicalKey, type Word} from '../domain/lexical-key.js'
import type {Span} from '../domain/mention.js'
import {type Abbreviations, byShortForm, type Definition} from '../domain/short-forms.js'
import {isWithin, overlaps} from '../domain/spans.js'
import type {ConceptFilter, TermIndex} from '../index-store/term-index.js'
import type {Said} from './assert-context.js'
import {findCoordinated} from './find-coordinated.js'
import {findPredicated} from './find-predicated.js'
import {findReworded} from './find-reworded.js'
import {
  findNamedStretches,
  findTriedStretches,
  findWidened,
  type Pieces,
  type Stretch,
  wordsOf,
} from './find-stretches.js'
import type {FoundSpan, MentionLink, MentionLinker} from './mention-linker.js'
import {Parts} from './sentence-parts.js'
import {spanFeatures} from './span-features.js'

/**
 * Which of overlapping mentions are returned: the longest, the best-scored, or all that the dictionary holds. What only
 * comes near a name stands beside them in any case, never over them.
 */
export const overlapRules = ['longest', 'best', 'all'] as const

export type Overlap = (typeof overlapRules)[number]

export interface WindowLinkOptions {
  readonly index: TermIndex
  readonly linker: MentionLinker
  readonly filter?: ConceptFilter
  /** Which of overlapping mentions to return. Default: `longest`. */
  readonly overlap?: Overlap
  /** Look for names that no dictionary holds; costs one vector for each stretch tried. */
  readonly dense: boolean
  /** Return mentions without a good enough concept too. */
  readonly nil: boolean
}

/**
 * Some sentences of a document, with what of the rest of it decides what their mentions are linked to. All spans are of its
 * own text.
 */
export interface TextWindow {
  readonly text: string
  readonly sentences: readonly Span[]
  /** Of the document. */
  readonly language: Language
  /**
   * Definitions of the short forms that may stand in it, those of each in their order. One of the text before has a negative
   * span, one of the text after a span behind the end.
   */
  readonly abbreviations: readonly Definition[]
}

/** A mention that was found in a window, with its link. */
export interface FoundMention extends Span {
  /** Its pieces, where it is not one. */
  readonly spans?: readonly Span[]
  /** See {@link Stretch}. */
  readonly said?: Said
  readonly link: MentionLink
}

/** A span of the text with the text that decides its link: its own, or the long form of an abbreviation. */
interface PendingMention extends Span, FoundSpan {
  readonly pieces?: Pieces
  readonly said?: Said
}

/**
 * Finds and links the mentions of a window: dictionary spans first, then stretches between them that the encoder is sure
 * of. An abbreviation that the document defines means its long form wherever it stands.
 *
 * @returns Mentions by sentence, in order of the text.
 */
export async function linkWindow(
  {abbreviations, language, sentences, text}: TextWindow,
  options: WindowLinkOptions,
): Promise<FoundMention[]> {
  const {dense, index, linker, nil} = options
  const definitions = byShortForm(abbreviations)
  const split = sentences.map((sentence) => wordsOf(text, sentence))
  const stretches = split.map((words, i) =>
    findStretches(text, sentences[i] as Span, words, {abbreviations: definitions, language}, options),
  )
  const named = stretches.map(({whole}) => toPending(text, whole, options))
  const parts = stretches.map(({apart}) => toPending(text, apart, options))
  const namedLinks = await linkAll([...named, ...parts].flat(), linker, {cosines: false, dense})
  const sure = named.map((mentions, i) => {
    const settled = settleNamed(mentions, namedLinks, options.overlap)
    return addParts(settled, parts[i] as PendingMention[], mentions, namedLinks, options)
  })
  const tried = split.map((words, i) =>
    dense
      ? toPending(text, findTriedStretches(text, words, sure[i] as readonly PendingMention[]), options)
      : [],
  )
  const widened = split.map((words, i) =>
    dense ? toPending(text, findWidened(text, words, sure[i]!, index), options) : [],
  )
  // an equal text needs no vector, what is near got its cosine when it was found, and without `dense` there is no vector
  const needsCosine = (mention: PendingMention) =>
    dense && ['normalised', 'fuzzy'].includes(namedLinks.get(mention)?.match ?? '')
  const withCosines = await linkAll(sure.flat().filter(needsCosine), linker, {cosines: true, dense})
  const links = new Map([
    ...namedLinks,
    ...withCosines,
    ...(await linkAll([...tried, ...widened].flat(), linker, {cosines: true, dense})),
  ])

  return split.flatMap((_, i) => {
    const isMisspelt = (mention: PendingMention) => links.get(mention)?.match === 'fuzzy'
    const mended = settle(widened[i]!.filter(isMisspelt), links, longestFirst)
    const isFree = (mention: Span) => !mended.some((other) => overlaps(mention, other))
    const found = [
      ...mended,
      ...sure[i]!.filter(isFree),
      ...settle(tried[i]!, links, bestFirst).filter(isFree),
    ]
    const looked = nil ? [...(named[i] as PendingMention[]), ...(tried[i] as PendingMention[])] : []
    return [...found, ...unlinkedOf(looked, found)]
      .sort((a, b) => a.start - b.start || a.end - b.end)
      .map((mention) => toFound(mention, links.get(mention) as MentionLink))
  })
}

/** The stretches of a sentence that have a name: in one piece, and those whose words stand apart. */
function findStretches(
  text: string,
  sentence: Span,
  words: readonly Word[],
  context: {readonly abbreviations: Abbreviations; readonly language: Language},
  {filter, index}: WindowLinkOptions,
): {readonly whole: readonly Stretch[]; readonly apart: readonly Stretch[]} {
  const parts = new Parts(text, words)
  const named = findNamedStretches(text, words, context.abbreviations, index, filter)
  const coordinated = findCoordinated(text, sentence, words, parts, named, index, filter)
  const predicated = findPredicated(text, sentence, words, parts, index, filter)
  return {
    whole: [
      ...named,
      ...findReworded(text, words, context, index, filter),
      ...predicated.filter(({pieces}) => !pieces),
    ],
    apart: [...coordinated, ...predicated.filter(({pieces}) => pieces)],
  }
}

function toFound({end, pieces, said, start}: PendingMention, link: MentionLink): FoundMention {
  return {start, end, ...(pieces && {spans: pieces.spans}), ...(said && {said}), link}
}

/** The mentions that stretches may be, with what tells whether they are. */
function toPending(
  text: string,
  stretches: readonly Stretch[],
  {linker}: WindowLinkOptions,
): PendingMention[] {
  // as it is written ("abd pain"), and what is written out ("abdominal pain") unless that is a long form
  const isIgnored = ({end, isAbbreviation, linkAs, start}: Stretch) =>
    linker.ignored?.has(text.slice(start, end)) || (!isAbbreviation && linker.ignored?.has(linkAs))
  const wanted = stretches.filter((stretch) => !isIgnored(stretch))
  return wanted.map((stretch) => ({
    start: stretch.start,
    end: stretch.end,
    linkAs: stretch.linkAs,
    features: spanFeatures(stretch, stretch.isAbbreviation, linker.lexicon),
    ...(stretch.pieces && {pieces: stretch.pieces}),
    ...(stretch.said && {said: stretch.said}),
  }))
}

async function linkAll(
  mentions: readonly PendingMention[],
  linker: MentionLinker,
  options: Parameters<MentionLinker['linkFound']>[1],
): Promise<Map<PendingMention, MentionLink>> {
  const links = await linker.linkFound(mentions, options)
  return new Map(mentions.map((mention, i) => [mention, links[i] as MentionLink]))
}

type Links = ReadonlyMap<PendingMention, MentionLink>
type Order = (a: PendingMention, b: PendingMention, links: Links) => number

function settleNamed(
  mentions: readonly PendingMention[],
  links: Links,
  overlap: Overlap = 'longest',
): PendingMention[] {
  if (overlap === 'all') return mentions.filter((mention) => links.get(mention)?.concept)
  return settle(mentions, links, overlap === 'best' ? bestFirst : longestFirst)
}

/** The linked ones of overlapping mentions, the first by an order winning, in order of the text. */
function settle(mentions: readonly PendingMention[], links: Links, order: Order): PendingMention[] {
  const linked = mentions.filter((mention) => links.get(mention)?.concept)
  const kept: PendingMention[] = []
  for (const mention of linked.sort((a, b) => order(a, b, links) || a.start - b.start))
    if (!kept.some((other) => overlaps(mention, other))) kept.push(mention)
  return kept.sort((a, b) => a.start - b.start)
}

/**
 * Adds the parts of coordinations that are linked. What is coordinated is of one kind: a part that is by itself a name of
 * the kind of its full form stands for itself ("skin and skeletal muscle"), another gives way ("breast and ovarian cancer", where
 * the breast is a concept, too).
 */
function addParts(
  settled: readonly PendingMention[],
  parts: readonly PendingMention[],
  named: readonly PendingMention[],
  links: Links,
  {filter, index}: WindowLinkOptions,
): PendingMention[] {
  const kept = parts.filter((part) => {
    const concept = links.get(part)?.concept
    const own = part.pieces?.own
    if (!concept || !own) return false
    if (settled.some((mention) => overlaps(mention, own) && !isWithin(mention, own))) return false
    return !named
      .filter(({end, start}) => start === own.start && end === own.end)
      .flatMap(({linkAs}) => index.termsWithKey(lexicalKey(linkAs), filter))
      .some((hit) => isSameKind(index.concept(hit.concept).types, concept.types))
  })
  // what a part holds: "diabetes" in the piece "2 diabetes" of "type 1 and 2 diabetes"
  const held = kept.flatMap(({pieces}) => pieces?.spans.filter((piece) => isWithin(pieces.own, piece)) ?? [])
  return [...settled.filter((mention) => !held.some((piece) => isWithin(mention, piece))), ...kept]
}

function isSameKind(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((type) => b.includes(type))
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
