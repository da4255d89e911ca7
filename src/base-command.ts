import {fstatSync, writeFileSync} from 'node:fs'
import {styleText} from 'node:util'
import {Command, Flags} from '@oclif/core'
import {BiolordError, InputError} from './errors.js'
import {homeFolder} from './files/home.js'
import {type InputText, readText} from './input/read-text.js'
import {forTerminal} from './output/for-terminal.js'

/** What oclif hands to `catch`: an error of ours, of oclif's parser, or of anybody. */
type Failure = Error & {
  code?: string
  exitCode?: number
  oclif?: {exit?: number}
  path?: string
  suggestions?: string[]
}

/** Exit statuses are a contract; see docs/exit-statuses.md. */
export const badInputStatus = 3
const interruptedStatus = 130

export const indexFlag = Flags.string({
  char: 'i',
  description:
    'Index to use: a name or a folder; repeatable, to ask several at once. Default: BIOLORD_INDEX, the one chosen with "indexes use", the last built.',
  helpValue: 'NAME|DIR',
  multiple: true,
  multipleNonGreedy: true,
})

export const modelFlag = Flags.string({
  description:
    'Encoder: a name or a model folder. Default: BIOLORD_MODEL, the one chosen with "model use", the one that ships.',
  helpValue: 'NAME|DIR',
})

/** For commands whose vectors must be those of an index. */
export const indexModelFlag = Flags.string({
  description: 'Where the encoder of the index is: a name or a model folder. Default: found by itself.',
  helpValue: 'NAME|DIR',
})

export const precisionFlag = Flags.option({
  description: 'Variant of the encoder. Default: int8, or fp32 where int8 would lose too much.',
  options: ['fp32', 'int8'] as const,
})

export const engineFlag = Flags.option({
  description: 'Vector search to use. Default: whichever is cheaper for the number of mentions.',
  options: ['hnswlib', 'usearch', 'exact'] as const,
})

export const topFlag = Flags.integer({char: 'k', description: 'Candidates to list.', min: 1, max: 1000})

/** Shared by all commands: where output goes, how failures are told, which status ends the process. */
export abstract class BaseCommand extends Command {
  static override enableJsonFlag = true

  private readonly onInterrupt: (() => void)[] = []

  protected override async init(): Promise<void> {
    await super.init()
    // overwrites the command line that other users see in `ps`: it may hold a patient's words
    process.title = 'biolord'
    process.stdout.removeAllListeners('error') // oclif's own throws from inside the stream
    process.stdout.on('error', endWithoutOutput)
    // nobody reads the messages any more; the results still count
    process.stderr.on('error', () => {})
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        for (const undo of this.onInterrupt) undo()
        process.exit(signal === 'SIGINT' ? interruptedStatus : signal === 'SIGTERM' ? 143 : 129)
      })
    }
  }

  /** Runs `undo` (synchronous) if the process is interrupted. */
  protected whenInterrupted(undo: () => void): void {
    this.onInterrupt.push(undo)
  }

  /** Writes results to stdout, waiting where the reader is slower; writes nothing under `--json`. */
  protected async write(text: string | Uint8Array): Promise<void> {
    if (this.jsonEnabled() || text.length === 0) return
    const shown = typeof text === 'string' && process.stdout.isTTY ? forTerminal(text) : text
    if (!writeResults(shown)) await new Promise<void>((resolve) => process.stdout.once('drain', resolve))
  }

  protected override logJson(json: unknown): void {
    writeResults(`${JSON.stringify(json, undefined, 2)}\n`)
  }

  /** A line for the person at the terminal, on stderr. */
  protected note(line: string): void {
    writeMessage(`${forTerminal(line)}\n`)
  }

  /** Reads a text that a user gave, with a warning where its bytes were not all UTF-8. */
  protected async readInput(path: string): Promise<InputText> {
    const input = await readText(path)
    if (input.damaged) this.noteDamage(path)
    return input
  }

  protected noteDamage(path: string): void {
    this.note(
      `biolord: ${path}: bytes that are not UTF-8 were read as U+FFFD; iconv -f latin1 -t utf8 makes UTF-8 of Latin-1.`,
    )
  }

  /** Tells of bad input that did not stop the work; the process ends with status 3. */
  protected complain(line: string): void {
    this.note(`biolord: ${line}`)
    process.exitCode = badInputStatus
  }

  /** Tells of an input that cannot be used: one does not keep the others from it. Any other failure is thrown on. */
  protected complainOf(error: unknown): undefined {
    if (!(error instanceof InputError)) throw error
    this.complain(`${error.message} ${error.suggestions[0] ?? ''}`)
  }

  /** Columns for tables on stdout. */
  protected get tableStyle(): {width: number; head?: (text: string) => string} {
    const width = process.stdout.columns || Number(process.env.COLUMNS) || 80
    return {width, head: wantsColour() ? (text) => styleText('bold', text) : undefined}
  }

  /** Everything fails here: one message, one hint, one status, whatever the output mode. */
  protected override async catch(failure: Failure): Promise<void> {
    const {code, hint, message, status} = describeFailure(failure)
    if (this.jsonEnabled()) {
      const error = {code, exitCode: status, hint, message, name: failure.name}
      writeMessage(`${JSON.stringify({error}, undefined, 2)}\n`)
    } else {
      this.note(`biolord: ${message}`)
      if (hint) this.note(hint)
    }
    if (process.env.BIOLORD_DEBUG) this.note(failure.stack ?? '')
    process.exitCode = status
  }
}

