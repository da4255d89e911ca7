import {createHash} from 'node:crypto'
import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import {dirname, join} from 'node:path'
import {cacheFolder} from './home.js'
import {makeFolder} from './make-folder.js'

/** What a manifest says of a file. */
export interface FileChecksum {
  readonly bytes: number
  /** SHA-256, lower-case hexadecimal. */
  readonly sha256: string
}

/** Reads a file whole, in pieces of 4 MiB, and says its size and SHA-256. */
export function checksumFile(path: string): FileChecksum {
  const file = openSync(path, 'r')
  try {
    const hash = createHash('sha256')
    const piece = Buffer.allocUnsafe(Math.min(4 << 20, Math.max(1, fstatSync(file).size)))
    let bytes = 0
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
      hash.update(piece.subarray(0, read))
      bytes += read
    }
    return {bytes, sha256: hash.digest('hex')}
  } finally {
    closeSync(file)
  }
}

/**
 * Compares files with their checksums before a native library reads them, without paying for it at every start: a file
 * that was hashed once is not hashed again while its size, times and inode stay the same. What was seen is kept in the
 * cache folder; where that cannot be written, files are simply hashed each time.
 */
export class FileVerifier {
  constructor(private readonly cache: string = join(cacheFolder(), 'verified')) {}

  /**
   * @param expected - File name below `folder` to its checksum.
   * @param always - Hash every file, whatever was seen before.
   * @returns What is wrong with the first bad file, as the rest of a sentence that starts with its name; `undefined`
   *   when all are as expected.
   */
  findDamage(
    folder: string,
    expected: Readonly<Record<string, FileChecksum>>,
    {always = false} = {},
  ): {path: string; what: string} | undefined {
    const seen = this.readSeen(folder)
    let changed = false
    for (const [name, {bytes, sha256}] of Object.entries(expected)) {
      const path = join(folder, name)
      const stamp = stampOf(path)
      if (stamp === undefined) return {path, what: 'is missing'}
      if (stamp.bytes !== bytes) return {path, what: `has ${stamp.bytes} bytes instead of ${bytes}`}
      const mark = `${stamp.mark}:${sha256}`
      if (!always && seen[name] === mark) continue
      try {
        if (checksumFile(path).sha256 !== sha256) return {path, what: 'does not match its checksum'}
      } catch (error) {
        return {path, what: `cannot be read (${(error as NodeJS.ErrnoException).code})`}
      }
      seen[name] = mark
      changed = true
    }
    if (changed) this.writeSeen(folder, seen)
    return undefined
  }

  /** Whether all files were hashed before and stayed the same since; reads none of them. */
  knows(folder: string, expected: Readonly<Record<string, FileChecksum>>): boolean {
    const seen = this.readSeen(folder)
    return Object.entries(expected).every(([name, {sha256}]) => {
      const stamp = stampOf(join(folder, name))
      return stamp !== undefined && seen[name] === `${stamp.mark}:${sha256}`
    })
  }

  /** Notes files as hashed without reading them again; for their writer, who has just computed the checksums. */
  remember(folder: string, files: Readonly<Record<string, FileChecksum>>): void {
    const seen: Record<string, string> = {}
    for (const [name, {bytes, sha256}] of Object.entries(files)) {
      const stamp = stampOf(join(folder, name))
      if (stamp?.bytes === bytes) seen[name] = `${stamp.mark}:${sha256}`
    }
    this.writeSeen(folder, seen)
  }

  private readSeen(folder: string): Record<string, string> {
    try {
      return JSON.parse(readFileSync(this.seenPath(folder), 'utf8'))
    } catch {
      return {} // nothing seen yet, or a damaged note: hash again
    }
  }

  private writeSeen(folder: string, seen: Record<string, string>): void {
    const path = this.seenPath(folder)
    try {
      makeFolder(dirname(path))
      const beside = `${path}.${process.pid}`
      writeFileSync(beside, JSON.stringify(seen))
      renameSync(beside, path)
    } catch {
      // a read-only home only costs time
    }
  }

  private seenPath(folder: string): string {
    return join(
      this.cache,
      `${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32)}.json`,
    )
  }
}

/** Change time and inode cannot be set back by a user program, so an altered file never keeps its mark. */
function stampOf(path: string): {bytes: number; mark: string} | undefined {
  try {
    const found = statSync(path, {bigint: true})
    if (!found.isFile()) return undefined // a pipe would be waited for
    const {ctimeNs, dev, ino, mtimeNs, size} = found
    return {bytes: Number(size), mark: `${size}:${mtimeNs}:${ctimeNs}:${dev}:${ino}`}
  } catch {
    return undefined
  }
}
