import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {pipeline} from 'node:stream/promises'
import {UsageError} from './errors.js'
import {realPath} from './files/real-path.js'
import {ScratchFolder} from './files/scratch-folder.js'
import type {ConceptChange} from './index-store/compare-databases.js'
import {count} from './output/progress-line.js'
import {tsvLine} from './output/tsv.js'

const kinds = ['added', 'retired', 'renamed', 'moved'] as const

/** What an update changes: counted, and written to a file once the update is done, however many there are. */
export class UpdateChanges {
  private readonly counts: Record<ConceptChange['change'], number> = {
    added: 0,
    retired: 0,
    renamed: 0,
    moved: 0,
  }
  private readonly scratch:
    | {readonly folder: ScratchFolder; readonly path: string; readonly file: number}
    | undefined

  private isDropped = false

  /**
   * @param target - File to write, `-` for standard output; absent: only count.
   * @param inputs - Paths that are read and may not be written over.
   * @throws {UsageError} When the file cannot be written.
   */
  constructor(
    private readonly target: string | undefined,
    inputs: readonly string[],
  ) {
    if (target === undefined) return
    if (target !== '-') {
      if (inputs.some((input) => realPath(input) === realPath(target)))
        throw new UsageError(`${target} is what is read, and would be written over.`, 'Name another file.')
      checkWritable(target)
    }
    const folder = new ScratchFolder() // holds terms of the terminology, never of a text
    const path = join(folder.path, 'changes.tsv')
    this.scratch = {folder, path, file: openSync(path, 'w')}
  }

  take({after, before, change, id, source}: ConceptChange): void {
    this.counts[change]++
    if (this.scratch) writeFileSync(this.scratch.file, tsvLine([change, source, id, before, after]))
  }

  /** `Changed: 12 added, 3 retired, 4 renamed, 5 moved.` */
  get summary(): string {
    return `Changed: ${kinds.map((kind) => `${count(this.counts[kind])} ${kind}`).join(', ')}.`
  }

  /**
   * Puts the changes where they were asked for.
   *
   * @throws {UsageError} When the file cannot be written.
   */
  async finish(write: (text: Uint8Array) => Promise<void>): Promise<void> {
    if (!this.scratch || this.target === undefined) return
    if (this.target === '-') {
      for await (const piece of createReadStream(this.scratch.path)) await write(piece as Buffer)
      return
    }
    try {
      await pipeline(createReadStream(this.scratch.path), createWriteStream(this.target))
    } catch (cause) {
      throw new UsageError(
        `The index is up to date, but ${this.target} cannot be written.`,
        'Name a file in a folder of yours.',
        {cause},
      )
    }
  }

  /** Removes what was written beside. */
  drop(): void {
    if (!this.scratch || this.isDropped) return
    this.isDropped = true
    closeSync(this.scratch.file)
    this.scratch.folder[Symbol.dispose]()
  }
}

/** Told before hours of work and not after them. The file is left as it is until then. */
function checkWritable(path: string): void {
  const isThere = existsSync(path)
  if (isThere && !statSync(path).isFile() && !statSync(path).isDirectory()) return // a pipe would take it for the end
  try {
    closeSync(openSync(path, 'a'))
    if (!isThere) rmSync(path)
  } catch (cause) {
    throw new UsageError(
      `The changes cannot be written to ${path} (${(cause as NodeJS.ErrnoException).code}).`,
      'Name a file in a folder of yours with --changes, or - for standard output.',
      {cause},
    )
  }
}
