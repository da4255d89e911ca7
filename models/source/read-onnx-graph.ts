import {existsSync, statSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {ModelMissingError, ModelUnusableError} from '../../src/errors.js'
import {type ProtobufField, ProtobufFile} from '../onnx/protobuf-file.js'

/** What another program's .onnx file has to offer. */
export interface OnnxGraph {
  readonly path: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** Version of the standard operators. */
  readonly operators: number
  /** Names of the files beside it that hold its large tensors. */
  readonly externalFiles: readonly string[]
}

/**
 * Reads the outline of an .onnx file and checks that the file is whole and refers to nothing but whole files beside it:
 * ONNX Runtime may crash on others.
 *
 * @throws {ModelMissingError} When there is no such file, or none of those that it refers to.
 * @throws {ModelUnusableError} When it is damaged or refers to files elsewhere.
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto for the field numbers
 */
export function readOnnxGraph(path: string): OnnxGraph {
  if (!existsSync(path)) {
    throw new ModelMissingError(
      `The model file ${path} is missing.`,
      'Leave --onnx out to convert the weights.',
    )
  }
  using file = new ProtobufFile(path)
  try {
    return outline(path, file)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new ModelUnusableError(
      `${path} is no whole ONNX model: ${error.message}.`,
      'Download or copy the model again.',
      {cause: error},
    )
  }
}

function outline(path: string, file: ProtobufFile): OnnxGraph {
  const inputs: string[] = []
  const outputs: string[] = []
  const initialised = new Set<string>()
  const externalFiles = new Set<string>()
  let operators = 0
  let graphs = 0
  for (const field of file.fields()) {
    if (field.number === 8) operators = Math.max(operators, standardVersion(file, field))
    if (field.number !== 7) continue
    graphs++
    for (const part of file.fields(field.start, field.end)) {
      if (part.number === 5) readInitialiser(path, file, part, initialised, externalFiles)
      if (part.number === 11) inputs.push(firstText(file, part, 1))
      if (part.number === 12) outputs.push(firstText(file, part, 1))
    }
  }
  if (graphs !== 1 || outputs.length === 0) throw new RangeError('it has no graph with outputs')
  return {
    path,
    inputs: inputs.filter((name) => !initialised.has(name)),
    outputs,
    operators,
    externalFiles: [...externalFiles].sort(),
  }
}

/** An OperatorSetIdProto: its version where it is the standard set. */
function standardVersion(file: ProtobufFile, set: ProtobufField): number {
  let version = 0
  let domain = ''
  for (const field of file.fields(set.start, set.end)) {
    if (field.number === 1) domain = file.text(field)
    if (field.number === 2) version = field.value
  }
  return domain === '' || domain === 'ai.onnx' ? version : 0
}

/** A TensorProto: its name, and the file that it refers to. */
function readInitialiser(
  path: string,
  file: ProtobufFile,
  tensor: ProtobufField,
  names: Set<string>,
  externalFiles: Set<string>,
): void {
  const external = new Map<string, string>()
  for (const field of file.fields(tensor.start, tensor.end)) {
    if (field.number === 8) names.add(file.text(field))
    if (field.number === 13) external.set(firstText(file, field, 1), firstText(file, field, 2))
  }
  const location = external.get('location')
  if (location === undefined) return
  // another folder's files are none of a model's business
  if (!/^[\w][\w.-]*$/.test(location)) throw new RangeError(`it refers to ${JSON.stringify(location)}`)
  const beside = join(dirname(path), location)
  const size = statSync(beside, {throwIfNoEntry: false})?.size
  if (size === undefined) {
    throw new ModelMissingError(
      `The model file ${beside} is missing, to which ${path} refers.`,
      'Download or copy the model again.',
    )
  }
  const end = Number(external.get('offset') ?? 0) + Number(external.get('length') ?? 0)
  if (!(end <= size)) throw new RangeError(`it needs ${end} bytes of ${location}, which has ${size}`)
  externalFiles.add(location)
}

function firstText(file: ProtobufFile, message: ProtobufField, number: number): string {
  for (const field of file.fields(message.start, message.end)) {
    if (field.number === number && !field.isVarint) return file.text(field)
  }
  return ''
}
