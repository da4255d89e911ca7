import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Arithmetic} from '../models/onnx/arithmetic.js'
import {float32Arithmetic} from '../models/onnx/arithmetic.js'
import {GraphBuilder} from '../models/onnx/graph.js'
import {Int8Arithmetic} from '../models/onnx/int8-arithmetic.js'
import {withSession} from '../models/onnx-session.js'
import {calibrate, readCalibrationTexts} from '../models/quantisation/calibrate.js'
import type {EncoderSource} from '../models/source/source-model.js'
import type {Tokenizer} from '../models/tokenizer/tokenizer.js'
import {emitModel, writeFloat32Graph} from '../models/write-graph.js'

/** Writes the graph of a model as one .onnx file with the weights inside, as exporters do; takes much memory. */
export async function writeSingleFiles(
  source: EncoderSource,
  tokenizer: Tokenizer,
  paths: {readonly fp32: string; readonly int8: string},
): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'biolord-single-'))
  try {
    const {calibratingGraph} = await writeFloat32Graph(source, scratch, 'scratch')
    const {ranges} = await withSession(join(scratch, calibratingGraph), (session) =>
      calibrate(session, tokenizer, readCalibrationTexts(), source.dimensions),
    )
    await write(paths.fp32, source, float32Arithmetic)
    await write(paths.int8, source, new Int8Arithmetic(ranges))
  } finally {
    rmSync(scratch, {recursive: true, force: true})
  }
}

async function write(path: string, source: EncoderSource, arithmetic: Arithmetic): Promise<void> {
  const graph = new GraphBuilder()
  await emitModel(graph, source, arithmetic)
  writeFileSync(path, graph.finish())
}
