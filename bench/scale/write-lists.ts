import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {databaseFile} from '../../src/index-store/manifest.js'
import {openReadOnly} from '../../src/index-store/sqlite.js'
import {data, spread} from '../names.js'
import {Random} from '../snomed-size/random.js'
import {RecombinedNames} from '../snomed-size/recombined-names.js'

/** Lists of mentions, one a line. */
export interface Lists {
  readonly one: string
  /** Names of the index. */
  readonly exact: string
  /** Texts of the same kind that are no names of it. */
  readonly near: string
  /** Five of them. */
  readonly few: string
}

/** Draws mentions from the names of an index, spread over it, and makes others of them. */
export async function writeLists(folder: string, index: string, count: number): Promise<Lists> {
  const database = await openReadOnly(join(index, databaseFile))
  const texts = database
    .prepare<[], string>('SELECT DISTINCT text.text FROM text JOIN term ON term.text = text.number')
    .pluck()
    .all()
  database.close()
  const exact = spread(texts, count)
  const known = new Set(texts)
  const names = new RecombinedNames(texts, new Random(7))
  const near = new Set<string>()
  while (near.size < count) {
    const name = names.next()
    if (!known.has(name)) near.add(name)
  }
  mkdirSync(folder, {recursive: true})
  const write = (name: string, lines: readonly string[]) => {
    const path = join(folder, name)
    writeFileSync(path, `${lines.join('\n')}\n`)
    return path
  }
  return {
    one: write('one.txt', exact.slice(0, 1)),
    exact: write('exact.txt', exact),
    near: write('near.txt', [...near]),
    few: write('few.txt', [...near].slice(0, 5)),
  }
}

/** Abstracts of the development data, `most` of them; `undefined` where it is not there. */
export function abstracts(path: string, most: number): {path: string; count: number} | undefined {
  const corpus = join(data, 'eval', 'bc5cdr', 'train.jsonl')
  if (!existsSync(corpus)) return undefined
  const lines = readFileSync(corpus, 'utf8').trimEnd().split('\n').slice(0, most)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return {path, count: lines.length}
}
