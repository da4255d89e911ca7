import {createReadStream} from 'node:fs'
import {basename} from 'node:path'
import {inputFailure} from './input-failure.js'
import type {SourceFile} from './source-files.js'
import {unpacked} from './unpacked.js'

/** A file on disk, gzipped or not. */
export function plainFile(path: string, relativePath: string, size: number): SourceFile {
  return {
    path,
    relativePath,
    name: basename(relativePath),
    size,
    canUnpack: true,
    open: () => unpacked(readChunks(path), path, size),
  }
}

async function* readChunks(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path, {highWaterMark: 256 << 10})
  } catch (failure) {
    throw inputFailure(path, failure)
  }
}
