import type {Encoder} from '../../models/encoder.js'
import {chemicalName} from '../domain/chemical-names.js'
import {expandCoordination} from '../domain/coordination.js'
import {extend} from '../domain/extend.js'
import {shortFormLetters} from '../domain/initials.js'
import {isLikelySwap} from '../domain/is-likely-swap.js'
import {keyOfForms, lexicalKey, splitWords, type Word} from '../domain/lexical-key.js'
import {looseKey} from '../domain/loose-key.js'
import {prepareText} from '../domain/prepare-text.js'
import {slipsBetween} from '../domain/slips-between.js'
import type {Turns} from '../domain/turns.js'
import {withoutCause} from '../domain/without-cause.js'
import {isCompound} from '../domain/word-parts.js'
import type {ConceptFilter, TermHit, TermIndex, TextNeighbour} from '../index-store/term-index.js'
import type {CandidateTerm, FoundCandidates} from './candidate-terms.js'
import {namesOf} from './find-dictionary-spans.js'
import {withPlainNames} from './plain-name.js'

export interface CandidateOptions {
  readonly index: TermIndex
  /** Opened at the first mention that needs a vector. */
  readonly encoder: () => Promise<Encoder>
  readonly filter?: ConceptFilter
  /** Look for near names of every mention; otherwise only where no name shares its key. */
  readonly alwaysSearch?: boolean
  /** Whether a mention without a name is compared with all names; if not, it gets no candidate. Default: every one is. */
  readonly isSearched?: (mention: string) => boolean
  /** Tell the cosines of names that share the key, which no ranking looks at. Default: true. */
  readonly keyCosines?: boolean
  /** Do not write plain short forms out; for learning from them how short forms are ranked. Default: false. */
  readonly asWritten?: boolean
  /** Miss next to no near name, at the cost of time, and of others where many mentions are asked at once. Default: false. */
  readonly thorough?: boolean
  /** Shared by those that gather at the same time: what one does with its candidates then lets others encode meanwhile. */
  readonly turns?: Turns
}

/**
 * Where a mention comes from. `given`: a user says that this text is a mention. `found`: the linker took the span from
 * running text, so it must also be right that the span names a concept at all.
 */
export type MentionOrigin = 'given' | 'found'

/** Texts near a mention that are looked at; several may belong to one concept. With 30 the right one is found as often. */
const nearTexts = 20

/** Where those are of fewer concepts, since they have many names each, further texts are looked at until they are so many. */
const nearConcepts = 12
const mostNearTexts = 80

/** Names whose words begin with the letters of a short form that are looked at; more cannot be told apart. */
const mostInitials = 200

/** Names found by their words that are looked at, for each way to find them. */
const mostAkin = 30

/** Names spelt alike that are looked at where a word is unknown. */
const similarNamesTried = 20

/** Near spellings looked at for each unknown word. */
const similarWordsTried = 5

/**
 * Finds the names and definitions that texts may mean.
 *
 * @param mentions - Distinct texts.
 * @yields One entry a text, in order. What is found for one does not depend on the others.
 */
export async function* gatherCandidates(
  mentions: readonly string[],
  origin: MentionOrigin,
  options: CandidateOptions,
): AsyncGenerator<FoundCandidates> {
  const {isSearched = () => true, turns} = options
  const queries: FoundCandidates[] = []
  const searched = new Set<FoundCandidates>()
  for (const mention of mentions) {
    const query = await lookUp(prepareText(mention), origin, options)
    const isPassedOver = !isNamed(query) && !isSearched(mention)
    if (!isPassedOver && needsSearch(query, options)) searched.add(query)
    queries.push(isPassedOver ? {text: query.text, terms: []} : query)
  }
  const vectors = await encode(
    queries.filter((query) => searched.has(query) || needsVector(query, options)).map(({text}) => text),
    options,
  )
  using _ = await turns?.take()
  // in the order of their letters, what one looks at in the graph is more often still in the processor's cache for the next
  const texts = Array.from(searched, ({text}) => text).sort()
  const near = await searchNear(texts, vectors, options)
  for (const query of queries) yield withNear(query, near.get(query.text) ?? [], vectors, options)
}

