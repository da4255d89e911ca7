/** Ids kept at most: some 200 MB. */
const most = 2_000_000

/**
 * Tells whether the rows before spoke of an id already. Memory stays bounded: of tables with more ids than are kept, only
 * rows that follow each other are known to belong together, and the store reports the others as listed twice.
 */
export class SeenIds {
  private readonly ids = new Set<string>()
  private last: string | undefined

  constructor(private readonly limit = most) {}

  /** @returns Whether the id is new; it is not from now on. */
  add(id: string): boolean {
    if (id === this.last || this.ids.has(id)) return false
    this.last = id
    if (this.ids.size < this.limit) this.ids.add(id)
    return true
  }
}
