import {type BadLine, describeBadLine} from './document-reader.js'

/** Skipped parts of an input that are told one by one; of more their number is told. */
const mostTold = 20

/** Counts what of one input is skipped, and tells of it without drowning what else is told. */
export class SkippedParts {
  count = 0

  /**
   * @param name - Of the input.
   * @param tell - Writes a line on stderr.
   */
  constructor(
    private readonly name: string,
    private readonly tell: (line: string) => void,
  ) {}

  add(bad: BadLine): void {
    this.count++
    if (this.count <= mostTold) this.tell(`biolord: ${describeBadLine(bad)}`)
  }

  /** Tells how many more there were. */
  end(): void {
    const more = this.count - mostTold
    if (more > 0) this.tell(`biolord: ${this.name}: ${more.toLocaleString('en')} more skipped.`)
  }
}