/** Joins what was found by words with what is near. */
function withNear(
  query: FoundCandidates,
  near: readonly CandidateTerm[],
  vectors: ReadonlyMap<string, Float32Array>,
  options: CandidateOptions,
): FoundCandidates {
  const {terms, text} = query
  const known = new Set(terms.map(termKey))
  const more = near.filter((term) => !known.has(termKey(term)))
  const vector = vectors.get(text) ?? heldVector(query, options)
  return {text, terms: [...withCosines(text, terms, vector, options.index), ...more]}
}

function termKey({concept, scope, text}: TermHit): string {
  return `${text} ${concept} ${scope === 'definition'}`
}

async function lookUp(
  text: string,
  origin: MentionOrigin,
  options: CandidateOptions,
): Promise<FoundCandidates> {
  const {asWritten, filter, index} = options
  const words = splitWords(text)
  const forms = words.map(({form}) => form)
  const key = keyOfForms(forms)
  if (key === '') return {text, terms: []}
  const own = origin === 'found' ? namesOf(text, forms, index, filter) : index.termsWithKey(key, filter)
  if (origin === 'given' && own.length === 0 && !asWritten) {
    const written = withPlainNames(text, index, filter)
    if (written !== undefined) return lookUp(written, origin, {...options, asWritten: true})
  }
  const chemical = origin === 'given' ? chemicalName(text) : undefined
  const meant = chemical === undefined ? [] : index.termsWithKey(lexicalKey(chemical), filter)
  const terms: CandidateTerm[] = [...own, ...meant].map((hit) => extend(hit, {byKey: true as const}))
  const letters = meant.length > 0 ? undefined : shortFormLetters(text)
  if (letters !== undefined) {
    const held = new Set(terms.map(termKey))
    for (const hit of index.termsWithInitials(letters, filter).slice(0, mostInitials))
      if (!held.has(termKey(hit))) terms.push(extend(hit, {byInitials: true as const}))
  }
  if (terms.length > 0) return {text, terms}
  const mended = await mendSpelling(text, words, origin, options)
  const hits = mended === undefined ? [] : index.termsWithKey(mended.key, filter)
  // "psych" is no slip for PSACH: who writes a short form writes capitals
  const named = origin === 'found' ? hits.filter(({term}) => !shorthand.test(term)) : hits
  if (named.length === 0) return {text, terms: akinTerms(text, forms, origin, options)}
  return {text, terms: named.map((hit) => ({...hit, byKey: true, spelling: mended!.spelling}))}
}

/** Names that a mention without a name of its own may mean by its words: they join those that are merely near. */
function akinTerms(
  text: string,
  forms: readonly string[],
  origin: MentionOrigin,
  {filter, index}: CandidateOptions,
): CandidateTerm[] {
  const terms = new Map<string, CandidateTerm>()
  const add = (hits: readonly TermHit[], how: Partial<CandidateTerm>) => {
    for (const hit of hits.slice(0, mostAkin)) {
      const id = termKey(hit)
      terms.set(id, extend(terms.get(id) ?? hit, how))
    }
  }
  const loose = looseKey(text)
  if (loose !== '') add(index.termsWithLooseKey(loose, filter), {byLooseKey: true})
  if (origin === 'given') {
    const key = keyOfForms(forms)
    for (const part of expandCoordination(text)) {
      const partKey = lexicalKey(part)
      if (partKey !== '' && partKey !== key) add(index.termsWithKey(partKey, filter), {byPart: true})
    }
    const caused = withoutCause(text) ?? ''
    const causedKey = lexicalKey(caused)
    if (causedKey !== '') {
      const named = index.termsWithKey(causedKey, filter)
      const causedLoose = named.length > 0 ? '' : looseKey(caused)
      add(causedLoose === '' ? named : index.termsWithLooseKey(causedLoose, filter), {byPart: true})
    }
    if (forms.some((form) => !index.knowsWord(form))) {
      const similar = index.similarTerms(text, similarNamesTried, filter).map(({text: row}) => row)
      for (const hits of index.termsOfTexts(similar, filter)) add(hits, {})
    }
  }
  return [...terms.values()]
}

