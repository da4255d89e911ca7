/** What follows the first layer of a feed-forward block; `tanh-gelu` is the approximation of the original GPT. */
export type Activation = 'gelu' | 'tanh-gelu' | 'relu'

/** The size and the habits of a transformer encoder. */
export interface EncoderShape {
  readonly vocabularySize: number
  readonly dimensions: number
  readonly layers: number
  readonly heads: number
  /** Width of the feed-forward layers. */
  readonly intermediate: number
  readonly activation: Activation
  /** Rows of the position table. */
  readonly positions: number
  /**
   * Where it is given, positions are counted from this id + 1, and a token of this id takes no position but the row of
   * that number (RoBERTa and its kin). Else they are counted from 0.
   */
  readonly paddingId?: number
  /** Kinds of distance that the relative position bias knows (MPNet). */
  readonly relativeBuckets?: number
  /** Tokens of a text at most. */
  readonly maxTokens: number
  readonly layerNormEpsilon: number
}
