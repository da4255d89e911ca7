import {splitWords} from '../domain/lexical-key.js'
import {BatchInsert} from './batch-insert.js'
import {namesOf} from './names-of.js'
import type {Database, SqlValue} from './sqlite.js'

/** Names looked at for each word, to see where it is used; more do not change the share. */
const namesTried = 2_000

/** Definitions whose words are counted; more do not change which words are everyday ones. */
const definitionsRead = 50_000

/**
 * Fills the table of words: which words the names hold, and what sort of word each is.
 *
 * A word that is a name of its own and stands in names of other concepts that are not below it ("severe" of a qualifier,
 * in "severe asthma") is a modifier; one whose other names are below it ("seizure", in "febrile seizure") is a head. Needs
 * the closure and the keys.
 */
export function writeWords(database: Database): void {
  const counts = new WordCounts()
  const singles = singleWordNames(database)
  const conceptsOf = database.prepare<SqlValue[], number>('SELECT concept FROM term WHERE text = ?').pluck()
  const isBelow = database.prepare<SqlValue[]>('SELECT 1 FROM closure WHERE ancestor = ? AND concept = ?')
  for (const {number, text} of namesOf(database)) {
    const forms = splitWords(text).map(({form}) => form)
    const last = forms.at(-1)
    const distinct = new Set(forms)
    for (const form of distinct) {
      const at = counts.add(form)
      counts.names[at]!++
      if (form === last) counts.last[at]!++
      const own = distinct.size > 1 ? singles.get(form) : undefined
      if (own === undefined || counts.tried[at]! >= namesTried) continue
      counts.tried[at]!++
      const concepts = conceptsOf.all(number)
      const isWithin = concepts.some((concept) =>
        own.some((ancestor) => ancestor === concept || isBelow.get(ancestor, concept) !== undefined),
      )
      if (!isWithin) counts.apart[at]!++
    }
  }
  const definitions = countDefinitions(database, counts)

  database.exec(
    'CREATE TABLE staging.word (form TEXT, names INTEGER, last INTEGER, definitions INTEGER, tried INTEGER, apart INTEGER)',
  )
  const insert = new BatchInsert(database, 'INTO staging.word', 6)
  for (const [form, at] of counts.places) {
    const {apart, definitions: inDefinitions, last, names, tried} = counts
    insert.add(form, names[at]!, last[at]!, inDefinitions[at]!, tried[at]!, apart[at]!)
  }
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
  readonly tried: number[] = []
  readonly apart: number[] = []

  add(form: string): number {
    const known = this.places.get(form)
    if (known !== undefined) return known
    const at = this.places.size
    this.places.set(form, at)
    for (const list of [this.names, this.last, this.definitions, this.tried, this.apart]) list.push(0)
    return at
  }
}

/** Concepts that have a word alone for a name. */
function singleWordNames(database: Database): Map<string, number[]> {
  const names = new Map<string, number[]>()
  const select = database.prepare<SqlValue[], {key: string; concept: number}>(`
    SELECT key.key, term.concept FROM key JOIN term ON term.text = key.text
    WHERE instr(key.key, ' ') = 0 ORDER BY key.key, term.concept
  `)
  for (const {concept, key} of select.iterate()) {
    const concepts = names.get(key)
    if (concepts === undefined) names.set(key, [concept])
    else if (concepts.at(-1) !== concept) concepts.push(concept)
  }
  return names
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