function needsSearch(query: FoundCandidates, {alwaysSearch}: CandidateOptions): boolean {
  if (!/[\p{L}\p{N}]/u.test(query.text)) return false // nothing that could be a name
  return alwaysSearch === true || !isNamed(query)
}

/** Whether names share the key of the mention, or its letters. */
function isNamed({terms}: FoundCandidates): boolean {
  return terms.some(({byInitials, byKey}) => byKey || byInitials)
}

/**
 * A cosine is told of every match but those of initials, where it says nothing. Where a name has the text of the mention,
 * the index holds the vector.
 */
function needsVector({terms, text}: FoundCandidates, {keyCosines = true}: CandidateOptions): boolean {
  return keyCosines && terms.some(({byKey}) => byKey) && !terms.some(({term}) => isSameText(text, term))
}

/** The vector of a text that is a name, where its cosine with other names is to be told. */
function heldVector(
  {terms, text}: FoundCandidates,
  {index, keyCosines = true}: CandidateOptions,
): Float32Array | undefined {
  if (!keyCosines || !terms.some(({byKey, term}) => byKey && !isSameText(text, term))) return undefined
  const same = terms.find(({term}) => isSameText(text, term))
  return same && index.vector(same.text)
}

function withCosines(
  text: string,
  terms: readonly CandidateTerm[],
  vector: Float32Array | undefined,
  index: TermIndex,
): CandidateTerm[] {
  const cosines =
    vector &&
    index.cosines(
      vector,
      terms.map((term) => term.text),
    )
  return terms.map((term, i) =>
    extend(term, {cosine: cosines?.[i] ?? (isSameText(text, term.term) ? 1 : undefined)}),
  )
}

async function encode(
  texts: readonly string[],
  {encoder: open}: CandidateOptions,
): Promise<Map<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>()
  if (texts.length === 0) return vectors
  const encoder = await open()
  const rows = await encoder.encode(texts)
  const {dimensions} = encoder.model
  for (const [i, text] of texts.entries()) vectors.set(text, rows.slice(i * dimensions, (i + 1) * dimensions))
  return vectors
}

async function searchNear(
  texts: readonly string[],
  vectors: ReadonlyMap<string, Float32Array>,
  {filter, index, thorough = false}: CandidateOptions,
): Promise<Map<string, readonly CandidateTerm[]>> {
  const found = new Map<string, readonly CandidateTerm[]>()
  if (texts.length === 0) return found
  const {dimensions} = index.manifest.model
  const queries = new Float32Array(texts.length * dimensions)
  for (const [i, text] of texts.entries()) queries.set(vectors.get(text) as Float32Array, i * dimensions)
  const near = await index.nearest(queries, mostNearTexts, filter, {steady: !thorough})
  const first = toTerms(near.best(nearTexts), index, filter)
  for (const [i, text] of texts.entries()) found.set(text, first[i]!)
  const tooFew = [...first.keys()].filter(
    (i) => first[i]!.length >= nearTexts && conceptsOf(first[i]!) < nearConcepts,
  )
  const more = toTerms(near.best(mostNearTexts, tooFew), index, filter)
  for (const [k, i] of tooFew.entries()) found.set(texts[i]!, firstOf(more[k]!))
  return found
}

/** The names and definitions that have these texts, one list for each of theirs. */
function toTerms(
  lists: readonly (readonly TextNeighbour[])[],
  index: TermIndex,
  filter: ConceptFilter | undefined,
): (readonly CandidateTerm[])[] {
  const hits = index.termsOfTexts(
    lists.flatMap((list) => list.map(({text}) => text)),
    filter,
  )
  let next = 0
  return lists.map((list) => list.flatMap(({cosine}) => hits[next++]!.map((hit) => extend(hit, {cosine}))))
}

