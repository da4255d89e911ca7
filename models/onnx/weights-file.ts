import {closeSync, openSync, writeSync} from 'node:fs'
import {basename} from 'node:path'
import {setImmediate} from 'node:timers/promises'

/** ONNX Runtime maps external data into memory instead of reading it where it starts on a page. */
const pageBytes = 4096

/** The file beside an .onnx graph that holds its large constants. */
export class WeightsFile {
  /** As the graph refers to it. */
  readonly name: string
  private readonly file: number
  private position = 0

  /** @param path - Is created, or emptied where it exists. */
  constructor(path: string) {
    this.name = basename(path)
    this.file = openSync(path, 'w')
  }

  /** Appends the bytes at the start of a page. */
  append(bytes: Uint8Array): {offset: number; length: number} {
    const offset = this.beginPage()
    this.write(bytes)
    return {offset, length: bytes.length}
  }

  /** Appends pieces as one whole, and lets other work of this thread (a signal) come in between two. */
  async appendAll(pieces: Iterable<Uint8Array>): Promise<{offset: number; length: number}> {
    const offset = this.beginPage()
    for (const piece of pieces) {
      this.write(piece)
      await setImmediate()
    }
    return {offset, length: this.position - offset}
  }

  close(): void {
    closeSync(this.file)
  }

  private beginPage(): number {
    this.write(new Uint8Array(-this.position & (pageBytes - 1)))
    return this.position
  }

  private write(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) done += writeSync(this.file, bytes, done)
    this.position += bytes.length
  }
}
