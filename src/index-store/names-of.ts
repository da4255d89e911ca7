import type {Database, SqlValue} from './sqlite.js'

const textsPerBatch = 10_000

/** A text that is a name of some concept. */
export interface NameText {
  readonly number: number
  readonly text: string
  /** See `formsOfKept`. */
  readonly words: string | null
}

/**
 * Texts that are names, by number. In batches, because SQLite writes nothing while a query of the connection is open.
 *
 * @param database - Rows joined.
 */
export function* namesOf(database: Database): Generator<NameText> {
  const select = database.prepare<SqlValue[], NameText>(`
    SELECT number, text, words FROM main.text
    WHERE number >= ? AND number <= (SELECT max(text) FROM main.term)
    ORDER BY number LIMIT ${textsPerBatch}
  `)
  for (let next = 0; ; ) {
    const batch = select.all(next)
    yield* batch
    const last = batch.at(-1)
    if (!last) return
    next = last.number + 1
  }
}
