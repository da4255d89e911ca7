/** What the inputs of a layer were seen to be, channel by channel; zero is always within. */
export interface ActivationRange {
  /** `[channels]`, not above 0. */
  readonly minimum: Float32Array
  /** `[channels]`, not below 0. */
  readonly maximum: Float32Array
}

/** Ranges by the name of the layer's weight matrix. */
export type ActivationRanges = ReadonlyMap<string, ActivationRange>

/** Gathers ranges from the extreme values of one text after another. */
export class RangeRecorder {
  private readonly seen = new Map<string, {minimum: Float32Array; maximum: Float32Array}>()

  /**
   * @param minimum - Smallest value of each channel in a text.
   * @param maximum - Largest value of each channel.
   */
  record(layer: string, minimum: Float32Array, maximum: Float32Array): void {
    let range = this.seen.get(layer)
    if (range === undefined) {
      range = {minimum: new Float32Array(minimum.length), maximum: new Float32Array(maximum.length)}
      this.seen.set(layer, range)
    }
    for (let i = 0; i < minimum.length; i++) {
      range.minimum[i] = Math.min(range.minimum[i]!, minimum[i]!)
      range.maximum[i] = Math.max(range.maximum[i]!, maximum[i]!)
    }
  }

  /** What was recorded, widened a little so that processors that differ in a last bit give one model. */
  ranges(): ActivationRanges {
    return new Map(
      [...this.seen].map(([layer, {maximum, minimum}]) => [
        layer,
        {minimum: minimum.map(roundAway), maximum: maximum.map(roundAway)},
      ]),
    )
  }
}

/** Rounds away from zero to 7 significant bits. */
function roundAway(value: number): number {
  if (value === 0) return 0
  const step = 2 ** (Math.floor(Math.log2(Math.abs(value))) - 6)
  return Math.sign(value) * Math.ceil(Math.abs(value) / step) * step
}
