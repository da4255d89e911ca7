import {formsOfKept, splitWords} from '../domain/lexical-key.js'
import {BatchInsert} from './batch-insert.js'
import {namesOf} from './names-of.js'
import type {Database, SqlValue} from './sqlite.js'

/** Definitions whose words are counted; more do not change which words are everyday ones. */
const definitionsRead = 50_000

/** Fills the table of words: which words the names hold, and how they and the definitions use them. */
export function writeWords(database: Database): void {
  const counts = new WordCounts()
  for (const {words} of namesOf(database)) {
    const forms = formsOfKept(words)
    const last = forms.at(-1)
    for (const form of new Set(forms)) {
      const at = counts.add(form)
      counts.names[at]!++
      if (form === last) counts.last[at]!++
    }
  }
  const definitions = countDefinitions(database, counts)

  database.exec('CREATE TABLE staging.word (form TEXT, names INTEGER, last INTEGER, definitions INTEGER)')
  const insert = new BatchInsert(database, 'INTO staging.word', 4)
  for (const [form, at] of counts.places)
    insert.add(form, counts.names[at]!, counts.last[at]!, counts.definitions[at]!)
  insert.flush()
  database.exec('INSERT INTO main.word SELECT * FROM staging.word ORDER BY form')
  database.prepare<SqlValue[]>('INSERT INTO meta VALUES (?, ?)').run('definitionsRead', definitions)
}

/** Counts a word, by its place; a map of objects would take several times the memory. */
class WordCounts {
  readonly places = new Map<string, number>()
  readonly names: number[] = []
  readonly last: number[] = []
  readonly definitions: number[] = []

  add(form: string): number {
    const known = this.places.get(form)
    if (known !== undefined) return known
    const at = this.places.size
    this.places.set(form, at)
    for (const list of [this.names, this.last, this.definitions]) list.push(0)
    return at
  }
}

/** @returns How many definitions were read. */
function countDefinitions(database: Database, counts: WordCounts): number {
  const select = database
    .prepare<SqlValue[], string>(
      `SELECT text FROM text WHERE number IN (SELECT text FROM definition ORDER BY text LIMIT ${definitionsRead})`,
    )
    .pluck()
  let read = 0
  for (const text of select.iterate()) {
    read++
    for (const form of new Set(splitWords(text).map((word) => word.form))) {
      const at = counts.places.get(form)
      if (at !== undefined) counts.definitions[at]!++
    }
  }
  return read
}
