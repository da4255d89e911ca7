/**
 * Dot product of two vectors of equal length, summed in double precision; the cosine where both have length 1.
 */
export function dotProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}
