import {availableParallelism} from 'node:os'
import {InferenceSession, Tensor} from 'onnxruntime-node'
import {GraphBuilder} from '../models/onnx/graph.js'
import {median} from './measure.js'

const size = 2048
const runs = 9

/**
 * What ONNX Runtime reaches on this machine where nothing but 8-bit matrices are multiplied: the product of two of 2048 × 2048,
 * unsigned by signed, with a thread for each core. The median of nine.
 *
 * @returns Multiplications with their additions, in 10⁹ a second.
 */
export async function integerPeak(): Promise<number> {
  const graph = new GraphBuilder()
  const a = graph.input('a', 'uint8', [size, size])
  const b = graph.constant(
    'b',
    Int8Array.from({length: size * size}, (_, i) => (i % 127) - 63),
    [size, size],
  )
  graph.output('product', graph.apply('MatMulInteger', [a, b]), 'int32', [size, size])
  const session = await InferenceSession.create(graph.finish(), {
    intraOpNumThreads: availableParallelism(),
    logSeverityLevel: 4,
  })
  const feeds = {a: new Tensor('uint8', new Uint8Array(size * size).fill(3), [size, size])}
  await session.run(feeds) // the first allocates
  const milliseconds: number[] = []
  for (let run = 0; run < runs; run++) {
    const started = performance.now()
    await session.run(feeds)
    milliseconds.push(performance.now() - started)
  }
  await session.release()
  return size ** 3 / median(milliseconds) / 1e6
}
