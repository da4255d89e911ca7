const pageBits = 16
const pageMask = (1 << pageBits) - 1

/** A list of unsigned 32-bit numbers that grows by the page: nothing is copied, and little is held in reserve. */
export class PagedUint32 {
  length = 0
  private readonly pages: Uint32Array[] = []

  get(index: number): number {
    return this.pages[index >>> pageBits]![index & pageMask]!
  }

  /** @param index - Below {@link length}. */
  set(index: number, value: number): void {
    this.pages[index >>> pageBits]![index & pageMask] = value
  }

  push(value: number): void {
    if ((this.length & pageMask) === 0) this.pages.push(new Uint32Array(1 << pageBits))
    this.set(this.length++, value)
  }
}
