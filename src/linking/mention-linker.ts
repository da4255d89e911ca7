import type {Encoder} from '../../models/encoder.js'
import {keyOfForms, lexicalKey, splitWords} from '../domain/lexical-key.js'
import type {Candidate, LinkedConcept, MatchKind} from '../domain/mention.js'
import {prepareText} from '../domain/prepare-text.js'
import {slipsBetween} from '../domain/slips-between.js'
import type {ConceptFilter, TermHit, TermIndex} from '../index-store/term-index.js'
import {isPlausibleMention} from './find-dictionary-spans.js'
import {type Evidence, type MentionOrigin, type RankedCandidate, rankCandidates} from './rank-candidates.js'

export interface LinkerOptions {
  readonly index: TermIndex
  /** Opened at the first mention that needs a vector. */
  readonly encoder: () => Promise<Encoder>
  readonly filter?: ConceptFilter
  /** Candidates to list. */
  readonly top: number
  /** List near concepts too where an equal name was found; otherwise that saves the search. */
  readonly alwaysSearch?: boolean
  /** A best candidate that scores less is no link. */
  readonly threshold: number
}

/** What a text was linked to; the fields of a result that do not depend on where the text stands. */
export interface MentionLink {
  readonly score: number | null
  readonly cosine: number | null
  readonly match: MatchKind | null
  readonly concept: LinkedConcept | null
  readonly candidates: readonly Candidate[]
}

/** A text and what the dictionary says of it. */
interface Query {
  readonly text: string
  readonly hits: readonly TermHit[]
  /** Share of the letters that stayed when the spelling was mended to find the hits; absent where it was not. */
  readonly spelling?: number
}

/** A best candidate below this score is no link, unless the user says otherwise. */
export const defaultThreshold = 0.5

/** Neighbours asked of the index for each listed candidate: several texts may belong to one concept. */
const textsPerCandidate = 5

/** Fewest candidates that are compared, however few are listed: the winner must not depend on `--top`. */
const candidatesCompared = 5

/** Near spellings looked at for each unknown word. */
const similarWordsTried = 5

/** Texts encoded and searched at a time; bounds memory, changes no result. */
const batchSize = 512

/** Links texts, one at a time or many, to the concepts of an index. Equal texts get equal links. */
export class MentionLinker {
  constructor(private readonly options: LinkerOptions) {}

  /**
   * Links each text by itself.
   *
   * @returns One link a text, in order.
   */
  async link(texts: readonly string[], origin: MentionOrigin): Promise<MentionLink[]> {
    const links = new Map<string, MentionLink>()
    const distinct = [...new Set(texts)]
    for (let from = 0; from < distinct.length; from += batchSize) {
      const batch = distinct.slice(from, from + batchSize)
      const linked = await this.linkDistinct(batch, origin)
      for (const [i, text] of batch.entries()) links.set(text, linked[i] as MentionLink)
    }
    return texts.map((text) => links.get(text) as MentionLink)
  }

  private async linkDistinct(texts: readonly string[], origin: MentionOrigin): Promise<MentionLink[]> {
    const queries: Query[] = []
    for (const text of texts) queries.push(await this.lookUp(text, origin))
    const vectors = await this.encode(
      queries.filter((query) => this.needsVector(query)).map(({text}) => text),
    )
    const searched = queries.filter((query) => this.needsSearch(query))
    const neighbours = await this.searchNear(
      searched.map(({text}) => text),
      vectors,
    )

    return queries.map((query) => {
      const evidence = this.dictionaryEvidence(query, vectors.get(query.text))
      for (const near of neighbours.get(query.text) ?? []) evidence.push(near)
      return this.toLink(rankCandidates(evidence, origin))
    })
  }

  private async lookUp(mention: string, origin: MentionOrigin): Promise<Query> {
    const {filter, index} = this.options
    const text = prepareText(mention)
    const key = lexicalKey(text)
    if (key === '') return {text, hits: []}
    const named = index.termsWithKey(key, filter)
    const hits = origin === 'found' ? named.filter((hit) => isPlausibleMention(text, hit)) : named
    if (hits.length > 0) return {text, hits}
    const mended = await this.mendSpelling(text, origin)
    if (mended === undefined) return {text, hits: []}
    return {text, hits: index.termsWithKey(mended.key, filter), spelling: mended.spelling}
  }

  /** The key of a text after its misspelt words were replaced by the nearest words of the index. */
  private async mendSpelling(
    text: string,
    origin: MentionOrigin,
  ): Promise<{key: string; spelling: number} | undefined> {
    const {index} = this.options
    const forms = splitWords(text).map((word) => word.form)
    if (forms.length > index.maxKeyWords + 4 || forms.every((form) => index.knowsWord(form))) return undefined
    const encoder = await this.options.encoder()
    const mended = forms.map((form) => {
      if (index.knowsWord(form) || encoder.holdsWhole(form)) return form
      return (
        index
          .similarWords(form, similarWordsTried)
          .find((word) => isSlip(form, word) && (origin === 'given' || !isInflection(form, word))) ?? form
      )
    })
    if (mended.every((form, i) => form === forms[i])) return undefined
    // word by word: over the whole text it would take the square of its length
    const slips = mended.reduce(
      (sum, form, i) => sum + (form === forms[i] ? 0 : slipsBetween(forms[i] ?? '', form)),
      0,
    )
    return {key: keyOfForms(mended), spelling: 1 - slips / mended.join(' ').length}
  }

