import {initialsOf} from '../domain/initials.js'
import {keyHash} from '../domain/key-hash.js'
import {formsOfKept, keyOfForms} from '../domain/lexical-key.js'
import {looseKey} from '../domain/loose-key.js'
import {BatchInsert} from './batch-insert.js'
import {KeyFilter} from './key-filter.js'
import {namesOf} from './names-of.js'
import type {Database, SqlValue} from './sqlite.js'
import {NameGramWriter} from './write-name-grams.js'

/**
 * Fills the tables of lexical and loose keys, what tells that a key is not there, and the tables of initials and of letter
 * groups from the names.
 *
 * @returns The most words that a key has.
 */
export function writeKeys(database: Database): number {
  database.exec(`
    CREATE TABLE staging.key (key TEXT, text INTEGER);
    CREATE TABLE staging.loose_key (key TEXT, text INTEGER);
    CREATE TABLE staging.initials (letters TEXT, text INTEGER);
  `)
  const keys = new BatchInsert(database, 'INTO staging.key', 2)
  const looseKeys = new BatchInsert(database, 'INTO staging.loose_key', 2)
  const initials = new BatchInsert(database, 'INTO staging.initials', 2)
  const grams = new NameGramWriter(database)
  const texts = database.prepare<[], number>('SELECT count(*) FROM text').pluck().get() ?? 0
  const keyFilter = KeyFilter.ofSize(texts)
  const looseKeyFilter = KeyFilter.ofSize(texts)
  let maxKeyWords = 0

  for (const {number, text, words} of namesOf(database)) {
    const forms = formsOfKept(words)
    grams.add(number, forms)
    const key = keyOfForms(forms)
    if (key === '') continue // only symbols: nothing to look up
    keys.add(key, number)
    const hash = keyHash(key)
    keyFilter.add(hash)
    looseKeyFilter.add(hash)
    const loose = looseKey(text)
    if (loose !== '' && loose !== key) {
      looseKeys.add(loose, number)
      looseKeyFilter.add(keyHash(loose))
    }
    maxKeyWords = Math.max(maxKeyWords, key.split(' ').length)
    for (const letters of initialsOf(text)) initials.add(letters, number)
  }
  keys.flush()
  looseKeys.flush()
  initials.flush()

  database.exec(`
    INSERT INTO main.key SELECT key, text FROM staging.key ORDER BY key, text;
    INSERT INTO main.loose_key SELECT key, text FROM staging.loose_key ORDER BY key, text;
    INSERT INTO main.initials SELECT letters, text FROM staging.initials ORDER BY letters, text;
  `)
  const insert = database.prepare<SqlValue[]>('INSERT INTO meta VALUES (?, ?)')
  insert.run('keyFilter', keyFilter.bytes)
  insert.run('looseKeyFilter', looseKeyFilter.bytes)
  grams.finish()
  return maxKeyWords
}
