import {closeSync, openSync, readFileSync, statSync, truncateSync, writeFileSync, writeSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {IndexDamagedError} from '../../../src/errors.js'
import {
  blockCount,
  CheckedRowReader,
  CheckedRowWriter,
  checkedFileBytes,
  checksumBytes,
  type RowLayout,
  rowsOfBlock,
} from '../../../src/index-store/checked-rows.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'

const layouts: readonly RowLayout[] = [
  {rows: 10, rowBytes: 8, rowsPerBlock: 1},
  {rows: 10, rowBytes: 3, rowsPerBlock: 4},
  {rows: 8, rowBytes: 3, rowsPerBlock: 4},
  {rows: 1, rowBytes: 5, rowsPerBlock: 4096},
]

const contentOf = (layout: RowLayout, block: number) =>
  Uint8Array.from({length: rowsOfBlock(layout, block) * layout.rowBytes}, (_, i) => (block * 31 + i) % 256)

function writeSample(layout: RowLayout): string {
  const path = join(temporaryFolder(), 'rows')
  const writer = new CheckedRowWriter(path, layout)
  for (let block = blockCount(layout) - 1; block >= 0; block--)
    writer.writeBlock(block, contentOf(layout, block))
  writer.close()
  return path
}

function readBlock(path: string, layout: RowLayout, block: number): Uint8Array {
  const reader = new CheckedRowReader(path, layout)
  const target = new Uint8Array(layout.rowBytes * layout.rowsPerBlock + checksumBytes)
  try {
    reader.readBlocks(block, 1, target)
    return target.subarray(0, rowsOfBlock(layout, block) * layout.rowBytes)
  } finally {
    reader.close()
  }
}

it.each(layouts)(
  'reads back what was written in any order: $rows rows of $rowBytes bytes, $rowsPerBlock a block',
  (layout) => {
    const path = writeSample(layout)

    expect(statSync(path).size).toBe(checkedFileBytes(layout))
    for (let block = 0; block < blockCount(layout); block++) {
      expect(readBlock(path, layout, block)).toEqual(contentOf(layout, block))
    }
  },
)

it.each(layouts)(
  'notices any altered byte: $rows rows of $rowBytes bytes, $rowsPerBlock a block',
  (layout) => {
    const path = writeSample(layout)
    const whole = readFileSync(path)
    const blockBytes = layout.rowBytes * layout.rowsPerBlock + checksumBytes

    for (let position = 0; position < whole.length; position++) {
      const altered = Buffer.from(whole)
      altered[position]! ^= 0x10
      writeFileSync(path, altered)
      expect(() => readBlock(path, layout, Math.floor(position / blockBytes))).toThrow(IndexDamagedError)
    }
  },
)

it('notices blocks that changed places, and blocks that were never written', () => {
  const layout = {rows: 3, rowBytes: 4, rowsPerBlock: 1}
  const path = writeSample(layout)
  const whole = readFileSync(path)
  writeFileSync(path, Buffer.concat([whole.subarray(8, 16), whole.subarray(0, 8), Buffer.alloc(8)]))

  for (const block of [0, 1, 2]) expect(() => readBlock(path, layout, block)).toThrow(IndexDamagedError)
})

it('refuses a file of another size, and one that becomes shorter while it is open', () => {
  const layout = {rows: 6, rowBytes: 4, rowsPerBlock: 2}
  const path = writeSample(layout)
  const reader = new CheckedRowReader(path, layout)

  truncateSync(path, 20)

  expect(() => reader.readBlocks(2, 1, new Uint8Array(12))).toThrow(/became shorter/)
  expect(() => new CheckedRowReader(path, layout)).toThrow(/has 20 bytes instead of 36/)
  expect(() => new CheckedRowReader(`${path}.absent`, layout)).toThrow(/is missing/)
  reader.close()
})

it('reads several blocks at once, with or without comparing them', () => {
  const layout = {rows: 7, rowBytes: 2, rowsPerBlock: 2}
  const path = writeSample(layout)
  const reader = new CheckedRowReader(path, layout)
  const target = new Uint8Array(30)
  const file = openSync(path, 'r+')
  writeSync(file, Uint8Array.of(0xff), 0, 1, 8)
  closeSync(file)

  reader.readBlocks(2, 2, target)

  expect(target.subarray(0, 4)).toEqual(contentOf(layout, 2))
  expect(target.subarray(8, 10)).toEqual(contentOf(layout, 3))
  expect(() => reader.readBlocks(0, 4, target)).toThrow(/block 1/)
  expect(() => reader.readBlocks(0, 4, target, false)).not.toThrow()
  reader.close()
})
