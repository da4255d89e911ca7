/** What must be equal for two vectors to be comparable. Kept in a model's manifest and in every index. */
export interface ModelIdentity {
  /** Name a user asks for: `open-mini`, `FremyCompany/BioLORD-2023-M`. */
  readonly id: string
  /** SHA-256 over the files that decide the vectors: graph, weights, tokenizer. */
  readonly sha256: string
  readonly dimensions: number
  readonly pooling: string
  readonly precision: 'fp32' | 'int8'
}
