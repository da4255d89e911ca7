// What most people would write: tokenizer.json, one .onnx file with the weights inside, every default. Run as
// node naive-sim.js TOKENIZER.json MODEL.onnx A B
import {readFileSync} from 'node:fs'
import {Tokenizer} from '@huggingface/tokenizers'
import {InferenceSession, Tensor} from 'onnxruntime-node'

const [tokenizerPath, graphPath, ...texts] = process.argv.slice(2) as [string, string, ...string[]]
const tokenizer = new Tokenizer(JSON.parse(readFileSync(tokenizerPath, 'utf8')), {})
const session = await InferenceSession.create(graphPath)
const vectors: Float32Array[] = []
for (const text of texts) {
  const ids = tokenizer.encode(text).ids
  const feed = (values: readonly number[]) =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length])
  const {embedding} = await session.run({input_ids: feed(ids), attention_mask: feed(ids.map(() => 1))})
  vectors.push(embedding!.data as Float32Array)
}
console.log(vectors[0]!.reduce((sum, value, i) => sum + value * vectors[1]![i]!, 0).toFixed(4))
