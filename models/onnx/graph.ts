import {ProtobufWriter} from './protobuf.js'
import type {WeightsFile} from './weights-file.js'

/** Numbers of a constant; the type of the array is the type of the tensor. */
export type TensorData = Float32Array | Uint8Array | Int8Array | Int32Array | BigInt64Array

/** A whole number is an INT attribute, a list INTS, `{float}` a FLOAT. */
export type AttributeValue = number | readonly number[] | {readonly float: number}

/** Length of an axis, or the name of one that the caller decides (`batch`, `tokens`). */
export type Dimension = number | string

/** Constants from this size on go to the weights file. */
const externalFromBytes = 16_384

/** `TensorProto.DataType` of onnx.proto. */
const dataTypes = {float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7} as const

type DataTypeName = keyof typeof dataTypes

/**
 * Puts an ONNX model together node by node, in the order of computation. Values go by name; operators of ONNX Runtime's
 * own set are written `com.microsoft:Gelu`.
 *
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto for the field numbers
 */
export class GraphBuilder {
  private readonly nodes: ProtobufWriter[] = []
  private readonly constants: ProtobufWriter[] = []
  private readonly inputs: ProtobufWriter[] = []
  private readonly outputs: ProtobufWriter[] = []
  private readonly shared = new Set<string>()

  /**
   * @param weights - Takes the large constants; the caller closes it. Without it they all stay in the .onnx file.
   * @param prefix - Begins the names of values that have none of their own.
   */
  constructor(
    private readonly weights?: WeightsFile,
    private readonly prefix = '',
  ) {}

  input(name: string, type: DataTypeName, shape: readonly Dimension[]): string {
    this.inputs.push(valueInfo(name, type, shape))
    return name
  }

  /** Makes a value of the graph an output under a name of its own. */
  output(name: string, value: string, type: DataTypeName, shape: readonly Dimension[]): void {
    this.addNode('Identity', [value], [name], {})
    this.outputs.push(valueInfo(name, type, shape))
  }

  /**
   * @param name - Unique within the graph.
   * @param data - Row-major.
   */
  constant(name: string, data: TensorData, shape: readonly number[]): string {
    const tensor = new ProtobufWriter()
    for (const length of shape) tensor.integer(1, length)
    tensor.integer(2, dataTypes[typeOf(data)]).bytes(8, name)
    const bytes = bytesOf(data)
    if (this.weights === undefined || bytes.length < externalFromBytes) tensor.bytes(9, bytes)
    else placeOutside(tensor, this.weights.name, this.weights.append(bytes))
    this.constants.push(tensor)
    return name
  }

  /**
   * A constant that goes to the weights file piece by piece, whatever its size.
   *
   * @param blocks - Together the numbers of the tensor, row-major.
   */
  async stream(
    name: string,
    type: DataTypeName,
    shape: readonly number[],
    blocks: Iterable<TensorData>,
  ): Promise<string> {
    const tensor = new ProtobufWriter()
    for (const length of shape) tensor.integer(1, length)
    tensor.integer(2, dataTypes[type]).bytes(8, name)
    if (this.weights === undefined) tensor.bytes(9, Buffer.concat([...allBytes(blocks)]))
    else placeOutside(tensor, this.weights.name, await this.weights.appendAll(allBytes(blocks)))
    this.constants.push(tensor)
    return name
  }

  /** A constant without axes. */
  scalar(value: number, type: 'float32' | 'uint8' = 'float32'): string {
    const data = type === 'uint8' ? Uint8Array.of(value) : Float32Array.of(value)
    return this.share(`${type}_${data[0]}`, data, [])
  }

  /** A constant int64 without axes. */
  integer(value: number): string {
    return this.share(`int64_scalar_${value}`, BigInt64Array.of(BigInt(value)), [])
  }

  /** A constant list of int64: shapes, axes, indices. */
  integers(...values: number[]): string {
    return this.share(`int64_${values.join('_')}`, BigInt64Array.from(values, BigInt), [values.length])
  }

  /** Adds a node with one output and returns the output's name. An empty input name leaves an optional input out. */
  apply(
    operator: string,
    inputs: readonly string[],
    attributes: Record<string, AttributeValue> = {},
  ): string {
    return this.applyMany(operator, inputs, 1, attributes)[0]!
  }

