const secondsBetween = 0.1

/**
 * One line on a terminal that shows how far a long work is, with its rate and the time left. Writes nothing where the
 * stream is no terminal.
 */
export class ProgressLine {
  private phase = ''
  private phaseStart = 0
  private lastShown = 0

  constructor(private readonly stream: NodeJS.WriteStream = process.stderr) {}

  /** @param total - Absent while it is not known. */
  show(phase: string, done: number, total?: number): void {
    if (!this.stream.isTTY) return
    const now = performance.now() / 1000
    if (phase !== this.phase) {
      this.phase = phase
      this.phaseStart = now
      this.lastShown = 0
    }
    if (now - this.lastShown < secondsBetween && done !== total) return
    this.lastShown = now
    const line = progressText(phase, done, total, now - this.phaseStart)
    this.stream.write(`\r\u001B[2K${line.slice(0, this.stream.columns - 1)}`)
  }

  /** Clears the line, so that other messages start on an empty one. */
  clear(): void {
    if (this.stream.isTTY && this.phase !== '') this.stream.write('\r\u001B[2K')
  }
}

/** `encoding ████░░░░ 12,345 of 57,746, 980/s, 0:46 left` */
export function progressText(
  phase: string,
  done: number,
  total: number | undefined,
  seconds: number,
): string {
  const rate = seconds > 0.5 ? done / seconds : 0
  const parts = [total === undefined ? count(done) : `${count(done)} of ${count(total)}`]
  if (rate > 0) parts.push(`${count(Math.round(rate))}/s`)
  if (rate > 0 && total !== undefined && done < total) parts.push(`${clock((total - done) / rate)} left`)
  return `${phase} ${total ? `${bar(done / total)} ` : ''}${parts.join(', ')}`
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, share) * 20)
  return '█'.repeat(full) + '░'.repeat(20 - full)
}

/** A count with its thousands apart: `57,746`. */
export function count(value: number): string {
  return value.toLocaleString('en-US')
}

function clock(seconds: number): string {
  const whole = Math.ceil(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