function conceptsOf(terms: readonly CandidateTerm[]): number {
  return new Set(terms.map(({concept}) => concept)).size
}

/** The terms of the first texts that are of enough concepts. A text that several concepts share is not cut apart. */
function firstOf(terms: readonly CandidateTerm[]): readonly CandidateTerm[] {
  const seen = new Set<number>()
  const end = terms.findIndex(({concept, text}, i) => {
    if (seen.size >= nearConcepts && !seen.has(concept) && text !== terms[i - 1]?.text) return true
    seen.add(concept)
    return false
  })
  return end < 0 ? terms : terms.slice(0, end)
}

/** Equal but for case. */
export function isSameText(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === prepareText(b).toLowerCase()
}

/** The key of a text after its misspelt words were replaced by the nearest words of the index. */
async function mendSpelling(
  text: string,
  words: readonly Word[],
  origin: MentionOrigin,
  {encoder: open, index}: CandidateOptions,
): Promise<{key: string; spelling: number} | undefined> {
  const forms = words.map(({form}) => form)
  if (forms.length > index.maxKeyWords + 4 || forms.every((form) => index.knowsWord(form))) return undefined
  const encoder = await open()
  const meantBy = (form: string) =>
    index
      .similarWords(form, similarWordsTried)
      .find((word) => isSlip(form, word) && (origin === 'given' || !isInflection(form, word)))
  const mended = words.map(({end, form, start}) => {
    if (index.knowsWord(form) || encoder.holdsWhole(form) || isCompound(form)) return form
    // PERLA is no slip for Perca
    if (origin === 'found' && shorthand.test(text.slice(start, end))) return form
    const written = text.slice(start, end).toLowerCase()
    // "shortnes" is no plural
    const isCut = written === `${form}s` && !encoder.holdsWhole(written)
    return meantBy(form) ?? (isCut ? meantBy(written) : undefined) ?? form
  })
  if (mended.every((form, i) => form === forms[i])) return undefined
  // word by word: over the whole text it would take the square of its length
  const slips = mended.reduce(
    (sum, form, i) => sum + (form === forms[i] ? 0 : slipsBetween(forms[i] ?? '', form)),
    0,
  )
  return {key: keyOfForms(mended), spelling: 1 - slips / mended.join(' ').length}
}

/** What notes abbreviate is written so. */
const shorthand = /^\p{Lu}{2,5}$/u

/** From this length on two slips of one word are believed. */
const longWord = 10

/**
 * Whether a word is likely a slip of the pen for another: few letters differ, not the first, and not the prefix that
 * turns a meaning round (hypo, hyper).
 */
function isSlip(word: string, meant: string): boolean {
  if (word[0] !== meant[0] || opposedPrefix(word) !== opposedPrefix(meant)) return false
  if (meant.length >= longWord) return true
  return slipsBetween(word, meant) <= 1 && (word.length !== meant.length || isLikelySlip(word, meant))
}

/** Of words of one length and one slip: two letters are changed about, or one may be written for the other. */
function isLikelySlip(word: string, meant: string): boolean {
  const at = sharedStart(word, meant)
  return word[at + 1] !== meant[at + 1] || isLikelySwap(word[at] ?? '', meant[at] ?? '')
}

function opposedPrefix(word: string): string {
  return /^(?:hypo|hyper|intra|inter|macro|micro)/.exec(word)?.[0] ?? ''
}

/**
 * Whether two words differ in their endings alone ("recurrence", "recurrent"): in running text that is another word more
 * often than a misspelling, unless the last two letters have changed places ("seizuers").
 */
function isInflection(a: string, b: string): boolean {
  if (a.slice(-2) === `${b.at(-1)}${b.at(-2)}`) return false
  return a.at(-1) !== b.at(-1) && sharedStart(a, b) >= Math.min(a.length, b.length) - 2
}

/** How many letters two words begin with alike. */
function sharedStart(a: string, b: string): number {
  let same = 0
  while (same < a.length && a[same] === b[same]) same++
  return same
}
