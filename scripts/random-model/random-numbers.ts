/** Entries of the table of normal deviates. */
const tableSize = 1 << 16

/** Reproducible random numbers, hundreds of millions of them in seconds. */
export class RandomNumbers {
  private state: number
  private readonly normals = new Float32Array(tableSize)

  constructor(seed: number) {
    this.state = seed >>> 0 || 1
    for (let i = 0; i < tableSize; i++) {
      const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()))
      this.normals[i] = radius * Math.cos(2 * Math.PI * this.uniform())
    }
  }

  /** @returns From 0 to 1, 1 excluded. */
  uniform(): number {
    return this.next() / 2 ** 32
  }

  /** @returns A whole number from 0 to `limit - 1`. */
  below(limit: number): number {
    return Math.floor(this.uniform() * limit)
  }

  /** Normally distributed numbers with this standard deviation, drawn from a table. */
  normal(count: number, deviation: number): Float32Array {
    const values = new Float32Array(count)
    for (let i = 0; i < count; i++) values[i] = deviation * this.normals[this.next() >>> 16]!
    return values
  }

  /** xorshift32 (Marsaglia 2003). */
  private next(): number {
    let x = this.state
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    this.state = x >>> 0
    return this.state
  }
}
