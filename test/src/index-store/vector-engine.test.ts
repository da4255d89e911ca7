import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {engineOf} from '../../../src/index-store/engines.js'
import type {VectorRows, VectorSearch} from '../../../src/index-store/vector-engine.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {usableEngines} from './sample-index.js'

const dimensions = 48

/** The same numbers in every run: a linear congruential generator. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32 - 0.5
  }
}

/** Unit vectors in clusters of about 20, as the names of one concept and its relatives are. */
function clusteredVectors(rows: number, seed = 1, {size = 20, width = 0.6} = {}): Float32Array {
  const random = randomNumbers(seed)
  const clusters = Math.ceil(rows / size)
  const centres = Float32Array.from({length: clusters * dimensions}, random)
  const vectors = new Float32Array(rows * dimensions)
  for (let row = 0; row < rows; row++) {
    const centre = Math.floor((random() + 0.5) * clusters) * dimensions
    const vector = Float32Array.from({length: dimensions}, (_, i) => centres[centre + i]! + width * random())
    vectors.set(scaleToUnit(vector), row * dimensions)
  }
  return vectors
}

function scaleToUnit(vector: Float32Array): Float32Array {
  const norm = Math.hypot(...vector)
  return vector.map((value) => value / norm)
}

function asRows(vectors: Float32Array): VectorRows {
  return {
    shape: {rows: vectors.length / dimensions, dimensions},
    read: (from, to) => vectors.slice(from * dimensions, to * dimensions),
  }
}

function nearestByComparingAll(vectors: Float32Array, query: Float32Array, limit: number): number[] {
  return Array.from({length: vectors.length / dimensions}, (_, row) => {
    let product = 0
    for (let i = 0; i < dimensions; i++) product += vectors[row * dimensions + i]! * query[i]!
    return {row, product}
  })
    .sort((a, b) => b.product - a.product || a.row - b.row)
    .slice(0, limit)
    .map(({row}) => row)
}

describe.each(usableEngines)('engine %s', (name) => {
  const engine = engineOf(name)

  async function buildAndOpen(vectors: Float32Array): Promise<VectorSearch> {
    const path = join(temporaryFolder(), engine.fileName)
    const rows = asRows(vectors)
    await engine.build(rows, path)
    return engine.open(path, rows.shape)
  }

  it('has at least 99 of 100 true neighbours among three times as many candidates', async () => {
    const vectors = clusteredVectors(5000)
    const queries = clusteredVectors(100, 2)
    const search = await buildAndOpen(vectors)

    const found = await search.search(queries, 30)

    const met = found.map((rows, i) => {
      const query = queries.subarray(i * dimensions, (i + 1) * dimensions)
      return nearestByComparingAll(vectors, query, 10).filter((row) => rows.includes(row)).length
    })
    expect(met.reduce((sum, count) => sum + count) / (10 * found.length)).toBeGreaterThanOrEqual(0.99)
    search.close()
  })

  it('finds every row by its own vector', async () => {
    const vectors = clusteredVectors(3000)
    const search = await buildAndOpen(vectors)

    const found = await search.search(vectors, 4)

    expect(found.flatMap((rows, row) => (rows.includes(row) ? [] : [row]))).toEqual([])
    search.close()
  })

  it('finds rows of tight clusters that lie far apart', {timeout: 60_000}, async () => {
    const vectors = clusteredVectors(10_000, 5, {size: 100, width: 0.1})
    const search = await buildAndOpen(vectors)

    const asked = Array.from({length: 500}, (_, i) => i * 20)
    const queries = Float32Array.from(
      asked.flatMap((row) => [...vectors.subarray(row * dimensions, (row + 1) * dimensions)]),
    )
    const found = await search.search(queries, 4)

    expect(asked.filter((row, i) => !found[i]!.includes(row))).toEqual([])
    search.close()
  })

  it('answers a query alone as among others, and twice alike', async () => {
    const vectors = clusteredVectors(2000)
    const queries = clusteredVectors(9, 3)
    const search = await buildAndOpen(vectors)

    const together = await search.search(queries, 12)
    const alone = await search.search(queries.subarray(4 * dimensions, 5 * dimensions), 12)

    expect([...alone[0]!].sort()).toEqual([...together[4]!].sort())
    expect(await search.search(queries, 12)).toEqual(together)
    search.close()
  })

  it('gives no row twice and never more than there are', async () => {
    const search = await buildAndOpen(clusteredVectors(50))

    const [found] = await search.search(clusteredVectors(1, 4), 1000)

    expect(new Set(found).size).toBe(50)
    expect(found).toHaveLength(50)
    search.close()
  })

  it('serves a single row', async () => {
    const vectors = clusteredVectors(1)
    const search = await buildAndOpen(vectors)

    expect(await search.search(vectors, 10)).toEqual([Uint32Array.of(0)])
    search.close()
  })

  it('finds rows of equal vectors', async () => {
    const one = clusteredVectors(1)
    const vectors = new Float32Array([...one, ...one, ...one, ...clusteredVectors(40, 5)])
    const search = await buildAndOpen(vectors)

    const [found] = await search.search(one, 10)

    expect([...found!]).toEqual(expect.arrayContaining([0, 1, 2]))
    search.close()
  })

  it('gives each row once where many share a vector', async () => {
    const [equal, others] = [1500, 3000]
    const one = clusteredVectors(1)
    const vectors = new Float32Array((equal + others) * dimensions)
    vectors.set(clusteredVectors(others, 6))
    for (let i = 0; i < equal; i++) vectors.set(one, (others + i) * dimensions)
    const search = await buildAndOpen(vectors)

    const [found] = await search.search(one, 100)

    expect(new Set(found).size).toBe(found!.length)
    expect(found!.filter((row) => row >= others && row < others + equal).length).toBeGreaterThanOrEqual(90)
    search.close()
  })

  it('answers no query, and no rows, with nothing', async () => {
    const search = await buildAndOpen(clusteredVectors(10))

    expect(await search.search(new Float32Array(), 5)).toEqual([])
    expect(await search.search(clusteredVectors(1), 0)).toEqual([new Uint32Array()])
    search.close()
  })

  it('refuses queries that are no whole vectors', async () => {
    const search = await buildAndOpen(clusteredVectors(10))

    await expect(search.search(new Float32Array(dimensions + 1), 5)).rejects.toThrow(RangeError)
    search.close()
  })

  it('tells its progress up to the last row', async () => {
    const told: number[] = []
    const path = join(temporaryFolder(), engine.fileName)

    await engine.build(asRows(clusteredVectors(700)), path, (done, total) => told.push(done / total))

    expect(told.at(-1)).toBe(1)
  })
})
