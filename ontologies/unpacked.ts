import {pipeline, Readable} from 'node:stream'
import {createGunzip} from 'node:zlib'
import {InputError} from '../src/errors.js'
import {damagedInput} from './input-failure.js'

/** Below this many bytes no file is called a bomb: small ones may well repeat one line. */
const harmlessBytes = 64 << 20

/** RF2, RRF and OBO shrink to a tenth or a twentieth; gzip's own limit is about a thousandth. */
const largestRatio = 200

/**
 * Unpacks a gzipped stream; any other passes through unchanged. Told apart by the first two bytes.
 *
 * @param stored - The bytes as stored.
 * @param path - The file as the user knows it.
 * @param storedBytes - How many bytes the file takes on disk, through all layers of packing.
 * @throws {InputError} When the gzip data is damaged, or gives far more bytes than a release would.
 */
export async function* unpacked(
  stored: AsyncIterable<Buffer>,
  path: string,
  storedBytes: number,
): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of gunzipped(stored, path)) {
    bytes += chunk.length
    refuseBomb(path, storedBytes, bytes)
    yield chunk
  }
}

/** @throws {InputError} When so few stored bytes cannot honestly stand for so many. */
export function refuseBomb(
  path: string,
  storedBytes: number,
  unpackedBytes: number,
  ratio = largestRatio,
): void {
  if (unpackedBytes <= harmlessBytes || unpackedBytes <= storedBytes * ratio) return
  throw new InputError(
    'INPUT_TOO_LARGE',
    `${path} unpacks to more than ${ratio} times its ${storedBytes} bytes.`,
    'No terminology packs so well. If you trust the file, unpack it yourself and give the result.',
  )
}

async function* gunzipped(stored: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
  const chunks = stored[Symbol.asyncIterator]()
  const whole: AsyncIterable<Buffer> = {[Symbol.asyncIterator]: () => chunks}
  let start: Buffer = Buffer.alloc(0)
  try {
    while (start.length < 2) {
      const next = await chunks.next()
      if (next.done) break
      start = start.length === 0 ? next.value : Buffer.concat([start, next.value])
    }
    if (start[0] !== 0x1f || start[1] !== 0x8b) {
      if (start.length > 0) yield start
      yield* whole
      return
    }
    yield* gunzip(start, whole, path)
  } finally {
    await chunks.return?.()
  }
}

async function* gunzip(start: Buffer, rest: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
  async function* packed() {
    yield start
    yield* rest
  }
  const gunzip = createGunzip({chunkSize: 128 << 10})
  // a failure of either end destroys the other and is thrown by the loop over gunzip
  pipeline(Readable.from(packed()), gunzip, () => {})
  try {
    yield* gunzip
  } catch (failure) {
    throw isZlibFailure(failure)
      ? damagedInput(path, `its gzip data is wrong (${failure.message})`, failure)
      : failure
  }
}

function isZlibFailure(failure: unknown): failure is Error {
  return failure instanceof Error && 'code' in failure && String(failure.code).startsWith('Z_')
}
