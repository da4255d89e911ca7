import type {ModelIdentity} from '../src/domain/model-identity.js'

/** Turns texts into unit vectors in this process; for a few texts at a time. */
export interface Encoder extends AsyncDisposable {
  readonly model: ModelIdentity

  /**
   * Encodes prepared texts (see `prepareText`). The vector of a text does not depend on the other texts of the call (to
   * 1e-6 in each component).
   *
   * @returns Row-major `[texts, dimensions]`, float32, L2 norm 1, in the order of `texts`.
   */
  encode(texts: readonly string[]): Promise<Float32Array>

  /** Whether the tokenizer's vocabulary holds this word in one piece: a common word, and so no misspelling of another. */
  holdsWhole(word: string): boolean
}

/** Encodes many texts with every core. */
export interface BulkEncoder extends AsyncDisposable {
  readonly model: ModelIdentity

  /**
   * Encodes all texts, shortest first, and hands the vectors over as they come, in no fixed order of rows.
   *
   * @param texts - Prepared texts; their positions are the row numbers.
   * @param onVectors - Receives row numbers and their vectors, row-major `[rows, dimensions]`. Every row comes once.
   */
  encodeAll(
    texts: readonly string[],
    onVectors: (rows: Uint32Array, vectors: Float32Array) => void,
  ): Promise<void>

  /** See {@link Encoder.holdsWhole}. */
  holdsWhole(word: string): boolean
}
