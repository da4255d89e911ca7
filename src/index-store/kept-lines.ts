import {closeSync, copyFileSync, openSync, writeSync} from 'node:fs'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'

/** Characters of lines that are compressed together. */
const pieceLength = 1 << 20

/** Where a gzip header names the system that wrote it. The same lines give the same bytes on all. */
const systemByte = 9
const unknownSystem = 255

/** Name, in the folder of an index, of lines of a source that are kept for its updates. `@` is in no encoded code. */
function keptFileName(code: string, file: string): string {
  return `kept@${encodeURIComponent(code)}@${file}.gz`
}

/** @returns Source code and plain file name; `undefined` for a file that holds no kept lines. */
export function parseKeptFileName(name: string): {readonly code: string; readonly file: string} | undefined {
  const [, code, file] = /^kept@([\w.!~*'()%-]+)@([\w.-]+)\.gz$/.exec(name) ?? []
  if (code === undefined || file === undefined) return undefined
  try {
    return {code: decodeURIComponent(code), file}
  } catch {
    return undefined // no name of ours: a % that encodes nothing
  }
}

/** A file of kept lines: the name that its reader gave it, and where it lies. */
export interface KeptFile {
  readonly name: string
  readonly path: string
}

/** Writes the lines that readers want back at the next update, compressed, a file for each of theirs. */
export class KeptLines {
  private readonly files = new Map<string, {readonly descriptor: number; lines: string[]; length: number}>()

  private readonly carried: string[] = []

  constructor(private readonly folder: string) {}

  add(code: string, file: string, line: string): void {
    const name = keptFileName(code, file)
    let open = this.files.get(name)
    if (!open) {
      open = {descriptor: openSync(join(this.folder, name), 'w'), lines: [], length: 0}
      this.files.set(name, open)
    }
    open.lines.push(line)
    open.length += line.length
    if (open.length >= pieceLength) this.flush(name)
  }

  /** Takes over a finished file of another index. */
  carry(code: string, file: string, path: string): void {
    const name = keptFileName(code, file)
    copyFileSync(path, join(this.folder, name))
    this.carried.push(name)
  }

  /** @returns Names of the files. */
  finish(): string[] {
    for (const name of this.files.keys()) this.flush(name)
    return this.close()
  }

  close(): string[] {
    const names = [...this.files.keys(), ...this.carried].sort()
    for (const {descriptor} of this.files.values()) closeSync(descriptor)
    this.files.clear()
    return names
  }

  /** Each piece is a gzip member of its own, so that memory does not grow and the bytes do not depend on time. */
  private flush(name: string): void {
    const open = this.files.get(name)
    if (!open || open.lines.length === 0) return
    const bytes = gzipSync(`${open.lines.join('\n')}\n`, {level: 1})
    bytes[systemByte] = unknownSystem
    for (let done = 0; done < bytes.length; ) done += writeSync(open.descriptor, bytes, done)
    open.lines = []
    open.length = 0
  }
}
