import {spawnSync} from 'node:child_process'
import {packagePath} from '../src/files/package-root.js'

/** What a process took, or several as their medians. */
export interface Run {
  /** Wall time from start to end. */
  readonly seconds: number
  /** Largest resident set. */
  readonly peakBytes: number
  readonly stdout: string
}

/** A finished process. */
export interface SampledRun extends Run {
  /** Resident set as time goes on, ten times a second: seconds from the start, bytes. */
  readonly samples: readonly (readonly [number, number])[]
}

/**
 * Tells the peak memory, and what was resident before, on the way out, on a pipe of its own. Linux counts what the parent had at
 * the fork into `maxRSS`, so that the children of a large bench would all be large; the process's own high-water mark is in /proc.
 */
const hook = `data:text/javascript,${encodeURIComponent(`
  import {existsSync, readFileSync, writeSync} from 'node:fs'
  const status = '/proc/self/status'
  const samples = []
  setInterval(() => samples.push([performance.now() / 1000, process.memoryUsage.rss()]), 100).unref()
  process.on('exit', () => {
    const own = existsSync(status) ? /^VmHWM:\\s+(\\d+)/m.exec(readFileSync(status, 'utf8')) : null
    let told = Buffer.from(JSON.stringify([Number(own?.[1] ?? process.resourceUsage().maxRSS), samples]))
    while (told.length > 0) told = told.subarray(writeSync(3, told))
  })
`)}`

/** Runs Node to its end and measures it. */
export function runNode(args: readonly string[], env: NodeJS.ProcessEnv = process.env): SampledRun {
  const started = performance.now()
  const {output, status} = spawnSync(process.execPath, ['--import', hook, ...args], {
    encoding: 'utf8',
    env,
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with status ${status}`)
  const seconds = (performance.now() - started) / 1000
  const [peak, samples] = JSON.parse(output[3]!)
  return {seconds, peakBytes: peak * 1024, samples, stdout: output[1] ?? ''}
}

/** Runs a command of biolord with a home of its own. */
export function runBiolord(args: readonly string[], home: string): SampledRun {
  const {BIOLORD_INDEX, BIOLORD_MODEL, ...env} = process.env
  return runNode([packagePath('bin', 'run.js'), ...args], {...env, BIOLORD_HOME: home})
}
