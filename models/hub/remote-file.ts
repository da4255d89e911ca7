import {createHash, type Hash} from 'node:crypto'

/** A file of a repository, as the Hub describes it. */
export interface RemoteFile {
  /** Parts joined by `/`. */
  readonly path: string
  readonly bytes: number
  /** SHA-256 of the content where it is 64 digits long, else Git's own name for it; names the file in `blobs`. */
  readonly hash: string
}

/** Larger than any encoder; what claims more is not believed. */
const mostBytes = 50e9

/** @returns `undefined` when sizes or hashes are not what they can be. */
export function asRemoteFile(path: string, bytes: unknown, hash: unknown): RemoteFile | undefined {
  if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0 || bytes > mostBytes)
    return undefined
  if (typeof hash !== 'string' || !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(hash)) return undefined
  return {path, bytes, hash}
}

/**
 * A hash to be fed with the content, whose hexadecimal digest must be `file.hash`.
 *
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects – a blob's name is the SHA-1 of "blob SIZE\0" and content
 */
export function hashFor(file: RemoteFile): Hash {
  return file.hash.length === 64 ? createHash('sha256') : createHash('sha1').update(`blob ${file.bytes}\0`)
}
