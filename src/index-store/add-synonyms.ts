import {conceptIdSpellings} from '../domain/concept-id-spellings.js'
import type {ReportProblem} from '../domain/ontology.js'
import {prepareText} from '../domain/prepare-text.js'
import type {Synonym} from '../domain/synonym.js'
import type {Database, SqlValue} from './sqlite.js'
import {exactCode, fullySpecifiedCode} from './term-scope-code.js'

/** Values of `term.own`: 0 for a name of the source, this for one that only the user gives … */
export const ownName = 1
/** … and this plus its scope in the source for one that is a weaker name there, and exact by the user's word. */
const ownScope = 2

/** The scope that the source gives a name, in SQL. */
export const sourceScope = `CASE WHEN term.own >= ${ownScope} THEN term.own - ${ownScope} ELSE term.scope END`

interface NumberedId {
  readonly number: number
  readonly concept: string
  readonly active: number
  readonly leftOut: number
}

interface ChosenName {
  readonly place: number
  readonly scope: number
  readonly text: string
}

/**
 * Adds the user's own names, as exact ones, behind those that were chosen for the concepts, in every source that has the
 * id. A name that the source has already stays as it is, but is exact now. Keeps them all for the next update, when more of
 * their ids may be known. Needs the names chosen.
 */
export function addSynonyms(database: Database, synonyms: readonly Synonym[], report: ReportProblem): void {
  if (synonyms.length === 0) return
  database.exec('CREATE INDEX IF NOT EXISTS staging.number_by_id ON numbered (concept COLLATE NOCASE)')
  const find = database.prepare<SqlValue[], NumberedId>(`
    SELECT number, concept, active, left_out AS leftOut FROM staging.numbered
    WHERE concept = ? COLLATE NOCASE ORDER BY number
  `)
  const namesOf = database.prepare<SqlValue[], ChosenName>(
    'SELECT place, scope, text FROM staging.name WHERE concept = ? ORDER BY place',
  )
  const keep = database.prepare<SqlValue[]>('INSERT INTO synonym (id, text) VALUES (?, ?)')
  const add = database.prepare<SqlValue[]>(`
    INSERT INTO staging.name (concept, folded, scope, is_stored, text, own) VALUES (?, ?, ${exactCode}, 1, ?, ${ownName})
  `)
  const strengthen = database.prepare<SqlValue[]>(`
    UPDATE staging.name SET scope = ${exactCode}, own = ${ownScope} + scope WHERE place = ?
  `)
  for (const {at, id, text} of synonyms) {
    keep.run(id, text)
    const found = findConcepts(id, (spelling) => find.all(spelling))
    const active = found.filter((concept) => concept.active === 1)
    if (active.length === 0) {
      const what = found.length > 0 ? 'is no longer in use' : 'is not in the index'
      report({
        kind: found.length > 0 ? 'synonym-of-retired-concept' : 'synonym-of-unknown-concept',
        severity: 'skipped',
        message: `A synonym is given for the concept "${id}", which ${what}.`,
        at,
      })
    }
    const name = prepareText(text)
    for (const {leftOut, number} of active) {
      if (leftOut) continue
      const names = namesOf.all(number)
      const same = names.find((one) => one.text.toLowerCase() === name.toLowerCase())
      if (!same) add.run(number, name.toLowerCase(), name)
      else if (same.scope > fullySpecifiedCode) strengthen.run(same.place)
    }
  }
}

/** As `show` finds an id: the most literal spelling that any concept has, and of that the one in the same case. */
function findConcepts(id: string, find: (spelling: string) => NumberedId[]): NumberedId[] {
  for (const spelling of conceptIdSpellings(id)) {
    const found = find(spelling)
    const literal = found.filter(({concept}) => concept === spelling)
    if (found.length > 0) return literal.length > 0 ? literal : found
  }
  return []
}
