import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {IndexDamagedError} from '../../../src/errors.js'
import {checksumBytes} from '../../../src/index-store/checked-rows.js'
import {FullVectors, FullVectorWriter} from '../../../src/index-store/full-vectors.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'

const shape = {rows: 300, dimensions: 3}
const rowBytes = shape.dimensions * Float32Array.BYTES_PER_ELEMENT + checksumBytes

function writeSample(): string {
  const path = join(temporaryFolder(), 'vectors')
  const writer = new FullVectorWriter(path, shape)
  for (let row = 0; row < shape.rows; row++)
    writer.write(Uint32Array.of(row), Float32Array.of(Math.cos(row), Math.sin(row), 0))
  writer.finish()
  return path
}

function readMany(vectors: FullVectors, rows: readonly number[]): [number, Float32Array][] {
  const read: [number, Float32Array][] = []
  vectors.forEach(rows, (row, vector) => read.push([row, vector.slice()]))
  return read
}

it.each([
  ['none', []],
  ['one', [7]],
  ['neighbours and ones far away', [0, 1, 9, 18, 30, 31, 299]],
  ['all', Array.from({length: shape.rows}, (_, row) => row)],
])('reads many rows as it reads one: %s', (_what, rows) => {
  const vectors = new FullVectors(writeSample(), shape)

  expect(readMany(vectors, rows)).toEqual(rows.map((row) => [row, vectors.readRow(row).slice()]))
  vectors.close()
})

it('notices damage in the rows that are wanted, not between them', () => {
  const path = writeSample()
  const bytes = readFileSync(path)
  bytes[12 * rowBytes]! ^= 1
  writeFileSync(path, bytes)
  const vectors = new FullVectors(path, shape)

  expect(readMany(vectors, [11, 13]).map(([row]) => row)).toEqual([11, 13])
  expect(() => readMany(vectors, [11, 12, 13])).toThrow(IndexDamagedError)
  vectors.close()
})
