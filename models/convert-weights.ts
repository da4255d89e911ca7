import {rmSync} from 'node:fs'
import {join} from 'node:path'
import type {ConversionOptions} from './convert-model.js'
import type {WrittenGraphs} from './model-manifest.js'
import {Int8Arithmetic} from './onnx/int8-arithmetic.js'
import {withSession} from './onnx-session.js'
import {calibrate, readCalibrationTexts} from './quantisation/calibrate.js'
import {isLargeLoss, measureLoss} from './quantisation/measure-loss.js'
import type {EncoderSource} from './source/source-model.js'
import type {Tokenizer} from './tokenizer/tokenizer.js'
import {writeFloat32Graph, writeGraph} from './write-graph.js'

/**
 * Writes the weights of a model as graphs in the precisions that are wanted. fp32 is written in any case: int8 is
 * calibrated with it and compared with it.
 *
 * @param tokenizer - Of the model.
 * @throws {ModelUnusableError} When the weights are damaged or not those that config.json describes.
 */
export async function convertWeights(
  source: EncoderSource,
  folder: string,
  tokenizer: Tokenizer,
  {names, onStep, precision}: Pick<ConversionOptions, 'names' | 'onStep' | 'precision'>,
): Promise<WrittenGraphs> {
  const {calibratingGraph, ...fp32} = await writeFloat32Graph(source, folder, 'model.fp32')
  const remove = (name: string) => rmSync(join(folder, name))
  if (precision === 'fp32') {
    remove(calibratingGraph)
    return {fp32}
  }
  onStep?.('calibration')
  const texts = readCalibrationTexts()
  const {ranges, vectors} = await withSession(join(folder, calibratingGraph), (session) =>
    calibrate(session, tokenizer, texts, source.dimensions),
  )
  remove(calibratingGraph)
  onStep?.('int8')
  const files = await writeGraph(source, folder, 'model.int8', new Int8Arithmetic(ranges))
  onStep?.('comparison')
  const loss = await measureLoss(
    {fp32: join(folder, fp32.graph), int8: join(folder, files.graph)},
    tokenizer,
    source.dimensions,
    {texts, vectors, names},
  )
  const int8 = {...files, ...loss}
  if (precision === 'both' || isLargeLoss(loss)) return {fp32, int8}
  remove(fp32.graph)
  remove(fp32.weights)
  return {int8}
}