  /** As {@link apply}, for nodes with several outputs. */
  applyMany(
    operator: string,
    inputs: readonly string[],
    count: number,
    attributes: Record<string, AttributeValue> = {},
  ): string[] {
    const name = `${this.prefix}${operator.replace('com.microsoft:', '')}_${this.nodes.length}`
    const outputs = count === 1 ? [name] : Array.from({length: count}, (_, i) => `${name}_${i}`)
    this.addNode(operator, inputs, outputs, attributes)
    return outputs
  }

  /** The model so far as the bytes of an .onnx file; nodes may be added afterwards for another model. */
  finish(): Uint8Array {
    return new ProtobufWriter()
      .integer(1, 8) // IR version, the one of operator set 17
      .bytes(2, 'biolord')
      .bytes(7, this.graph())
      .bytes(8, new ProtobufWriter().bytes(1, '').integer(2, 17))
      .bytes(8, new ProtobufWriter().bytes(1, 'com.microsoft').integer(2, 1))
      .finish()
  }

  /**
   * Bytes that add these nodes to the graph of an .onnx file when they are appended to it: a message that stands twice
   * is merged by every reader of protocol buffers.
   *
   * @see https://protobuf.dev/programming-guides/encoding/#last-one-wins
   */
  finishAddition(): Uint8Array {
    return new ProtobufWriter().bytes(7, this.graph()).finish()
  }

  private graph(): ProtobufWriter {
    const graph = new ProtobufWriter()
    for (const node of this.nodes) graph.bytes(1, node)
    graph.bytes(2, 'encoder')
    for (const constant of this.constants) graph.bytes(5, constant)
    for (const input of this.inputs) graph.bytes(11, input)
    for (const output of this.outputs) graph.bytes(12, output)
    return graph
  }

  private share(name: string, data: TensorData, shape: readonly number[]): string {
    const unique = this.prefix + name
    if (this.shared.has(unique)) return unique
    this.shared.add(unique)
    return this.constant(unique, data, shape)
  }

  private addNode(
    operator: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Record<string, AttributeValue>,
  ): void {
    const node = new ProtobufWriter()
    for (const input of inputs) node.bytes(1, input)
    for (const output of outputs) node.bytes(2, output)
    node.bytes(3, outputs[0]!)
    const [domain, type] = operator.includes(':') ? operator.split(':') : ['', operator]
    node.bytes(4, type!)
    for (const [name, value] of Object.entries(attributes)) node.bytes(5, attribute(name, value))
    if (domain) node.bytes(7, domain)
    this.nodes.push(node)
  }
}

function attribute(name: string, value: AttributeValue): ProtobufWriter {
  const message = new ProtobufWriter().bytes(1, name)
  if (typeof value === 'number') return message.integer(3, value).integer(20, 2)
  if ('float' in value) return message.float(2, value.float).integer(20, 1)
  for (const item of value) message.integer(8, item)
  return message.integer(20, 7)
}

function valueInfo(name: string, type: DataTypeName, shape: readonly Dimension[]): ProtobufWriter {
  const axes = new ProtobufWriter()
  for (const length of shape) {
    const axis = new ProtobufWriter()
    axes.bytes(1, typeof length === 'number' ? axis.integer(1, length) : axis.bytes(2, length))
  }
  const tensor = new ProtobufWriter().integer(1, dataTypes[type]).bytes(2, axes)
  return new ProtobufWriter().bytes(1, name).bytes(2, new ProtobufWriter().bytes(1, tensor))
}

function placeOutside(
  tensor: ProtobufWriter,
  location: string,
  {length, offset}: {readonly offset: number; readonly length: number},
): void {
  const entries = {location, offset: `${offset}`, length: `${length}`}
  for (const [key, value] of Object.entries(entries)) {
    tensor.bytes(13, new ProtobufWriter().bytes(1, key).bytes(2, value))
  }
  tensor.integer(14, 1) // data_location = EXTERNAL
}

function* allBytes(blocks: Iterable<TensorData>): Generator<Uint8Array> {
  for (const block of blocks) yield bytesOf(block)
}

function bytesOf(data: TensorData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

function typeOf(data: TensorData): DataTypeName {
  if (data instanceof Float32Array) return 'float32'
  if (data instanceof BigInt64Array) return 'int64'
  if (data instanceof Int32Array) return 'int32'
  return data instanceof Int8Array ? 'int8' : 'uint8'
}
