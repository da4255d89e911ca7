import {isFiller, splitWords} from '../domain/lexical-key.js'
import {recall} from '../domain/recall.js'
import {wordParts} from '../domain/word-parts.js'
import type {ConceptUse, TermIndex, WordUse} from '../index-store/term-index.js'
import type {FeatureValues} from './additive-model.js'
import type {CandidateTerm} from './candidate-terms.js'
import {trigramSimilarity, trigramsOf} from './trigram-similarity.js'

/** What the features need to know of an index. */
export interface Lexicon {
  wordUse(form: string): WordUse
  conceptUse(concept: number): ConceptUse
  /** Preferred name of a concept. */
  nameOf(concept: number): string
  /** Names of the index. */
  readonly names: number
  /** Definitions whose words were counted. */
  readonly definitionsRead: number
}

/** Words, and concepts, that are remembered. */
const remembered = 100_000

/** A lexicon over an index that remembers what it was asked. */
export function lexiconOf(
  index: Pick<TermIndex, 'concept' | 'conceptUse' | 'definitionsRead' | 'manifest' | 'wordUse'>,
): Lexicon {
  const words = new Map<string, WordUse>()
  const concepts = new Map<number, ConceptUse>()
  return {
    names: index.manifest.counts.names,
    definitionsRead: index.definitionsRead,
    nameOf: (concept) => index.concept(concept).name,
    wordUse: (form) => recall(words, remembered, form, (asked) => index.wordUse(asked)),
    conceptUse: (concept) => recall(concepts, remembered, concept, (asked) => index.conceptUse(asked)),
  }
}

/** A concept as a candidate: the term that speaks most for it, and what the ranking looks at. */
export interface CandidateConcept {
  readonly concept: number
  /** All its terms that were found. */
  readonly terms: readonly CandidateTerm[]
  readonly best: CandidateTerm
  readonly features: FeatureValues
}

/** A text in the forms that are compared. */
interface Forms {
  readonly telling: readonly string[]
  /** What the telling words are made of. */
  readonly parts: ReadonlySet<string>
  readonly trigrams: ReadonlySet<string>
  readonly numbers: string
}

/**
 * Joins the terms found for a mention to concepts, each with its features: how near its names are, how much of the words
 * they share, how surely they name it, and how much the terminology says of the concept.
 *
 * @param text - The prepared mention.
 * @returns In order of the concept numbers.
 */
export function candidateConcepts(
  text: string,
  terms: readonly CandidateTerm[],
  lexicon: Lexicon,
): CandidateConcept[] {
  const groups = new Map<number, CandidateTerm[]>()
  for (const term of terms) {
    const group = groups.get(term.concept)
    if (group) group.push(term)
    else groups.set(term.concept, [term])
  }
  const mention = formsOf(text)
  const compared = new Map(terms.map(({term}) => [term, compareForms(mention, formsOf(term), lexicon)]))
  const nearest = Math.max(0, ...terms.filter(isName).map(({cosine = 0}) => cosine))
  const alike = Math.max(0, ...terms.filter(isName).map(({term}) => compared.get(term)!.trigrams))

  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([concept, own]) => {
      const names = own.filter(isName)
      const of = names.length > 0 ? names : own
      const best = of.reduce((a, b) => (strength(b, compared) > strength(a, compared) ? b : a))
      const cosines = names.map(({cosine = 0}) => cosine).sort((a, b) => b - a)
      const cosine = cosines[0] ?? 0
      const definition = Math.max(0, ...own.filter((term) => !isName(term)).map((term) => term.cosine ?? 0))
      const likeness = names.map(({term}) => compared.get(term)!)
      const most = (value: (comparison: Comparison) => number) => Math.max(0, ...likeness.map(value))
      const {below, names: nameCount} = lexicon.conceptUse(concept)
      const keyed = names.filter(({byKey}) => byKey)
      const preferred = names.filter(({scope}) => scope === 'preferred')
      return {
        concept,
        terms: own,
        best,
        features: {
          cosine,
          'cosine gap': nearest - cosine,
          'mean cosine': mean([...cosines, cosine - 0.1, cosine - 0.1, cosine - 0.1].slice(0, 3)),
          'preferred cosine':
            preferred.length > 0 ? Math.max(...preferred.map((t) => t.cosine ?? 0)) : cosine - 0.15,
          definition,
          trigrams: most(({trigrams}) => trigrams),
          'trigram gap': alike - most(({trigrams}) => trigrams),
          'mention covered': most(({mentionCovered}) => mentionCovered),
          'name covered': most(({nameCovered}) => nameCovered),
          'preferred alike': trigramSimilarity(mention.trigrams, formsOf(lexicon.nameOf(concept)).trigrams),
          'both covered': most(({mentionCovered, nameCovered}) => mentionCovered * nameCovered),
          'other numbers': Math.min(1, ...likeness.map(({otherNumbers}) => otherNumbers)),
          'last word': most(({sameLast}) => sameLast),
          names: Math.log1p(nameCount),
          below: Math.log1p(below),
          'equal text': Number(names.some(({term}) => term.toLowerCase() === text.toLowerCase())),
          'equal case': Number(names.some(({term}) => term === text)),
          key: Number(keyed.length > 0),
          'keyed names': keyed.length,
          'preferred key': Number(keyed.some(({scope}) => scope === 'preferred')),
          'weak key': Number(keyed.length > 0 && keyed.every(isWeak)),
          weak: Number(isWeak(best)),
          initials: names.filter(({byInitials}) => byInitials).length,
          'preferred initials': Number(names.some((t) => t.byInitials && t.scope === 'preferred')),
          'loose key': Number(names.some(({byLooseKey}) => byLooseKey)),
          'preferred loose key': Number(names.some((t) => t.byLooseKey && t.scope === 'preferred')),
          part: Number(names.some(({byPart}) => byPart)),
          'name length': splitWords(best.term).length,
        },
      }
    })
}

