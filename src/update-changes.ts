import {closeSync, createReadStream, existsSync, mkdtempSync, openSync, rmSync, writeSync} from 'node:fs'
import {copyFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {UsageError} from './errors.js'
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
    | {readonly folder: string; readonly path: string; readonly file: number}
    | undefined

  /** @param target - File to write, `-` for standard output; absent: only count. */
  constructor(private readonly target: string | undefined) {
    if (target === undefined) return
    const folder = mkdtempSync(join(tmpdir(), 'biolord-')) // holds terms of the terminology, never of a text
    const path = join(folder, 'changes.tsv')
    this.scratch = {folder, path, file: openSync(path, 'w')}
  }

  take({after, before, change, id, source}: ConceptChange): void {
    this.counts[change]++
    if (this.scratch) writeSync(this.scratch.file, tsvLine([change, source, id, before, after]))
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
      await copyFile(this.scratch.path, this.target)
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
    if (!this.scratch || !existsSync(this.scratch.folder)) return
    closeSync(this.scratch.file)
    rmSync(this.scratch.folder, {recursive: true, force: true})
  }
}