/** Where stdout is a file or a terminal, Node writes at once and throws; of what a full disk takes in part it does not write the rest. */
function writeResults(text: string | Uint8Array): boolean {
  try {
    isStdoutFile ??= isFile(process.stdout.fd)
    if (!isStdoutFile) return process.stdout.write(text)
    writeFileSync(process.stdout.fd, text)
    return true
  } catch (error) {
    return endWithoutOutput(error as NodeJS.ErrnoException)
  }
}

/** Asked for once, and not for every line of results. */
let isStdoutFile: boolean | undefined

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile()
  } catch {
    return false
  }
}

/** What cannot be told is not told; the exit status still says how it ended. */
function writeMessage(text: string): void {
  try {
    process.stderr.write(text)
  } catch {
    // a full disk or a closed stderr
  }
}

/** Ends the process when its results can go nowhere: quietly where the reader has enough (`… | head -1`). */
function endWithoutOutput(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
  writeMessage(`biolord: The results cannot be written (${error.code}).\nIs the disk full?\n`)
  process.exit(1)
}

function describeFailure(failure: Failure): {code: string; hint?: string; message: string; status: number} {
  if (failure instanceof BiolordError) {
    return {
      code: failure.code,
      hint: failure.suggestions[0],
      message: failure.message,
      status: failure.exitCode,
    }
  }
  const status = failure.oclif?.exit
  if (status !== undefined) {
    // oclif's parser: the message is followed by advice on other lines
    const [message = '', ...rest] = failure.message.split('\n')
    const detail = rest
      .filter((line) => line.trim() && !/See more help/.test(line))
      .map((line) => line.trim())
    return {code: 'USAGE', hint: 'See --help.', message: [message, ...detail].join(' '), status}
  }
  if (failure.code === 'ENOSPC' || failure.code === 'SQLITE_FULL') {
    return {
      code: 'DISK_FULL',
      hint: 'Make room, or set BIOLORD_HOME to a folder on another disk.',
      message: 'The disk is full.',
      status: 1,
    }
  }
  if (isOfHome(failure)) {
    return {
      code: 'INDEX_UNWRITABLE',
      hint: 'Check its permissions, or set BIOLORD_HOME to a folder of yours.',
      message: `${failure.path} cannot be read or written by this user (${failure.code}).`,
      status: 4,
    }
  }
  if ('syscall' in failure) {
    const hint =
      'The operating system refused this: check the path, its permissions and the space on the disk.'
    return {code: failure.code ?? 'SYSTEM', hint, message: failure.message, status: 1}
  }
  return {
    code: failure.code ?? 'INTERNAL',
    hint: 'This is a fault of biolord. Run again with BIOLORD_DEBUG=1 for the details and report it.',
    message: failure.message,
    status: 1,
  }
}

/** Whether the operating system refused a file of the data folder. */
function isOfHome({code = '', path}: Failure): boolean {
  return ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(code) && path?.startsWith(homeFolder()) === true
}

/** @see https://no-color.org */
function wantsColour(): boolean {
  if (process.env.NO_COLOR) return false
  if (process.env.FORCE_COLOR && process.env.FORCE_COLOR !== '0') return true
  return process.stdout.isTTY === true && process.env.TERM !== 'dumb'
}
