const idsPerPage = 1 << 16

/**
 * A set of OMOP concept ids, a bit each, in pages that exist only where ids are: eight million standard ids take a few
 * megabytes, and so do the user's own beyond two billion.
 */
export class IdSet {
  private readonly pages = new Map<number, Uint32Array>()
  /** How many ids are in it. */
  size = 0

  add(id: number): void {
    const number = Math.floor(id / idsPerPage)
    let page = this.pages.get(number)
    if (!page) {
      page = new Uint32Array(idsPerPage / 32)
      this.pages.set(number, page)
    }
    const place = (id % idsPerPage) >>> 5
    const bit = 1 << (id & 31)
    if ((page[place]! & bit) !== 0) return
    page[place]! |= bit
    this.size++
  }

  has(id: number): boolean {
    const page = this.pages.get(Math.floor(id / idsPerPage))
    return page !== undefined && (page[(id % idsPerPage) >>> 5]! & (1 << (id & 31))) !== 0
  }
}
