import {existsSync, rmSync} from 'node:fs'
import {type FileHandle, open, rename, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {UsageError} from '../errors.js'
import {isFolder, makeFolder} from './make-folder.js'
import {realPath} from './real-path.js'
import {safeFileName} from './safe-file-name.js'

/** A folder of results, a file or more for each document; files appear whole or not at all. */
export class OutputFolder {
  /** Names taken by this run, as a file system without cases sees them. */
  private readonly taken = new Set<string>()
  private readonly unfinished = new Set<string>()
  private readonly inputs: ReadonlySet<string>
  /** Files that were there before and are new now. */
  replaced = 0

  /**
   * @param path - Made where it is not there.
   * @param mayReplace - Whether files of the same names may go.
   * @param inputs - Paths of files that may not go in any case.
   * @throws {UsageError} When it is no folder or may not be made.
   */
  constructor(
    private readonly path: string,
    private readonly mayReplace: boolean,
    inputs: readonly string[] = [],
  ) {
    this.inputs = new Set(inputs.map(realPath))
    try {
      makeFolder(path)
    } catch (cause) {
      const {code} = cause as NodeJS.ErrnoException
      throw new UsageError(
        `${path} cannot be a folder for results (${code}).`,
        'Name a folder that is there, or one that can be made.',
        {cause},
      )
    }
  }

  /**
   * Makes the files of a document. All of them have one name, which no other document of this run has.
   *
   * @param work - Gets a function for each extension that adds to its file.
   * @throws {UsageError} When a file is there already and may not be replaced.
   */
  async create(
    documentId: string,
    extensions: readonly string[],
    work: (writes: readonly ((text: string) => Promise<void>)[]) => Promise<void>,
  ): Promise<void> {
    const name = this.freeName(documentId)
    const targets = extensions.map((extension) => join(this.path, `${name}${extension}`))
    const there = targets.filter((target) => existsSync(target))
    if (there.length > 0 && !this.mayReplace) {
      throw new UsageError(
        `${there.join(' and ')} ${there.length === 1 ? 'is' : 'are'} there already.`,
        'Name another folder, or say --replace.',
      )
    }
    for (const target of there) {
      if (isFolder(target)) throw new UsageError(`${target} is a folder.`, 'Name another folder.')
      if (this.inputs.has(realPath(target)))
        throw new UsageError(`${target} is what is read, and would be written over.`, 'Name another folder.')
    }
    const parts = targets.map((target) => `${target}.${process.pid}.part`)
    for (const part of parts) this.unfinished.add(part)
    const files: FileHandle[] = []
    try {
      for (const part of parts) files.push(await open(part, 'wx'))
      await work(files.map((file) => async (text: string) => void (await file.writeFile(text))))
    } catch (error) {
      await closeAll(files)
      this.abandon()
      throw error
    }
    await closeAll(files)
    for (const [i, part] of parts.entries()) {
      const target = targets[i] as string
      if (existsSync(target)) this.replaced++
      await rename(part, target).catch(async (error: unknown) => {
        await rm(part, {force: true})
        throw error
      })
      this.unfinished.delete(part)
    }
  }

  /** Takes away what is not finished; synchronous, for a process that was interrupted. */
  abandon(): void {
    for (const part of this.unfinished) rmSync(part, {force: true})
    this.unfinished.clear()
  }

  private freeName(documentId: string): string {
    const wanted = safeFileName(documentId)
    let name = wanted
    for (let number = 2; this.taken.has(folded(name)); number++) name = `${wanted}-${number}`
    this.taken.add(folded(name))
    return name
  }
}

function folded(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase()
}

async function closeAll(files: readonly FileHandle[]): Promise<void> {
  for (const file of files) await file.close()
}
