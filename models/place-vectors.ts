/**
 * Puts vectors that came in another order into their rows.
 *
 * @param all - Row-major `[texts, dimensions]`.
 * @param rows - Which rows.
 * @param some - Their vectors, row-major `[rows, dimensions]`.
 */
export function placeVectors(
  all: Float32Array,
  rows: Uint32Array,
  some: Float32Array,
  dimensions: number,
): void {
  for (const [i, row] of rows.entries())
    all.set(some.subarray(i * dimensions, (i + 1) * dimensions), row * dimensions)
}
