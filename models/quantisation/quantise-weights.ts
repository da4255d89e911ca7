import type {Matrix} from '../onnx/arithmetic.js'

/** A matrix in whole numbers: each value is about `values · scale of its row`. */
export interface QuantisedMatrix {
  /** Row-major, `[rows, columns]`, from -127 to 127. */
  readonly values: Int8Array
  /** `[rows]` */
  readonly scales: Float32Array
}

/** Rounds every row to whole numbers times a scale of its own. */
export function quantiseRows(matrix: Matrix): QuantisedMatrix {
  return quantise(matrix, largestValue)
}

/**
 * As {@link quantiseRows}, with scales large enough that two neighbours of a row never add up to more than 128.
 *
 * x86 processors without VNNI multiply unsigned bytes with signed ones by `vpmaddubsw`, which adds neighbouring products
 * in 16 bits and saturates: 255 · 127 + 255 · 127 does not fit, 255 · 128 does. The usual remedy, weights from -64 to
 * 64, costs a bit of every weight; this one costs it only where two large neighbours have the same sign. Cosine of
 * open-mini to its fp32 over 2,000 HPO names, mean / smallest: free range .9983 / .9956, pairs .9982 / .9961, -64 to 64
 * .9965 / .957, 7-bit activations .9951 / .986. On an emulated Haswell (QEMU) the vectors in pairs equal those of a
 * processor with VNNI bit for bit, those of the free range have a cosine of .995 to .998 to them.
 */
export function quantiseRowsInPairs(matrix: Matrix): QuantisedMatrix {
  return quantise(matrix, largestPair)
}

function quantise({columns, rows, values}: Matrix, limit: (row: Float32Array) => number): QuantisedMatrix {
  const result = {values: new Int8Array(values.length), scales: new Float32Array(rows)}
  for (let row = 0; row < rows; row++) {
    const source = values.subarray(row * columns, (row + 1) * columns)
    // 127 and not 128: rounding may add a half to each of a pair
    const scale = Math.fround(limit(source) / 127) || 1
    result.scales[row] = scale
    for (let i = 0; i < columns; i++) result.values[row * columns + i] = Math.round(source[i]! / scale)
  }
  return result
}

function largestValue(row: Float32Array): number {
  return row.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}

/** Kernels take their pairs from the start of a row; neighbours of opposite sign cancel and need no room. */
function largestPair(row: Float32Array): number {
  let most = largestValue(row)
  for (let i = 0; i + 1 < row.length; i += 2) most = Math.max(most, Math.abs(row[i]! + row[i + 1]!))
  return most
}
