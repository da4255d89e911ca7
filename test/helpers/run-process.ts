import {spawn} from 'node:child_process'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

export const packageRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const launcher = join(packageRoot, 'bin', 'run.js')

export interface Outcome {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  /** `BIOLORD_HOME`. */
  readonly home: string
  readonly stdin?: string | Uint8Array
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** Options of Node itself. */
  readonly nodeArgs?: readonly string[]
  /** A command that runs this one, and its options. */
  readonly under?: readonly string[]
}

/** Runs the compiled command as a user would: a process of its own, output in pipes. */
export function runBiolord(args: readonly string[], options: RunOptions): Promise<Outcome> {
  const child = startBiolord(args, options)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (piece) => {
    stdout += piece
  })
  child.stderr.setEncoding('utf8').on('data', (piece) => {
    stderr += piece
  })
  child.stdin.on('error', () => {}) // a command that reads no stdin may end before it is written
  child.stdin.end(options.stdin ?? '')
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve({status, stdout, stderr}))
  })
}

export function startBiolord(
  args: readonly string[],
  {cwd, env, home, nodeArgs = [], under = []}: RunOptions,
) {
  const {BIOLORD_INDEX, BIOLORD_MODEL, FORCE_COLOR, ...inherited} = process.env
  const [command, ...commandArgs] = [...under, process.execPath, ...nodeArgs, launcher, ...args]
  return spawn(command as string, commandArgs, {
    cwd,
    env: {...inherited, NO_COLOR: '1', BIOLORD_HOME: home, ...env},
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}
