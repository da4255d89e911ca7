import {expect, it} from 'vitest'
import {BatchInsert} from '../../../src/index-store/batch-insert.js'
import {openDatabase} from '../../../src/index-store/sqlite.js'

it.each([0, 1, 31, 32, 33, 64, 100])('inserts %i rows in their order, none twice', async (count) => {
  const database = await openDatabase(':memory:')
  database.exec('CREATE TABLE pair (number INTEGER, text TEXT)')
  const rows = Array.from({length: count}, (_, i) => [count - i, i % 3 === 0 ? null : `text ${i}`] as const)
  const insert = new BatchInsert(database, 'INTO pair', 2)

  for (const row of rows) insert.add(...row)
  insert.flush()
  insert.flush()

  expect(database.prepare('SELECT number, text FROM pair ORDER BY rowid').raw().all()).toEqual(rows)
  database.close()
})
