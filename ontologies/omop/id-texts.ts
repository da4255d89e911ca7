/**
 * Texts by OMOP concept id, in flat memory: some 25 bytes each, where a Map of strings takes a hundred. Open addressing
 * with linear probing.
 */
export class IdTexts {
  private readonly ids: Uint32Array
  /** End of each text in `bytes`; 0: the place is free (texts are not empty). */
  private readonly ends: Uint32Array
  private readonly lengths: Uint16Array
  private bytes = Buffer.alloc(1 << 16)
  private used = 0
  private readonly mask: number

  /** @param capacity - How many ids will be set at most. */
  constructor(capacity: number) {
    const places = 2 ** Math.ceil(Math.log2(Math.max(2, capacity * 2)))
    this.mask = places - 1
    this.ids = new Uint32Array(places)
    this.ends = new Uint32Array(places)
    this.lengths = new Uint16Array(places)
  }

  /** Sets the text of an id; the first one stays. Texts are cut at 65,535 bytes. */
  set(id: number, text: string): void {
    const place = this.placeOf(id)
    if (this.ends[place] !== 0 || text === '') return
    const bytes = Buffer.from(text).subarray(0, 0xffff)
    if (this.used + bytes.length > this.bytes.length) {
      this.bytes = Buffer.concat([this.bytes, Buffer.alloc(this.bytes.length + bytes.length)])
    }
    bytes.copy(this.bytes, this.used)
    this.used += bytes.length
    this.ids[place] = id
    this.ends[place] = this.used
    this.lengths[place] = bytes.length
  }

  get(id: number): string | undefined {
    const place = this.placeOf(id)
    const end = this.ends[place]!
    return end === 0 ? undefined : this.bytes.toString('utf8', end - this.lengths[place]!, end)
  }

  /** Where the id is, or would be. */
  private placeOf(id: number): number {
    // Knuth's multiplicative hash: neighbouring ids go far apart
    let place = Math.imul(id, 2654435761) & this.mask
    while (this.ends[place] !== 0 && this.ids[place] !== id) place = (place + 1) & this.mask
    return place
  }
}
