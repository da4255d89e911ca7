/** Keeps the rows with the highest scores of all that it is offered; of equal scores, those with the lower row. */
export class BestRows {
  private readonly rows: Uint32Array
  private readonly scores: Float64Array
  private size = 0

  constructor(private readonly limit: number) {
    this.rows = new Uint32Array(limit)
    this.scores = new Float64Array(limit)
  }

  /** A score below this will not be kept. */
  get threshold(): number {
    return this.size < this.limit ? Number.NEGATIVE_INFINITY : (this.scores[0] ?? Number.POSITIVE_INFINITY)
  }

  offer(row: number, score: number): void {
    if (this.size < this.limit) {
      this.rise(this.size++, row, score)
    } else if (this.limit > 0 && isWorse(this.scores[0]!, this.rows[0]!, score, row)) {
      this.sink(row, score)
    }
  }

  /** Rows that were kept, best first. */
  sorted(): {row: number; score: number}[] {
    return Array.from({length: this.size}, (_, i) => ({row: this.rows[i]!, score: this.scores[i]!})).sort(
      (a, b) => b.score - a.score || a.row - b.row,
    )
  }

  // a binary heap, its worst row at the root

  private rise(from: number, row: number, score: number): void {
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!isWorse(score, row, this.scores[parent]!, this.rows[parent]!)) break
      this.put(at, this.rows[parent]!, this.scores[parent]!)
      at = parent
    }
    this.put(at, row, score)
  }

  private sink(row: number, score: number): void {
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= this.size) break
      const other = child + 1
      if (
        other < this.size &&
        isWorse(this.scores[other]!, this.rows[other]!, this.scores[child]!, this.rows[child]!)
      ) {
        child = other
      }
      if (!isWorse(this.scores[child]!, this.rows[child]!, score, row)) break
      this.put(at, this.rows[child]!, this.scores[child]!)
      at = child
    }
    this.put(at, row, score)
  }

  private put(at: number, row: number, score: number): void {
    this.rows[at] = row
    this.scores[at] = score
  }
}

function isWorse(scoreA: number, rowA: number, scoreB: number, rowB: number): boolean {
  return scoreA < scoreB || (scoreA === scoreB && rowA > rowB)
}
