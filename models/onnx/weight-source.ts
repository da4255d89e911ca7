/** Gives the weights of a model by name. */
export interface WeightSource {
  readonly names: readonly string[]

  /**
   * @param shape - What the tensor must have; -1 stands for any length.
   * @returns Row-major.
   * @throws {ModelUnusableError} When there is no such tensor, or one that cannot be used.
   */
  read(name: string, shape: readonly number[]): Float32Array

  /**
   * Some rows of a matrix that is too large to be held at once.
   *
   * @param shape - `[rows, columns]` of the whole matrix.
   * @returns Row-major, rows `from` to `to - 1`.
   */
  readRows(name: string, shape: readonly [number, number], from: number, to: number): Float32Array
}
