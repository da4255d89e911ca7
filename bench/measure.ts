import {cpus} from 'node:os'
import type {Run} from './run-process.js'

/** What the figures were taken on. */
export const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node.js ${process.version}`

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`
}

/** Seconds that a fixed loop of float arithmetic takes: a measure of this machine, now. */
export function calibrate(): number {
  const values = Float32Array.from({length: 4096}, (_, i) => Math.sin(i))
  const started = performance.now()
  let sum = 0
  for (let round = 0; round < 40_000; round++) {
    for (let i = 0; i < values.length; i++)
      sum += (values[i] as number) * (values[(i + round) & 4095] as number)
  }
  if (!Number.isFinite(sum)) throw new Error('unreachable')
  return (performance.now() - started) / 1000
}

/** Bytes a second that one thread reads from memory: two equal buffers of 256 MiB compared, the median of five. */
export function memoryBandwidth(): number {
  const [a, b] = [Buffer.alloc(1 << 28, 1), Buffer.alloc(1 << 28, 1)]
  const seconds = Array.from({length: 5}, () => {
    const started = performance.now()
    if (!a.equals(b)) throw new Error('unreachable')
    return (performance.now() - started) / 1000
  })
  return (a.length + b.length) / median(seconds)
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] as number
}

/** Medians of processes that run in turn, so that a drift of the machine meets all alike. */
export function repeat(repetitions: number, runs: Readonly<Record<string, () => Run>>): Record<string, Run> {
  const all: Record<string, Run[]> = Object.fromEntries(Object.keys(runs).map((name) => [name, []]))
  for (let i = -1; i < repetitions; i++) {
    for (const [name, run] of Object.entries(runs)) {
      const result = run()
      if (i >= 0) all[name]?.push(result) // the first round warms the file cache
    }
  }
  return Object.fromEntries(
    Object.entries(all).map(([name, results]) => [
      name,
      {
        seconds: median(results.map(({seconds}) => seconds)),
        peakBytes: median(results.map(({peakBytes}) => peakBytes)),
        stdout: results[0]?.stdout ?? '',
      },
    ]),
  )
}
