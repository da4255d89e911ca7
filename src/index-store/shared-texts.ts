import type {Database, SqlValue} from './sqlite.js'

/**
 * Rows of the texts that two databases hold.
 *
 * @param path - Of the other database.
 * @returns Row here and row there, one after the other, in the order of the rows there.
 */
export function sharedTexts(database: Database, path: string): Uint32Array {
  return attached(database, path, () => {
    const pairs = database.prepare<SqlValue[], {here: number; there: number}>(`
      SELECT text.number AS here, other.number AS there
      FROM main.text JOIN attached.text AS other ON other.text = text.text
      ORDER BY there
    `)
    const rows: number[] = []
    for (const {here, there} of pairs.iterate()) rows.push(here, there)
    return Uint32Array.from(rows)
  })
}

/** Does something while a second database can be read as `attached`. */
export function attached<Result>(database: Database, path: string, work: () => Result): Result {
  database.prepare<SqlValue[]>('ATTACH ? AS attached').run(path)
  try {
    return work()
  } finally {
    database.exec('DETACH attached')
  }
}
