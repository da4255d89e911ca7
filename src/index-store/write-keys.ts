import {keyOfForms, splitWords} from '../domain/lexical-key.js'
import {BatchInsert} from './batch-insert.js'
import type {Database, SqlValue} from './sqlite.js'

/** Words remembered as written; most texts hold only words that were met before. */
const rememberedWords = 200_000

const textsPerBatch = 10_000

/**
 * Fills the tables of lexical keys and words from the names.
 *
 * @returns The most words that a key has.
 */
export function writeKeys(database: Database): number {
  database.exec(`
    CREATE TABLE staging.key (key TEXT, text INTEGER);
    CREATE TABLE staging.word (form TEXT PRIMARY KEY) WITHOUT ROWID;
  `)
  const keys = new BatchInsert(database, 'INTO staging.key', 2)
  const words = new BatchInsert(database, 'OR IGNORE INTO staging.word', 1)
  const written = new Set<string>()
  let maxKeyWords = 0

  for (const {number, text} of namesOf(database)) {
    const forms = splitWords(text).map((word) => word.form)
    const key = keyOfForms(forms)
    if (key === '') continue // only symbols: nothing to look up
    keys.add(key, number)
    maxKeyWords = Math.max(maxKeyWords, key.split(' ').length)
    for (const form of forms) {
      if (written.has(form)) continue
      if (written.size >= rememberedWords) written.clear()
      written.add(form)
      words.add(form)
    }
  }
  keys.flush()
  words.flush()

  database.exec(`
    INSERT INTO main.key SELECT key, text FROM staging.key ORDER BY key, text;
    INSERT INTO main.word SELECT form FROM staging.word ORDER BY form;
  `)
  return maxKeyWords
}

interface NameText {
  readonly number: number
  readonly text: string
}

/** Texts that are names. In batches, because SQLite writes nothing while a query of the connection is open. */
function* namesOf(database: Database): Generator<NameText> {
  const select = database.prepare<SqlValue[], NameText>(`
    SELECT number, text FROM main.text
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
