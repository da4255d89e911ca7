import type {Write} from './write-links.js'

/** Characters that are written at once where more comes at once. */
const enough = 1 << 15

/**
 * Writes small pieces together: a call for each costs more than making them. What is there is written as soon as nothing
 * more comes, so that a slow input gets its results as they are found.
 */
export class GatheredWrites {
  private held = ''
  private isDue = false
  /** Writing, or what it came to. */
  private writing: Promise<void> = Promise.resolve()

  constructor(private readonly write: Write) {}

  /** @throws What an earlier write threw. */
  readonly put: Write = async (text) => {
    this.held += text
    if (this.held.length >= enough) return this.flush()
    if (this.isDue || this.held === '') return
    this.isDue = true
    setImmediate(() => {
      this.isDue = false
      this.flush().catch(() => {}) // the next call tells of it
    })
  }

  /** Writes what is held. */
  flush(): Promise<void> {
    this.writing = this.writing.then(async () => {
      const {held} = this
      this.held = ''
      if (held !== '') await this.write(held)
    })
    return this.writing
  }
}