  private needsSearch({hits, spelling, text}: Query): boolean {
    if (!/[\p{L}\p{N}]/u.test(text)) return false // nothing that could be a name
    return hits.length === 0 || spelling !== undefined || this.options.alwaysSearch === true
  }

  private needsVector(query: Query): boolean {
    return this.needsSearch(query) || query.hits.some((hit) => !isSameText(query.text, hit.term))
  }

  private async encode(texts: readonly string[]): Promise<Map<string, Float32Array>> {
    const vectors = new Map<string, Float32Array>()
    if (texts.length === 0) return vectors
    const encoder = await this.options.encoder()
    const rows = await encoder.encode(texts)
    const {dimensions} = encoder.model
    for (const [i, text] of texts.entries())
      vectors.set(text, rows.slice(i * dimensions, (i + 1) * dimensions))
    return vectors
  }

  private async searchNear(
    texts: readonly string[],
    vectors: ReadonlyMap<string, Float32Array>,
  ): Promise<Map<string, Evidence[]>> {
    const found = new Map<string, Evidence[]>()
    if (texts.length === 0) return found
    const {filter, index, top} = this.options
    const {dimensions} = index.manifest.model
    const queries = new Float32Array(texts.length * dimensions)
    for (const [i, text] of texts.entries()) queries.set(vectors.get(text) as Float32Array, i * dimensions)
    const neighbours = await index.nearest(
      queries,
      Math.max(top, candidatesCompared) * textsPerCandidate,
      filter,
    )
    for (const [i, text] of texts.entries()) {
      found.set(
        text,
        (neighbours[i] ?? []).flatMap(({cosine, text: row}) =>
          index.termsOfText(row, filter).map((hit) => this.toEvidence(hit, 'dense', cosine)),
        ),
      )
    }
    return found
  }

  private dictionaryEvidence({hits, spelling, text}: Query, vector: Float32Array | undefined): Evidence[] {
    const cosines =
      vector &&
      this.options.index.cosines(
        vector,
        hits.map((hit) => hit.text),
      )
    return hits.map((hit, i) => {
      if (spelling !== undefined) return {...this.toEvidence(hit, 'fuzzy', cosines?.[i] ?? 0), spelling}
      if (isSameText(text, hit.term)) return this.toEvidence(hit, 'exact', cosines?.[i] ?? 1)
      return this.toEvidence(hit, 'normalised', cosines?.[i] ?? 0)
    })
  }

  private toEvidence(hit: TermHit, match: MatchKind, cosine: number): Evidence {
    const {id} = this.options.index.concept(hit.concept)
    return {concept: hit.concept, id, term: hit.term, scope: hit.scope, match, cosine}
  }

  private toLink(ranked: readonly RankedCandidate[]): MentionLink {
    const {index, threshold, top} = this.options
    const best = ranked[0]
    if (!best) return {score: null, cosine: null, match: null, concept: null, candidates: []}
    const candidates = ranked.slice(0, top).map(({concept, cosine, score, term}) => {
      const {id, name, source} = index.concept(concept)
      return {id, name, term, source, score: round(score), cosine: round(cosine)}
    })
    const {id, name, source, types} = index.concept(best.concept)
    return {
      score: round(best.score),
      cosine: round(best.cosine),
      match: best.match,
      concept: best.score >= threshold ? {id, name, source, type: types[0] ?? '', types} : null,
      candidates,
    }
  }
}

/** From this length on two slips of one word are believed. */
const longWord = 10

/**
 * Whether a word is likely a slip of the pen for another: few letters differ, not the first, and not the prefix that
 * turns a meaning round (hypo, hyper).
 */
function isSlip(word: string, meant: string): boolean {
  if (word[0] !== meant[0] || opposedPrefix(word) !== opposedPrefix(meant)) return false
  return meant.length >= longWord || slipsBetween(word, meant) <= 1
}

function opposedPrefix(word: string): string {
  return /^(?:hypo|hyper|intra|inter|macro|micro)/.exec(word)?.[0] ?? ''
}

/**
 * Whether two words differ in their endings alone ("recurrence", "recurrent"): in running text that is another word more
 * often than a misspelling.
 */
function isInflection(a: string, b: string): boolean {
  let same = 0
  while (same < a.length && a[same] === b[same]) same++
  return a.at(-1) !== b.at(-1) && same >= Math.min(a.length, b.length) - 2
}

/** Equal but for case. */
function isSameText(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === prepareText(b).toLowerCase()
}

/** Four decimals: more would show the float's noise between machines. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
