import {groupBy} from '../domain/group-by.js'
import type {ConceptUse, TermIndex, WordUse} from '../index-store/term-index.js'
import type {FeatureValues} from './additive-model.js'
import {type CandidateTerm, regimeOf} from './candidate-terms.js'
import {type ComparedMention, type ComparedWord, type Comparison, TextComparer} from './compared-text.js'

/** What the features need to know of an index. */
export interface Lexicon {
  wordUse(form: string): WordUse
  conceptUse(concept: number): ConceptUse
  /** Its preferred name. */
  nameOf(concept: number): string
  /** Names of the index. */
  readonly names: number
  /** Definitions whose words were counted. */
  readonly definitionsRead: number
  readonly comparer: TextComparer
}

/** A lexicon over an index. */
export function lexiconOf(
  index: Pick<TermIndex, 'conceptUse' | 'label' | 'definitionsRead' | 'manifest' | 'wordUse'>,
): Lexicon {
  const {names} = index.manifest.counts
  return {
    names,
    definitionsRead: index.definitionsRead,
    comparer: new TextComparer((form) => Math.log(1 + names / (1 + index.wordUse(form).names))),
    wordUse: (form) => index.wordUse(form),
    conceptUse: (concept) => index.conceptUse(concept),
    nameOf: (concept) => index.label(concept).name,
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
  const regime = regimeOf(terms)
  const mention = new MentionComparison(text, terms, lexicon)
  return [...groupBy(terms, ({concept}) => concept)]
    .sort(([a], [b]) => a - b)
    .map(([concept, own]) => {
      const names = own.filter(isName)
      const best = mention.best(names.length > 0 ? names : own)
      const isKeyed = names.some(({byKey}) => byKey)
      const isShort = regime === 'short' && names.some(({byInitials}) => byInitials)
      const features =
        isKeyed || isShort
          ? mention.featuresByKey(concept, names, best)
          : mention.featuresByNearness(concept, names, best)
      return {concept, terms: own, best, features}
    })
}

/** What the features of one mention's candidates have in common. */
class MentionComparison {
  private compared: ComparedMention | undefined
  private ofAll: OfAllNames | undefined

  constructor(
    private readonly text: string,
    private readonly terms: readonly CandidateTerm[],
    private readonly lexicon: Lexicon,
  ) {}

  private get mention(): ComparedMention {
    this.compared ??= this.lexicon.comparer.mention(this.text)
    return this.compared
  }

  /** The term that speaks most for its concept. */
  best(terms: readonly CandidateTerm[]): CandidateTerm {
    return terms.length === 1
      ? terms[0]!
      : terms.reduce((a, b) => (this.strength(b) > this.strength(a) ? b : a))
  }

  /** Of a concept that shares the key of the mention, or its letters: no nearness counts. */
  featuresByKey(concept: number, names: readonly CandidateTerm[], best: CandidateTerm): FeatureValues {
    const {lexicon, text} = this
    const keyed = names.filter(({byKey}) => byKey)
    const preferred = lexicon.nameOf(concept)
    // a name that was found brings its normalised words along
    const compared = () => names.find(({term}) => term === preferred) ?? preferred
    return {
      'preferred alike': preferred === text ? 1 : this.mention.compare(compared()).trigrams,
      'equal text': Number(names.some(({term}) => term.toLowerCase() === text.toLowerCase())),
      'equal case': Number(names.some(({term}) => term === text)),
      key: Number(keyed.length > 0),
      'keyed names': keyed.length,
      'preferred key': Number(keyed.some(isPreferred)),
      'weak key': Number(keyed.length > 0 && keyed.every(isWeak)),
      'loose key': Number(keyed.some(({byLooseKey}) => byLooseKey)),
      initials: names.filter(({byInitials}) => byInitials).length,
      'preferred initials': Number(names.some((name) => name.byInitials && isPreferred(name))),
      ...this.featuresOfConcept(concept, best), // last: see `extend`
    }
  }

  /** Of a concept that is merely near, or has words of the same meaning. */
  featuresByNearness(concept: number, names: readonly CandidateTerm[], best: CandidateTerm): FeatureValues {
    const {alike, nearest, rarity} = this.overall()
    const cosines = names.map(cosineOf).sort((a, b) => b - a)
    const cosine = cosines[0] ?? 0
    const preferred = names.filter(isPreferred)
    const likeness = names.map((name) => this.mention.compare(name))
    const trigrams = greatest(likeness, (one) => one.trigrams)
    return {
      cosine,
      'cosine gap': nearest - cosine,
      'mean cosine': mean([...cosines, cosine - 0.1, cosine - 0.1, cosine - 0.1].slice(0, 3)),
      'preferred cosine': preferred.length > 0 ? Math.max(...preferred.map(cosineOf)) : cosine - 0.15,
      trigrams,
      'trigram gap': alike - trigrams,
      'name covered': greatest(likeness, (one) => one.nameCovered),
      unsaid: least(likeness, (one) => one.unsaid),
      'unsaid of these': least(likeness, (one) => one.mostUnsaid(rarity)),
      lacking: least(likeness, (one) => one.lacking),
      'head said': greatest(likeness, (one) => one.headSaid),
      'names found': names.length,
      'other numbers': Math.min(1, ...likeness.map(({otherNumbers}) => otherNumbers)),
      weak: Number(isWeak(best)),
      'loose key': Number(names.some(({byLooseKey}) => byLooseKey)),
      'preferred loose key': Number(names.some((name) => name.byLooseKey && isPreferred(name))),
      part: Number(names.some(({byPart}) => byPart)),
      ...this.featuresOfConcept(concept, best),
    }
  }

  private featuresOfConcept(concept: number, best: CandidateTerm): FeatureValues {
    const {lexicon} = this
    const {below, names} = lexicon.conceptUse(concept)
    return {
      names: Math.log1p(names),
      below: Math.log1p(below),
      'name length': lexicon.comparer.name(best).length,
    }
  }

  /** Orders the terms of one concept: equal key, then letters, then nearness. Ties stay in the order of the texts. */
  private strength(term: CandidateTerm): number {
    const {byInitials, byKey, cosine = 0, scope, spelling = 0} = term
    return (
      (byKey ? 8 : 0) +
      (byInitials ? 4 : 0) +
      2 * spelling +
      cosine +
      this.mention.compare(term).trigrams +
      (scope === 'preferred' ? 0.01 : 0)
    )
  }

  private overall(): OfAllNames {
    if (this.ofAll === undefined) {
      const names = this.terms.filter(isName)
      const likeness = names.map((name) => this.mention.compare(name))
      this.ofAll = {
        nearest: greatest(names, cosineOf),
        alike: greatest(likeness, (one) => one.trigrams),
        rarity: rarityAmong(likeness),
      }
    }
    return this.ofAll
  }
}

/** What the names found for a mention are like together. */
interface OfAllNames {
  /** The highest cosine. */
  readonly nearest: number
  /** The highest likeness of letters. */
  readonly alike: number
  /** See `rarityAmong`. */
  readonly rarity: (word: ComparedWord) => number
}

/** How much a word tells names apart, in nats: the fewer of them have it, the more. */
function rarityAmong(compared: readonly Comparison[]): (word: ComparedWord) => number {
  const uses = new Map<ComparedWord, number>()
  for (const {words} of compared) for (const word of new Set(words)) uses.set(word, (uses.get(word) ?? 0) + 1)
  return (word) => Math.log(1 + compared.length / uses.get(word)!)
}

function isName({scope}: CandidateTerm): boolean {
  return scope !== 'definition'
}

function isPreferred({scope}: CandidateTerm): boolean {
  return scope === 'preferred'
}

function isWeak({scope}: CandidateTerm): boolean {
  return scope === 'narrow' || scope === 'broad' || scope === 'related'
}

function cosineOf({cosine = 0}: CandidateTerm): number {
  return cosine
}

/** The greatest value, 0 at least. */
function greatest<T>(list: readonly T[], of: (one: T) => number): number {
  let most = 0
  for (const one of list) most = Math.max(most, of(one))
  return most
}

/** What is said for a concept none of whose names was found: more nats than a word tells. */
export const unlike = 20

/** The least value. */
function least<T>(list: readonly T[], of: (one: T) => number): number {
  let value = unlike
  for (const one of list) value = Math.min(value, of(one))
  return value
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
