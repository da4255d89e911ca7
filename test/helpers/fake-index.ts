import {dotProduct} from '../../src/domain/dot-product.js'
import {initialsOf} from '../../src/domain/initials.js'
import {keyHash} from '../../src/domain/key-hash.js'
import {lexicalKey, splitWords} from '../../src/domain/lexical-key.js'
import {looseKey} from '../../src/domain/loose-key.js'
import {nameGrams} from '../../src/domain/name-grams.js'
import type {TermScope} from '../../src/domain/ontology.js'
import type {
  ConceptFilter,
  ConceptSummary,
  IndexManifest,
  TermHit,
  TermIndex,
  WordHit,
} from '../../src/index-store/term-index.js'
import {fakeVector} from './fake-encoder.js'

export interface FakeConcept {
  readonly id: string
  readonly type?: string
  readonly source?: string
  /** First one preferred; `[text, scope]` for other scopes than exact. */
  readonly names: readonly (string | readonly [string, TermScope])[]
}

/** An index in memory, exact and slow, for tests of linking. */
export function fakeIndex(concepts: readonly FakeConcept[]): TermIndex & {searches: number} {
  const summaries: ConceptSummary[] = concepts.map(({id, names, source = 'test', type}) => ({
    id,
    name: typeof names[0] === 'string' ? names[0] : (names[0]?.[0] ?? ''),
    source,
    types: type ? [type] : [],
  }))
  const hits: TermHit[] = concepts.flatMap(({names}, concept) =>
    names.map((name, i) =>
      typeof name === 'string'
        ? {concept, text: -1, term: name, scope: i === 0 ? ('preferred' as const) : ('exact' as const)}
        : {concept, text: -1, term: name[0], scope: name[1]},
    ),
  )
  const terms = hits.map((hit, text) => ({...hit, text}))
  const allowed = (hit: TermHit, filter?: ConceptFilter) => {
    const {source, types} = summaries[hit.concept] as ConceptSummary
    return (
      (!filter?.sources || filter.sources.includes(source)) &&
      (!filter?.types || filter.types.some((type) => types.includes(type)))
    )
  }
  const words = new Set(terms.flatMap(({term}) => splitWords(term).map(({form}) => form)))
  const keys = new Set(terms.map(({term}) => keyHash(lexicalKey(term))))
  const looseKeys = new Set(terms.map(({term}) => keyHash(looseKey(term))))
  const cosine = (query: Float32Array, text: number) =>
    dotProduct(query, fakeVector((terms[text] as TermHit).term))
  return {
    searches: 0,
    name: 'fake',
    manifest: {
      model: {id: 'fake', sha256: 'f'.repeat(64), dimensions: 32, pooling: 'mean', precision: 'fp32'},
      sources: [...new Set(summaries.map(({source}) => source))].map((code) => ({code})),
      counts: {concepts: summaries.length, names: terms.length, definitions: 0, texts: terms.length},
    } as unknown as IndexManifest,
    maxKeyWords: 8,
    termsWithKey: (key, filter) =>
      terms.filter((hit) => lexicalKey(hit.term) === key && allowed(hit, filter)),
    mayHaveKey: (hash) => keys.has(hash),
    mayHaveLooseKey: (hash) => keys.has(hash) || looseKeys.has(hash),
    termsWithWords: (query, limit, filter) => {
      const wanted = query.toLowerCase().split(/\W+/)
      const best = new Map<number, WordHit>()
      for (const hit of terms) {
        const isFound = wanted.every((word) => hit.term.toLowerCase().includes(word)) && allowed(hit, filter)
        const relevance = 1 / hit.term.length
        if (isFound && relevance > (best.get(hit.concept)?.relevance ?? 0))
          best.set(hit.concept, {...hit, relevance})
      }
      return [...best.values()]
        .sort((a, b) => b.relevance - a.relevance || a.concept - b.concept)
        .slice(0, limit)
    },
    termsWithLooseKey: (key, filter) =>
      terms.filter((hit) => looseKey(hit.term) === key && allowed(hit, filter)),
    termsWithInitials: (letters, filter) =>
      terms.filter((hit) => initialsOf(hit.term).includes(letters) && allowed(hit, filter)),
    knowsWord: (form) => words.has(form),
    wordUse: (form) => {
      const holding = terms
        .map(({term}) => splitWords(term).map((word) => word.form))
        .filter((forms) => forms.includes(form))
      const last = holding.filter((forms) => forms.at(-1) === form).length
      return {names: holding.length, last, definitions: 0}
    },
    definitionsRead: 0,
    label: (concept) => summaries[concept] as ConceptSummary,
    conceptUse: (concept) => ({
      names: terms.filter((hit) => hit.concept === concept).length,
      below: 0,
    }),
    similarWords: (form, limit) =>
      [...words]
        .filter(
          (word) =>
            word.length > 4 &&
            word !== form &&
            word[0] === form[0] &&
            Math.abs(word.length - form.length) <= 1 &&
            [...word].filter((letter) => form.includes(letter)).length >= word.length - 1,
        )
        .sort()
        .slice(0, limit),
    similarTerms: (text, limit, filter) =>
      terms
        .filter((hit) => allowed(hit, filter))
        .map((hit) => ({text: hit.text, similarity: sharedGrams(text, hit.term)}))
        .filter(({similarity}) => similarity > 0)
        .sort((a, b) => b.similarity - a.similarity || a.text - b.text)
        .slice(0, limit),
    termsOfTexts: (texts, filter) =>
      texts.map((text) => [terms[text] as TermHit].filter((hit) => allowed(hit, filter))),
    concept: (concept) => summaries[concept] as ConceptSummary,
    findConcepts: () => [],
    conceptNumbers: (id) => summaries.flatMap((summary, number) => (summary.id === id ? [number] : [])),
    details: () => {
      throw new Error('the fake index knows no details')
    },
    maps: () => [],
    conceptsMappedTo: () => [],
    mapVocabularies: () => [],
    unknownValues: () => [],
    async nearest(queries, most, filter) {
      this.searches++
      const all = Array.from({length: queries.length / 32}, (_, q) =>
        terms
          .filter((hit) => allowed(hit, filter))
          .map(({text}) => ({text, cosine: cosine(queries.subarray(q * 32, (q + 1) * 32), text)}))
          .sort((a, b) => b.cosine - a.cosine || a.text - b.text),
      )
      return {
        best: (limit = most, places) =>
          (places?.map((q) => all[q]!) ?? all).map((list) => list.slice(0, Math.min(limit, most))),
      }
    },
    cosines: (query, texts) => Float32Array.from(texts, (text) => cosine(query, text)),
    vector: (text) => fakeVector((terms[text] as TermHit).term),
    async [Symbol.asyncDispose]() {},
  }
}

/** Cosine of letter groups that all weigh the same. */
function sharedGrams(a: string, b: string): number {
  const [one, other] = [a, b].map((text) => new Set(nameGrams(splitWords(text).map(({form}) => form)))) as [
    Set<number>,
    Set<number>,
  ]
  const shared = [...one].filter((gram) => other.has(gram)).length
  return shared === 0 ? 0 : shared / Math.sqrt(one.size * other.size)
}
