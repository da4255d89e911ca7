/** A set of line numbers of one file, a bit a line. */
export class LineSet {
  private bits = new Uint8Array(1 << 10)

  add(line: number): void {
    const byte = line >>> 3
    if (byte >= this.bits.length) {
      const bits = new Uint8Array(Math.max(byte + 1, this.bits.length * 2))
      bits.set(this.bits)
      this.bits = bits
    }
    this.bits[byte]! |= 1 << (line & 7)
  }

  has(line: number): boolean {
    return ((this.bits[line >>> 3] ?? 0) & (1 << (line & 7))) !== 0
  }
}
