import {expect, it} from 'vitest'
import {RangeRecorder} from '../../../models/quantisation/activation-ranges.js'

it('keeps the extremes of all texts, zero among them', () => {
  const recorder = new RangeRecorder()

  recorder.record('layer', Float32Array.of(-1, 2), Float32Array.of(0.5, 4))
  recorder.record('layer', Float32Array.of(-0.5, 1), Float32Array.of(2, 3))

  const {maximum, minimum} = recorder.ranges().get('layer')!
  expect([...minimum, ...maximum]).toEqual([-1, 0, 2, 4])
})

it('hides differences in the last bits', () => {
  const [one, other] = [2.71958, 2.7195807].map((value) => {
    const recorder = new RangeRecorder()
    recorder.record('layer', Float32Array.of(-value), Float32Array.of(value))
    return recorder.ranges().get('layer')!
  })

  expect(one).toEqual(other)
  expect(one!.maximum[0]).toBeGreaterThanOrEqual(2.7196)
  expect(one!.minimum[0]).toBe(-one!.maximum[0]!)
})
