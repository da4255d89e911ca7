import {appendFileSync, chmodSync, copyFileSync, mkdirSync, rmSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {ModelUnusableError} from '../src/errors.js'
import {encodeTexts} from './encode-texts.js'
import type {WrittenGraphs} from './model-manifest.js'
import {float32Arithmetic} from './onnx/arithmetic.js'
import {GraphBuilder} from './onnx/graph.js'
import {withSession} from './onnx-session.js'
import {readCalibrationTexts} from './quantisation/calibrate.js'
import {type OnnxGraph, readOnnxGraph} from './source/read-onnx-graph.js'
import type {EncoderSource, SourceModel} from './source/source-model.js'
import type {Tokenizer} from './tokenizer/tokenizer.js'
import {emitVectors, type WrittenGraph, writeGraph} from './write-graph.js'

/** Largest difference in any component of vectors that two programs compute of the same weights. */
const largestDifference = 1e-4

/** The token vectors under the names that the usual exporters give them. */
const hiddenNames = ['last_hidden_state', 'token_embeddings']

const knownInputs = ['input_ids', 'attention_mask', 'token_type_ids']

/** Operator sets in which everything that is added exists in one form. */
const [firstOperators, lastOperators] = [13, 17]

/**
 * Takes the graph of another program, after its vectors were compared with those of the weights beside it where these can
 * be converted.
 *
 * @param tokenizer - Of the model.
 * @param own - The same folder, where its architecture is understood.
 * @throws {ModelUnusableError} When they differ, or as {@link adoptGraph}.
 */
export async function adoptComparedGraph(
  source: SourceModel,
  folder: string,
  tokenizer: Tokenizer,
  own: EncoderSource | undefined,
): Promise<WrittenGraphs> {
  const files = adoptGraph(source, folder, 'model.fp32')
  const texts = readCalibrationTexts()
  const encode = (path: string) =>
    withSession(path, (session) => encodeTexts(session, tokenizer, texts, source.dimensions))
  const taken = await encode(join(folder, files.graph))
  if (own === undefined) return {fp32: files}
  const scratch = join(folder, 'scratch')
  mkdirSync(scratch)
  const converted = await encode(
    join(scratch, (await writeGraph(own, scratch, 'own', float32Arithmetic)).graph),
  )
  rmSync(scratch, {recursive: true})
  const difference = taken.reduce((most, value, i) => Math.max(most, Math.abs(value - converted[i]!)), 0)
  // written so that NaN is refused too
  if (!(difference <= largestDifference)) {
    throw new ModelUnusableError(
      `The vectors of onnx/model.onnx in ${source.folder} differ from those of its weights by ${difference.toPrecision(2)}.`,
      'Leave --onnx out to convert the weights.',
    )
  }
  return {fp32: {...files, differenceToWeights: Number(difference.toPrecision(2))}}
}

/**
 * Takes the graph of another program (`onnx/model.onnx`) into a model folder and adds what follows the encoder.
 *
 * @throws {ModelMissingError} When the graph or a file that it refers to is missing.
 * @throws {ModelUnusableError} When it is damaged, or has inputs or outputs that are not understood.
 */
function adoptGraph(source: SourceModel, folder: string, name: string): WrittenGraph {
  const found = readOnnxGraph(join(source.transformerFolder, 'onnx', 'model.onnx'))
  checkOutline(found)
  const hidden = hiddenNames.find((one) => found.outputs.includes(one))
  if (hidden === undefined) {
    throw refused(found, `has no output ${hiddenNames.join(' or ')}, but ${found.outputs.join(', ')}`)
  }
  const [weights] = found.externalFiles
  if (weights !== undefined) copy(join(dirname(found.path), weights), join(folder, weights))
  const graph = `${name}.onnx`
  copy(found.path, join(folder, graph))
  const addition = new GraphBuilder(undefined, 'biolord.')
  const mask = addition.apply('Cast', ['attention_mask'], {to: 1})
  emitVectors(addition, hidden, mask, source)
  appendFileSync(join(folder, graph), addition.finishAddition())
  return {graph, weights: weights ?? graph}
}

function checkOutline(found: OnnxGraph): void {
  const {externalFiles, inputs, operators, outputs, path} = found
  const unknown = inputs.find((input) => !knownInputs.includes(input))
  if (unknown !== undefined) throw refused(found, `has an input ${unknown}`)
  if (!inputs.includes('input_ids') || !inputs.includes('attention_mask')) {
    throw refused(found, `has the inputs ${inputs.join(', ')}, not input_ids and attention_mask`)
  }
  if (outputs.includes('embedding')) throw refused(found, 'has an output named embedding')
  if (externalFiles.length > 1) throw refused(found, `refers to ${externalFiles.length} files of weights`)
  if (externalFiles[0] === basename(path)) throw refused(found, 'refers to itself for its weights')
  if (operators < firstOperators || operators > lastOperators) {
    throw refused(
      found,
      `is written in operator set ${operators}; ${firstOperators} to ${lastOperators} can be taken`,
    )
  }
}

/** A copy that can be appended to, whatever the mode of the original. */
function copy(from: string, to: string): void {
  copyFileSync(from, to)
  chmodSync(to, 0o644)
}

function refused({path}: OnnxGraph, what: string): ModelUnusableError {
  return new ModelUnusableError(
    `${path} ${what}.`,
    'Leave --onnx out to convert the weights, or export it again.',
  )
}