function isName({scope}: CandidateTerm): boolean {
  return scope !== 'definition'
}

function isWeak({scope}: CandidateTerm): boolean {
  return scope === 'narrow' || scope === 'broad' || scope === 'related'
}

/** Orders the terms of one concept: equal key, then letters, then nearness. Ties stay in the order of the texts. */
function strength(term: CandidateTerm, compared: ReadonlyMap<string, Comparison>): number {
  const {byInitials, byKey, cosine = 0, scope, spelling = 0} = term
  return (
    (byKey ? 8 : 0) +
    (byInitials ? 4 : 0) +
    2 * spelling +
    cosine +
    compared.get(term.term)!.trigrams +
    (scope === 'preferred' ? 0.01 : 0)
  )
}

interface Comparison {
  readonly trigrams: number
  /** Shares of the information in the words of one text that the other has too, by parts of words. */
  readonly mentionCovered: number
  readonly nameCovered: number
  readonly otherNumbers: number
  readonly sameLast: number
}

function compareForms(mention: Forms, name: Forms, lexicon: Lexicon): Comparison {
  return {
    trigrams: trigramSimilarity(mention.trigrams, name.trigrams),
    mentionCovered: covered(mention, name, lexicon),
    nameCovered: covered(name, mention, lexicon),
    otherNumbers: Number(mention.numbers !== name.numbers),
    sameLast: Number(lastPart(mention) === lastPart(name)),
  }
}

function covered(text: Forms, by: Forms, lexicon: Lexicon): number {
  let all = 0
  let shared = 0
  for (const form of text.telling) {
    const information = Math.log(1 + lexicon.names / (1 + lexicon.wordUse(form).names))
    all += information
    const parts = wordParts(form)
    shared += (information * parts.filter((part) => by.parts.has(part)).length) / parts.length
  }
  return all === 0 ? 0 : shared / all
}

function formsOf(text: string): Forms {
  const forms = splitWords(text).map(({form}) => form)
  const telling = forms.filter((form) => !isFiller(form))
  const used = telling.length > 0 ? telling : forms
  return {
    telling: used,
    parts: new Set(used.flatMap(wordParts)),
    trigrams: trigramsOf(used),
    numbers: used
      .filter((form) => /\p{N}/u.test(form))
      .sort()
      .join(' '),
  }
}

function lastPart({telling}: Forms): string | undefined {
  return wordParts(telling.at(-1) ?? '').at(-1)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
