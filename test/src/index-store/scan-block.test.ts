import {expect, it} from 'vitest'
import {BestRows} from '../../../src/index-store/best-rows.js'
import {loadScanBlock, type ScanBlock, scanPlainly} from '../../../src/index-store/scan-block.js'

const dimensions = 22

function numbers(count: number, seed: number): Int8Array<ArrayBuffer> {
  return Int8Array.from({length: count}, (_, i) => ((i + seed) * 7919) % 255)
}

it.each([1, 20])('scans natively as in plain JavaScript, for %i queries', async (queries) => {
  const block = {
    vectors: numbers(300 * dimensions, 3),
    rows: Uint32Array.from({length: 300}, (_, i) => 1000 + 2 * i),
  }
  const scan = (by: ScanBlock) => {
    const best = Array.from({length: queries}, () => new BestRows(17))
    by(block, numbers(queries * dimensions, 5), best, 17)
    return best.map((rows) => rows.sorted().map(({score}) => score))
  }

  expect(scan(await loadScanBlock())).toEqual(scan(scanPlainly))
})

it('keeps the best rows over several blocks', () => {
  const best = [new BestRows(2)]
  const query = Int8Array.of(1, 0)
  const block = (rows: number[], values: number[]) => ({
    rows: Uint32Array.from(rows),
    vectors: Int8Array.from(values.flatMap((value) => [value, 9])),
  })

  scanPlainly(block([0, 1], [5, 3]), query, best, 2)
  scanPlainly(block([7, 8], [4, 6]), query, best, 2)

  expect(best[0]!.sorted()).toEqual([
    {row: 8, score: 6},
    {row: 0, score: 5},
  ])
})
