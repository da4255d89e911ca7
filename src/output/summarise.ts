import {groupBy} from '../domain/group-by.js'
import type {Assertion, LinkedConcept, LinkedMention, MappedTarget} from '../domain/mention.js'

/** How many mentions of a concept have each property; `affirmed` are those that have none. */
export type AssertionCounts = Readonly<Record<'affirmed' | keyof Assertion, number>>

/** What a document says of one concept. */
export interface ConceptSummary {
  readonly doc: string
  readonly concept: LinkedConcept
  /** Mentions of the concept. One that has two properties counts once here, and once for each in `assertions`. */
  readonly count: number
  readonly assertions: AssertionCounts
  /** The best evidence: of the mentions that say most of the patient the one with the highest score. */
  readonly best: Omit<LinkedMention, 'doc' | 'concept' | 'candidates' | 'mapped'>
  /** What the concept is in the vocabulary of `--map-to`; absent where none was asked for. */
  readonly mapped?: readonly MappedTarget[]
}

/** What a mention says of the patient, most first: has, had, may have, might get, is another's, has not. */
const standings = ['affirmed', 'historical', 'uncertain', 'hypothetical', 'family', 'negated'] as const

/**
 * Each concept of a document once, in the order in which a clinician asks: those that it affirms, most often affirmed
 * first, then those of the past, the doubted, the hypothetical, those of the family, the denied, and equal ones in order of
 * their first mention.
 *
 * @param mentions - Of one document, in order of its text; those without a concept are left out.
 */
export function summarise(mentions: readonly LinkedMention[]): ConceptSummary[] {
  const linked = mentions.filter(({concept}) => concept !== null)
  const groups = groupBy(linked, ({concept}) => JSON.stringify([concept?.source, concept?.id]))
  return Array.from(groups.values(), (group) => ({group, counts: countStandings(group)}))
    .sort((a, b) => compareCounts(a.counts, b.counts))
    .map(({group}) => summaryOf(group))
}

function summaryOf(group: readonly [LinkedMention, ...LinkedMention[]]): ConceptSummary {
  const {candidates, concept, doc, mapped, ...best} = group.reduce((former, mention) =>
    isBetter(mention, former) ? mention : former,
  )
  return {
    doc,
    concept: concept as LinkedConcept,
    count: group.length,
    assertions: countAssertions(group),
    best,
    ...(mapped && {mapped}),
  }
}

/** Of equally good mentions the first stays. */
function isBetter(mention: LinkedMention, former: LinkedMention): boolean {
  const step = standingOf(former) - standingOf(mention)
  return step > 0 || (step === 0 && (mention.score ?? 0) > (former.score ?? 0))
}

/** Place in {@link standings}: with several properties the one that says least of the patient decides. */
function standingOf({assertion}: LinkedMention): number {
  return standings.findLastIndex((standing) => standing === 'affirmed' || assertion[standing])
}

function countStandings(group: readonly LinkedMention[]): number[] {
  const places = group.map(standingOf)
  return standings.map((_, standing) => places.filter((place) => place === standing).length)
}

function compareCounts(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((count, standing) => count !== b[standing])
  return at === -1 ? 0 : (b[at] ?? 0) - (a[at] ?? 0)
}

function countAssertions(group: readonly LinkedMention[]): AssertionCounts {
  const having = (property: keyof Assertion) => group.filter(({assertion}) => assertion[property]).length
  return {
    affirmed: group.filter((mention) => standingOf(mention) === 0).length,
    negated: having('negated'),
    uncertain: having('uncertain'),
    hypothetical: having('hypothetical'),
    historical: having('historical'),
    family: having('family'),
  }
}
