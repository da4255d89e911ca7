/** Two texts and how alike people found them, on whatever scale. */
export interface RatedPair {
  /** Line of the file, from 1. */
  readonly line: number
  readonly a: string
  readonly b: string
  readonly rating: number
}
