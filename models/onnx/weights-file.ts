import {closeSync, openSync, writeSync} from 'node:fs'
import {basename} from 'node:path'

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

  /** Appends pieces as one whole that starts at a page. */
  append(pieces: Iterable<Uint8Array>): {offset: number; length: number} {
    this.write(new Uint8Array(-this.position & (pageBytes - 1)))
    const offset = this.position
    for (const piece of pieces) this.write(piece)
    return {offset, length: this.position - offset}
  }

  close(): void {
    closeSync(this.file)
  }

  private write(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) done += writeSync(this.file, bytes, done)
    this.position += bytes.length
  }
}
