/** A set of whole numbers from 0 on, a bit each; as large as its largest number asks for, at most twice that. */
export class BitSet {
  private bytes = new Uint8Array(1 << 10)

  /** @returns Whether it was not in the set. */
  add(number: number): boolean {
    const place = number >>> 3
    if (place >= this.bytes.length) {
      const larger = new Uint8Array(Math.max(place + 1, this.bytes.length * 2))
      larger.set(this.bytes)
      this.bytes = larger
    }
    const byte = this.bytes[place]!
    const bit = 1 << (number & 7)
    this.bytes[place] = byte | bit
    return (byte & bit) === 0
  }

  has(number: number): boolean {
    return ((this.bytes[number >>> 3] ?? 0) & (1 << (number & 7))) !== 0
  }
}
