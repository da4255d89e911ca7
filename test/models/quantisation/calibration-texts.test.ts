import {expect, it} from 'vitest'
import {readCalibrationTexts} from '../../../models/quantisation/calibrate.js'

it('ships enough texts of every length, none of them twice', () => {
  const texts = readCalibrationTexts()

  expect(texts.length).toBeGreaterThanOrEqual(300)
  expect(new Set(texts).size).toBe(texts.length)
  expect(texts.some((text) => text.split(' ').length === 1)).toBe(true)
  expect(texts.some((text) => text.split(' ').length > 15)).toBe(true)
})
