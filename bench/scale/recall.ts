// A process of its own: how many of the ten truly nearest rows the graph and the scan of an index find. Arguments: the index's
// folder, and the queries. Prints a `Recall` as JSON.
import {openEncoderOf} from '../../src/adapters.js'
import {prepareText} from '../../src/domain/prepare-text.js'
import {FullVectors, fullVectorsFile} from '../../src/index-store/full-vectors.js'
import {openIndex} from '../../src/index-store/open-index.js'
import type {EngineName} from '../../src/index-store/term-index.js'

export interface Recall {
  readonly graph: number
  readonly graphMs: number
  readonly scan: number
  readonly scanMs: number
}

const wanted = 10
const rowsRead = 8192

const [folder, ...asked] = process.argv.slice(2) as [string, ...string[]]
await using index = await openIndex(folder, {name: 'bench'})
await using encoder = await openEncoderOf(index)
const {counts, engine, model} = index.manifest
const queries = await encoder.encode(asked.map(prepareText))
const {dimensions} = model
const truth = trulyNearest()

const [graph, graphMs] = await recallOf(engine, asked.length)
const [scan, scanMs] = await recallOf('exact', 1)
console.log(JSON.stringify({graph, graphMs, scan, scanMs} satisfies Recall))

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
async function recallOf(engine: EngineName, atOnce: number): Promise<[number, number]> {
  await using searched = await openIndex(folder, {name: 'bench', engine})
  await searched.nearest(queries.slice(0, dimensions), wanted) // opens and warms
  let found = 0
  const started = performance.now()
  for (let from = 0; from < asked.length; from += atOnce) {
    const lists = await searched.nearest(
      queries.slice(from * dimensions, (from + atOnce) * dimensions),
      wanted,
    )
    for (const [i, list] of lists.entries())
      found += list.filter(({text}) => truth[from + i]!.has(text)).length
  }
  const ms = (performance.now() - started) / asked.length
  return [found / asked.length / Math.min(wanted, counts.texts), ms]
}
