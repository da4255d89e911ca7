import {expect, it} from 'vitest'
import {ProtobufWriter} from '../../../models/onnx/protobuf.js'

const hex = (writer: ProtobufWriter) => Buffer.from(writer.finish()).toString('hex')

// expected bytes worked out from the encoding guide of protocol buffers
it.each<[string, ProtobufWriter, string]>([
  ['a small integer', new ProtobufWriter().integer(1, 8), '0808'],
  ['an integer of two bytes', new ProtobufWriter().integer(1, 150), '089601'],
  ['an integer beyond 32 bits', new ProtobufWriter().integer(2, 2 ** 40), '10808080808020'],
  ['a negative integer', new ProtobufWriter().integer(3, -1), '18ffffffffffffffffff01'],
  ['a field number of two bytes', new ProtobufWriter().integer(20, 2), 'a00102'],
  ['a float', new ProtobufWriter().float(2, 1), '150000803f'],
  ['a string', new ProtobufWriter().bytes(2, 'testing'), '120774657374696e67'],
  ['a message', new ProtobufWriter().bytes(3, new ProtobufWriter().integer(1, 150)), '1a03089601'],
  ['nothing', new ProtobufWriter(), ''],
])('writes %s', (_, writer, expected) => {
  expect(hex(writer)).toBe(expected)
})
