import type {Readable} from 'node:stream'
import {HubError} from '../../src/errors.js'

/**
 * Reads an answer into memory.
 *
 * @throws {HubError} HUB_DAMAGED when it is longer than `maxBytes`: an answer that does not end must not fill the memory.
 */
export async function readSmallBody(body: Readable, maxBytes: number, what: string): Promise<Buffer> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.length
    if (bytes > maxBytes) {
      body.destroy()
      throw new HubError(
        'HUB_DAMAGED',
        `${what} is longer than ${maxBytes} bytes.`,
        'Check HF_ENDPOINT; this is not what a Hub answers.',
      )
    }
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
