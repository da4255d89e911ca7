import type {OntologyRow} from '../../src/domain/ontology.js'
import type {AtomRank} from './atom-ranks.js'
import type {KnownConcepts} from './known-concepts.js'
import {languageOf} from './languages.js'
import type {RrfRow} from './read-rrf-rows.js'

/** The largest concept of a release has some thousand atoms; a hostile one must not fill the memory. */
const mostAtoms = 10_000

/**
 * Neighbouring atoms of one concept. CONSO is sorted by concept, so that the best of them is the best of the concept; in a
 * file that is not, several are called preferred, and their ranks order them.
 */
export class ConceptAtoms {
  private readonly atoms: {readonly row: RrfRow; readonly rank: number}[] = []

  constructor(
    readonly conceptId: string,
    private readonly rankOf: AtomRank,
  ) {}

  get isFull(): boolean {
    return this.atoms.length >= mostAtoms
  }

  add(row: RrfRow): void {
    this.atoms.push({row, rank: this.rankOf(row)})
  }

  writeTo(rows: OntologyRow[], concepts: KnownConcepts): void {
    const [first] = this.atoms
    if (first === undefined) return
    const {conceptId} = this
    if (concepts.keep(conceptId)) rows.push({row: 'concept', id: conceptId, active: true, at: first.row.at})
    const best = this.atoms.reduce((one, other) => (isBetter(other, one) ? other : one))
    const codes = new Set<string>()
    for (const atom of this.atoms) {
      const {row, rank} = atom
      const {at} = row
      rows.push({
        row: 'term',
        conceptId,
        termId: row.get('AUI') || undefined,
        text: row.get('STR'),
        scope: atom === best ? 'preferred' : 'exact',
        rank,
        language: languageOf(row.get('LAT')),
        at,
      })
      const target = codeOf(row)
      if (target === undefined || codes.has(target)) continue
      codes.add(target)
      rows.push({row: 'map', conceptId, target, relation: 'atom', at})
    }
  }
}

/** Ties fall to the atom's id, shorter ones first, as the store orders names. */
function isBetter(
  one: {readonly row: RrfRow; readonly rank: number},
  other: {readonly row: RrfRow; readonly rank: number},
): boolean {
  if (one.rank !== other.rank) return one.rank < other.rank
  const [a, b] = [one.row.get('AUI'), other.row.get('AUI')]
  return a.length === b.length ? a < b : a.length < b.length
}

/** The atom's code in its source; none where the source has no codes, or where it is the concept's own id (RxNorm). */
function codeOf(row: RrfRow): string | undefined {
  const code = row.get('CODE')
  if (code === '' || code === 'NOCODE' || code === row.get('CUI')) return undefined
  return `${row.get('SAB')}:${code}`
}
