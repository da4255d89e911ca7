import type {Database, SqlValue} from './sqlite.js'

/** Prepares the look-up of concepts by one spelling of their id: in any case, if none has it as it stands. */
export function idLookUp(database: Database): (id: string) => readonly number[] {
  const byId = database.prepare<SqlValue[], {number: number; id: string}>(
    'SELECT number, id FROM concept WHERE id = ? COLLATE NOCASE ORDER BY number',
  )
  return (id) => {
    const found = byId.all(id)
    const literal = found.filter((row) => row.id === id)
    return (literal.length > 0 ? literal : found).map(({number}) => number)
  }
}
