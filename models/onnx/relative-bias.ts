/** Distances from here on share the last bucket. */
const farthest = 128

/**
 * The bucket of a distance between two tokens in MPNet's (and T5's) relative position bias: half of the buckets for each
 * direction; of these, half for small distances, one each, and half growing logarithmically.
 *
 * @param distance - Position of the key less that of the query.
 * @param buckets - A multiple of four.
 * @see https://arxiv.org/abs/1910.10683 section 2.1
 */
function bucketOf(distance: number, buckets: number): number {
  const side = buckets / 2
  const first = distance > 0 ? side : 0
  const far = Math.abs(distance)
  const exact = side / 2
  if (far < exact) return first + far
  // in steps of float32, as the reference computes it: at 16, 32 and 64 the quotient is a whole number
  const logarithm = Math.fround(Math.log(Math.fround(far / exact)))
  const share = Math.fround(logarithm / Math.fround(Math.log(farthest / exact)))
  return first + Math.min(side - 1, exact + Math.trunc(Math.fround(share * (side - exact))))
}

/**
 * The bias for every distance that two tokens of a text can have.
 *
 * @param table - Row-major `[buckets, heads]`.
 * @returns Row-major `[heads, 2·maxTokens - 1]`; column `distance + maxTokens - 1`.
 */
export function biasByDistance(
  table: Float32Array,
  buckets: number,
  heads: number,
  maxTokens: number,
): Float32Array {
  const columns = 2 * maxTokens - 1
  const bias = new Float32Array(heads * columns)
  for (let column = 0; column < columns; column++) {
    const bucket = bucketOf(column - maxTokens + 1, buckets)
    for (let head = 0; head < heads; head++) bias[head * columns + column] = table[bucket * heads + head]!
  }
  return bias
}
