import {createHash} from 'node:crypto'
import type {Encoder} from '../../models/encoder.js'

const dimensions = 32

/** An encoder without a model: texts that share letters are near. Counts what it was asked for. */
export class FakeEncoder implements Encoder {
  readonly model = {
    id: 'fake',
    sha256: 'f'.repeat(64),
    dimensions,
    pooling: 'mean',
    precision: 'fp32',
  } as const
  readonly seen: string[] = []

  async encode(texts: readonly string[]): Promise<Float32Array> {
    this.seen.push(...texts)
    const rows = new Float32Array(texts.length * dimensions)
    for (const [i, text] of texts.entries()) rows.set(fakeVector(text), i * dimensions)
    return rows
  }

  holdsWhole(word: string): boolean {
    return word === 'never'
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

/** Sum of a pseudo-random vector for each letter trigram, scaled to length 1. */
export function fakeVector(text: string): Float32Array {
  const vector = new Float32Array(dimensions)
  const padded = `  ${text.toLowerCase()}  `
  for (let i = 0; i + 3 <= padded.length; i++) {
    const hash = createHash('sha256')
      .update(padded.slice(i, i + 3))
      .digest()
    for (let d = 0; d < dimensions; d++) vector[d] = (vector[d] as number) + hash.readInt8(d) / 128
  }
  const norm = Math.hypot(...vector) || 1
  return vector.map((value) => value / norm)
}
