import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {SafetensorsFile} from '../../../models/source/safetensors.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {tinyModel} from '../support/model-fixtures.js'

interface Entry {
  dtype: string
  shape: number[]
  data_offsets: number[]
}

const pair: Record<string, Entry> = {
  a: {dtype: 'F32', shape: [2], data_offsets: [0, 8]},
  b: {dtype: 'F16', shape: [2, 1], data_offsets: [8, 12]},
}

/** A file with this header (an object, or its raw text) and this many bytes of data. */
function write(header: object | string, data: Uint8Array = new Uint8Array(12), claimed?: number): string {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(claimed ?? json.length))
  const path = join(temporaryFolder(), 'model.safetensors')
  writeFileSync(path, Buffer.concat([length, json, data]))
  return path
}

it('reads float32, float16 and bfloat16 as float32', () => {
  const header = {
    __metadata__: {format: 'pt'},
    half: {dtype: 'F16', shape: [4], data_offsets: [0, 8]},
    brain: {dtype: 'BF16', shape: [2], data_offsets: [8, 12]},
    single: {dtype: 'F32', shape: [1, 1], data_offsets: [12, 16]},
  }
  const data = new Uint8Array(16)
  data.set(new Uint8Array(Uint16Array.of(0x3c00, 0xc100, 0x0001, 0x7bff, 0x3f80, 0xc020).buffer))
  data.set(new Uint8Array(Float32Array.of(0.1).buffer), 12)

  const file = SafetensorsFile.open(write(header, data))

  expect([...file.read('half', [4])]).toEqual([1, -2.5, 2 ** -24, 65504])
  expect([...file.read('brain', [-1])]).toEqual([1, -2.5])
  expect([...file.read('single', [1, 1])]).toEqual([Math.fround(0.1)])
  expect(file.names).toEqual(['half', 'brain', 'single'])
  file.close()
})

it('reads a checkpoint that sentence-transformers wrote', () => {
  const file = SafetensorsFile.open(join(tinyModel('tiny-bert-mean'), 'model.safetensors'))

  const table = file.read('embeddings.word_embeddings.weight', [3000, 48])

  expect(table.length).toBe(3000 * 48)
  expect(file.shape('embeddings.LayerNorm.bias')).toEqual([48])
  expect(file.shape('no such tensor')).toBeUndefined()
  file.close()
})

it.each<[string, () => string]>([
  ['is empty', () => write('', new Uint8Array(0), 0)],
  ['claims a header longer than itself', () => write(pair, new Uint8Array(12), 1e6)],
  ['claims an endless header', () => write(pair, new Uint8Array(12), Number.MAX_SAFE_INTEGER)],
  ['has a header that is not JSON', () => write('{"a":')],
  ['has a header that is a list', () => write([])],
  ['has an entry that is not an object', () => write({a: 5})],
  ['has an unknown type', () => write({a: {...pair.a, dtype: 'F7'}, b: pair.b})],
  ['has a type that objects inherit', () => write({a: {...pair.a, dtype: 'toString'}, b: pair.b})],
  ['has a shape that does not fit its bytes', () => write({...pair, a: {...pair.a, shape: [3]}})],
  ['has a negative length', () => write({...pair, a: {...pair.a, shape: [-2]}})],
  ['has offsets in the wrong order', () => write({...pair, a: {...pair.a, data_offsets: [8, 0]}})],
  ['has three offsets', () => write({...pair, a: {...pair.a, data_offsets: [0, 8, 8]}})],
  ['has tensors that overlap', () => write({...pair, b: {...pair.b, data_offsets: [6, 10]}})],
  ['has a gap', () => write({...pair, b: {...pair.b, data_offsets: [9, 13]}}, new Uint8Array(13))],
  ['was cut', () => write(pair, new Uint8Array(11))],
  ['has bytes after the last tensor', () => write(pair, new Uint8Array(13))],
])('refuses a file that %s', (_, make) => {
  const path = make()

  expect(() => SafetensorsFile.open(path)).toThrow(
    expect.objectContaining({code: 'MODEL_UNUSABLE', exitCode: 5, message: expect.stringContaining(path)}),
  )
})

it('says which tensor is missing, of another shape, of another type or not finite', () => {
  const header = {
    integers: {dtype: 'I32', shape: [1], data_offsets: [0, 4]},
    endless: {dtype: 'F32', shape: [1], data_offsets: [4, 8]},
  }
  const data = new Uint8Array(8)
  data.set(new Uint8Array(Float32Array.of(Number.POSITIVE_INFINITY).buffer), 4)
  const file = SafetensorsFile.open(write(header, data))

  expect(() => file.read('absent', [1])).toThrow(/has no tensor absent/)
  expect(() => file.read('endless', [2])).toThrow(/endless of shape \[1\] instead of \[2\]/)
  expect(() => file.read('integers', [1])).toThrow(/integers as I32/)
  expect(() => file.read('endless', [1])).toThrow(/not finite in endless/)
  file.close()
})

it('says that a missing file is missing', () => {
  expect(() => SafetensorsFile.open(join(temporaryFolder(), 'none'))).toThrow(
    expect.objectContaining({code: 'MODEL_MISSING', exitCode: 5}),
  )
})
