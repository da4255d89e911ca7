import {CodePoints} from './code-points.js'

/** Most characters put between passages of a document in all: an offset of a billion is no reason to take that memory. */
const maxGaps = 1 << 20

/** Joins the passages of a document into one text in which their offsets are true, as far as they can be. */
export class BiocLayout {
  private readonly pieces: string[] = []
  /** Code points so far. */
  private length = 0
  private gaps = 0

  /**
   * Puts a passage at its offset, or, where that lies inside what is there already or far away, after it on a new line.
   *
   * @param offset - Code points; NaN puts it after what is there.
   * @returns What to add to offsets of the passage's annotations; with the reason, where the offset was no use.
   */
  add(offset: number, text: string): number | {readonly shift: number; readonly reason: string} {
    const gap = offset - this.length
    const isUsable = gap >= 0 && this.gaps + gap <= maxGaps && Number.isSafeInteger(offset)
    if (isUsable) this.fill(gap)
    else if (this.length > 0) this.fill(1)
    const start = this.length
    this.pieces.push(text)
    this.length += new CodePoints(text).length
    if (Number.isNaN(offset)) return 0
    const shift = start - offset
    if (isUsable) return shift
    return {shift, reason: gap < 0 ? 'lies inside what is before it' : 'lies too far from what is before it'}
  }

  get text(): string {
    return this.pieces.join('')
  }

  /** A gap of two characters or more ends a sentence. */
  private fill(gap: number): void {
    this.pieces.push('\n'.repeat(Math.min(gap, 2)), ' '.repeat(Math.max(gap - 2, 0)))
    this.length += gap
    this.gaps += gap
  }
}
