import {join} from 'node:path'
import {InferenceSession, Tensor} from 'onnxruntime-node'
import {describe, expect, it} from 'vitest'
import {largestDifference, tinyModels} from './support/model-fixtures.js'
import {tinyEncoder} from './support/tiny-encoder.js'

/** Runs a graph as other programs may: with padding, which biolord itself never needs. */
async function run(graph: string, ids: number[][], mask: number[][]): Promise<Float32Array> {
  const session = await InferenceSession.create(graph)
  const shape = [ids.length, ids[0]!.length]
  const {embedding} = await session.run({
    input_ids: new Tensor('int64', BigInt64Array.from(ids.flat(), BigInt), shape),
    attention_mask: new Tensor('int64', BigInt64Array.from(mask.flat(), BigInt), shape),
  })
  await session.release()
  return embedding!.data as Float32Array
}

describe.each(tinyModels)('the graph of %s', (name) => {
  const folder = tinyEncoder(name)
  const graph = () => join(folder, 'model.fp32.onnx')
  const padding = ['tiny-mpnet', 'tiny-xlm-roberta'].includes(name) ? 1 : 0

  it('leaves padding out', async () => {
    const bare = await run(graph(), [[2, 40, 41, 3]], [[1, 1, 1, 1]])
    const padded = await run(
      graph(),
      [
        [2, 40, 41, 3, padding, padding],
        [2, 50, 51, 52, 53, 3],
      ],
      [
        [1, 1, 1, 1, 0, 0],
        [1, 1, 1, 1, 1, 1],
      ],
    )

    expect(largestDifference(bare, padded.subarray(0, 48))).toBeLessThan(1e-5)
  })

  it('gives numbers for a text of nothing but padding', async () => {
    const vector = await run(graph(), [[padding, padding]], [[0, 0]])

    expect(vector.every(Number.isFinite)).toBe(true)
  })
})
