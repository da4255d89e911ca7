/**
 * Widens IEEE 754 half-precision numbers.
 *
 * @param halves - Bit patterns.
 */
export function float16ToFloat32(halves: Uint16Array): Float32Array {
  const table = halfTable()
  const floats = new Float32Array(halves.length)
  for (let i = 0; i < halves.length; i++) floats[i] = table[halves[i]!]!
  return floats
}

/**
 * Widens bfloat16 numbers, which are the upper halves of float32 ones.
 *
 * @param halves - Bit patterns.
 */
export function bfloat16ToFloat32(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length)
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i]! << 16
  return new Float32Array(bits.buffer)
}

let table: Float32Array | undefined

/** The value of each of the 65,536 bit patterns: a look-up beats arithmetic for millions of weights. */
function halfTable(): Float32Array {
  if (table !== undefined) return table
  table = new Float32Array(1 << 16)
  for (let bits = 0; bits < table.length; bits++) {
    const sign = bits & 0x8000 ? -1 : 1
    const exponent = (bits >> 10) & 0x1f
    const fraction = bits & 0x3ff
    if (exponent === 0) table[bits] = sign * fraction * 2 ** -24
    else if (exponent === 0x1f) table[bits] = fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
    else table[bits] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
  }
  return table
}
