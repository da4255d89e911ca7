import {conceptIdSpellings} from '../domain/concept-id-spellings.js'
import type {ReportProblem} from '../domain/ontology.js'
import {prepareText} from '../domain/prepare-text.js'
import type {Synonym} from '../domain/synonym.js'
import type {Database, SqlValue} from './sqlite.js'
import {scopeCode} from './term-scope-code.js'

/** Ranks the user's names behind those of the source, which has the word on what is preferred. */
const rankBehindOthers = 1e9

interface NumberedId {
  readonly source: number
  readonly concept: string
  readonly active: number
}

/**
 * Stages the user's own names as terms of the concepts they name, in every source that has the id, and keeps them all for
 * the next update, when more of their ids may be known. Needs the concepts numbered.
 */
export function addSynonyms(database: Database, synonyms: readonly Synonym[], report: ReportProblem): void {
  if (synonyms.length === 0) return
  database.exec('CREATE INDEX IF NOT EXISTS staging.number_by_id ON numbered (concept COLLATE NOCASE)')
  const find = database.prepare<SqlValue[], NumberedId>(
    'SELECT source, concept, active FROM staging.numbered WHERE concept = ? COLLATE NOCASE ORDER BY number',
  )
  const keep = database.prepare<SqlValue[]>('INSERT INTO synonym (id, text) VALUES (?, ?)')
  const stage = database.prepare<SqlValue[]>(`
    INSERT INTO staging.term (source, concept, text, folded, scope, rank, own) VALUES (?, ?, ?, ?, ?, ?, 1)
  `)
  for (const [i, {at, id, text}] of synonyms.entries()) {
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
    for (const {concept, source} of active) {
      stage.run(source, concept, name, name.toLowerCase(), scopeCode('exact'), rankBehindOthers + i)
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
