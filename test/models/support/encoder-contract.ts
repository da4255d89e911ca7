import {expect, it} from 'vitest'
import type {Encoder} from '../../../models/encoder.js'
import {largestDifference} from './model-fixtures.js'

/** Names, sentences and texts that trip encoders up. */
export const awkwardTexts: readonly string[] = [
  'heart attack',
  'Heart Attack',
  '',
  ' ',
  'β-thalassaemia (HbE/β)',
  '😀 pain scale 😖',
  '猫抓病',
  'lone surrogate \ud83d here',
  'the patient denies chest pain, shortness of breath, nausea or vomiting. '.repeat(40),
  'x'.repeat(5000),
  '[MASK] [CLS]',
  'heart attack',
]

/**
 * What every encoder keeps, in whatever way it is opened.
 *
 * @param open - Opens the encoder; tests close it.
 */
export function encoderContract(open: () => Promise<Encoder>): void {
  it('gives a unit vector for every text', async () => {
    await using encoder = await open()
    const {dimensions} = encoder.model

    const vectors = await encoder.encode(awkwardTexts)

    expect(vectors.length).toBe(awkwardTexts.length * dimensions)
    for (let row = 0; row < awkwardTexts.length; row++) {
      expect(Math.hypot(...vectors.subarray(row * dimensions, (row + 1) * dimensions))).toBeCloseTo(1, 5)
    }
  })

  it('gives a text the same vector alone and in any batch', async () => {
    await using encoder = await open()
    const {dimensions} = encoder.model

    const together = await encoder.encode(awkwardTexts)
    const reversed = await encoder.encode([...awkwardTexts, ...awkwardTexts].reverse())

    for (const [row, text] of awkwardTexts.entries()) {
      const vector = together.subarray(row * dimensions, (row + 1) * dimensions)
      const mirrored = (2 * awkwardTexts.length - 1 - row) * dimensions
      expect(largestDifference(vector, await encoder.encode([text]))).toBeLessThan(1e-6)
      expect(largestDifference(vector, reversed.subarray(mirrored, mirrored + dimensions))).toBeLessThan(1e-6)
    }
  })

  it('gives nothing for no texts', async () => {
    await using encoder = await open()

    expect((await encoder.encode([])).length).toBe(0)
  })

  it('says what it is', async () => {
    await using encoder = await open()

    expect(encoder.model.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(encoder.model.dimensions).toBeGreaterThan(0)
  })
}
