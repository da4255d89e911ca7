// A process of its own: how many of the ten truly nearest rows the graph and the scan of an index find, and, where there is a
// Python with it and the index is small enough to wait for it, hnswlib. Arguments: the index's folder, the Python or an empty
// string, and the queries. Prints a `Recall` as JSON.
import {spawnSync} from 'node:child_process'
import {closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync} from 'node:fs'
import {availableParallelism, tmpdir} from 'node:os'
import {join} from 'node:path'
import {openEncoderOf} from '../../src/adapters.js'
import {prepareText} from '../../src/domain/prepare-text.js'
import {packagePath} from '../../src/files/package-root.js'
import {FullVectors, fullVectorsFile} from '../../src/index-store/full-vectors.js'
import {openIndex} from '../../src/index-store/open-index.js'
import type {EngineName} from '../../src/index-store/term-index.js'

export interface Recall {
  readonly graph: number
  readonly graphMs: number
  /** As linking searches: see `SearchOptions.steady`. */
  readonly steady: number
  readonly steadyMs: number
  readonly scan: number
  readonly scanMs: number
  readonly hnswlib?: {readonly recall: number; readonly buildSeconds: number; readonly queryMs: number}
}

/** hnswlib is not kept waiting for longer. */
const mostRowsOfRival = 120_000

const wanted = 10
const rowsRead = 8192

const [folder, python, ...asked] = process.argv.slice(2) as [string, string, ...string[]]
await using index = await openIndex(folder, {name: 'bench'})
await using encoder = await openEncoderOf(index)
const {counts, engine, model} = index.manifest
const queries = await encoder.encode(asked.map(prepareText))
const {dimensions} = model
const truth = trulyNearest()

const [graph, graphMs] = await recallOf(engine, asked.length, false)
const [steady, steadyMs] = await recallOf(undefined, asked.length, true)
const [scan, scanMs] = await recallOf('exact', 1, false)
const hnswlib = python !== '' && counts.texts <= mostRowsOfRival ? rival() : undefined
console.log(JSON.stringify({graph, graphMs, steady, steadyMs, scan, scanMs, hnswlib} satisfies Recall))

/** Compares every row with every query in full precision; ties by row. */
function trulyNearest(): ReadonlySet<number>[] {
  const full = new FullVectors(`${folder}/${fullVectorsFile}`, {rows: counts.texts, dimensions})
  const best: {row: number; cosine: number}[][] = asked.map(() => [])
  for (let from = 0; from < counts.texts; from += rowsRead) {
    const to = Math.min(counts.texts, from + rowsRead)
    const rows = full.read(from, to)
    for (const [q, list] of best.entries())
      for (let row = from; row < to; row++) {
        let cosine = 0
        const at = (row - from) * dimensions
        for (let i = 0; i < dimensions; i++) cosine += rows[at + i]! * queries[q * dimensions + i]!
        cosine = Math.fround(Math.min(1, cosine))
        if (list.length === wanted && cosine <= list.at(-1)!.cosine) continue
        list.push({row, cosine})
        list.sort((a, b) => b.cosine - a.cosine || a.row - b.row)
        list.length = Math.min(list.length, wanted)
      }
  }
  full.close()
  return best.map((list) => new Set(list.map(({row}) => row)))
}

/** @returns Share of the true neighbours that are found, and milliseconds a query. */
async function recallOf(
  engine: EngineName | undefined,
  atOnce: number,
  steady: boolean,
): Promise<[number, number]> {
  await using searched = await openIndex(folder, {name: 'bench', engine})
  await searched.nearest(queries, wanted, undefined, {steady}) // opens and warms
  let found = 0
  const started = performance.now()
  for (let from = 0; from < asked.length; from += atOnce) {
    const near = await searched.nearest(
      queries.slice(from * dimensions, (from + atOnce) * dimensions),
      wanted,
      undefined,
      {steady},
    )
    for (const [i, list] of near.best().entries())
      found += list.filter(({text}) => truth[from + i]!.has(text)).length
  }
  const ms = (performance.now() - started) / asked.length
  return [found / asked.length / Math.min(wanted, counts.texts), ms]
}

function rival(): Recall['hnswlib'] {
  const scratch = mkdtempSync(join(tmpdir(), 'biolord-bench-'))
  try {
    const vectors = join(scratch, 'vectors.f32')
    const full = new FullVectors(`${folder}/${fullVectorsFile}`, {rows: counts.texts, dimensions})
    const file = openSync(vectors, 'w')
    for (let from = 0; from < counts.texts; from += rowsRead) {
      const rows = full.read(from, Math.min(counts.texts, from + rowsRead))
      writeSync(file, new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength))
    }
    closeSync(file)
    full.close()
    writeFileSync(
      join(scratch, 'queries.f32'),
      new Uint8Array(queries.buffer, queries.byteOffset, queries.byteLength),
    )
    const {status, stdout} = spawnSync(
      python,
      [
        packagePath('bench', 'python', 'hnswlib_search.py'),
        vectors,
        String(dimensions),
        join(scratch, 'queries.f32'),
        String(wanted),
        String(availableParallelism()),
      ],
      {encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore']},
    )
    if (status !== 0) return undefined // no hnswlib there
    const {buildSeconds, queryMs, rows}: {buildSeconds: number; queryMs: number; rows: number[][]} =
      JSON.parse(stdout)
    const met = rows.map((list, i) => list.filter((row) => truth[i]!.has(row)).length)
    return {buildSeconds, queryMs, recall: met.reduce((a, b) => a + b) / asked.length / wanted}
  } finally {
    rmSync(scratch, {recursive: true, force: true})
  }
}
