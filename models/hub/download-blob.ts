import type {Hash} from 'node:crypto'
import {createReadStream, renameSync, rmSync} from 'node:fs'
import {type FileHandle, open} from 'node:fs/promises'
import {dirname} from 'node:path'
import {HubError} from '../../src/errors.js'
import {makeFolder} from '../../src/files/make-folder.js'
import {incompletePath, sizeOf} from './cache-layout.js'
import type {HubClient, HubResponse} from './hub-client.js'
import {networkFailure, statusFailure} from './hub-failures.js'
import {hashFor, type RemoteFile} from './remote-file.js'
import {resolvePath} from './resolve-path.js'
import {type RetryOptions, TransientFailure, withRetries} from './retries.js'

export interface BlobSource {
  readonly client: HubClient
  readonly repository: string
  readonly commit: string
}

export interface BlobOptions extends RetryOptions {
  /** Told how many bytes of the file are there; less than before when it begins anew. */
  readonly onBytes?: (bytes: number) => void
}

/** So much counts as progress; a server that gives a byte at a time is not waited for. */
const progressBytes = 64 << 10

/** What came is not what was promised. */
class WrongContent extends Error {}

/**
 * Loads a file to its place among the blobs, by way of `.incomplete`, where the next run goes on after an interruption.
 * Size and hash are checked before it gets its name; when they are wrong it is loaded once more from the start.
 *
 * @throws {HubError} HUB_DAMAGED when it is wrong again; any other after a bounded number of tries.
 */
export async function downloadBlob(
  source: BlobSource,
  file: RemoteFile,
  blob: string,
  options: BlobOptions,
): Promise<void> {
  makeFolder(dirname(blob))
  const partial = incompletePath(blob)
  const load = () => withRetries(() => loadPartial(source, file, partial, options), options)
  try {
    await load().catch((error) => {
      if (!(error instanceof WrongContent)) throw error
      rmSync(partial, {force: true})
      options.onBytes?.(0)
      return load()
    })
  } catch (error) {
    if (!(error instanceof WrongContent)) throw error
    rmSync(partial, {force: true})
    throw wrongContent(source, file, error)
  }
  renameSync(partial, blob)
}

/** Whether a blob that is there is what its name says. */
export async function isIntact(file: RemoteFile, blob: string): Promise<boolean> {
  if (sizeOf(blob) !== file.bytes) return false
  const hash = hashFor(file)
  await hashPieces(hash, blob)
  return hash.digest('hex') === file.hash
}

async function loadPartial(
  source: BlobSource,
  file: RemoteFile,
  partial: string,
  options: BlobOptions,
): Promise<void> {
  const had = sizeOf(partial) ?? 0
  if (had > file.bytes) throw new WrongContent(`${had} bytes were there instead of ${file.bytes}`)
  const begun = hashFor(file)
  if (had > 0) await hashPieces(begun, partial) // before the request: a server does not wait
  const response = had < file.bytes ? await requestFrom(had, source, file, options.signal) : undefined
  const start = response?.status === 200 ? 0 : had // the server may know no ranges
  const hash = start === had ? begun : hashFor(file)
  await using handle = await open(partial, start > 0 ? 'r+' : 'w')
  options.onBytes?.(start)
  if (response) await writeBody(response, {source, file, handle, hash, start, options})
  const digest = hash.digest('hex')
  if (digest !== file.hash) throw new WrongContent(`its hash is ${digest} instead of ${file.hash}`)
  await handle.sync()
}

async function requestFrom(
  start: number,
  {client, commit, repository}: BlobSource,
  file: RemoteFile,
  signal?: AbortSignal,
): Promise<HubResponse> {
  const response = await client.request(resolvePath(repository, commit, file.path), {
    headers: start > 0 ? {range: `bytes=${start}-`} : {},
    signal,
  })
  const {status} = response
  const announced =
    status === 206 ? rangeOf(response) : Number(response.header('content-length') ?? file.bytes)
  const wanted = status === 206 ? `${start}-${file.bytes - 1}/${file.bytes}` : file.bytes
  if ((status === 200 || (status === 206 && start > 0)) && announced === wanted) return response
  response.body.destroy()
  if (status === 200 || status === 206)
    throw new WrongContent(`the server gives ${announced} instead of ${wanted}`)
  if (status === 416) throw new WrongContent(`the server has no byte ${start} of it`)
  throw statusFailure(response, {repository, revision: commit, path: file.path}, client.settings)
}

function rangeOf(response: HubResponse): string {
  return (response.header('content-range') ?? 'an unknown range').replace(/^bytes /, '').slice(0, 60)
}

interface BodyTarget {
  readonly source: BlobSource
  readonly file: RemoteFile
  readonly handle: FileHandle
  readonly hash: Hash
  readonly start: number
  readonly options: BlobOptions
}

async function writeBody(
  response: HubResponse,
  {file, handle, hash, options, source, start}: BodyTarget,
): Promise<void> {
  let end = start
  try {
    for await (const piece of readBody(response, source, options.signal)) {
      if (end + piece.length > file.bytes) throw new WrongContent(`it has more than ${file.bytes} bytes`)
      hash.update(piece)
      await writeAll(handle, piece, end)
      end += piece.length
      options.onBytes?.(end)
    }
    if (end < file.bytes) throw networkFailure(new Error('ended early'), response.url, source.client.settings)
  } catch (error) {
    if (error instanceof TransientFailure) error.progressed = end - start >= progressBytes
    throw error
  }
}

/** Tells failures of the network from those of the disk. */
async function* readBody(
  response: HubResponse,
  source: BlobSource,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  const pieces = response.body[Symbol.asyncIterator]()
  try {
    for (;;) {
      const {done, value} = await pieces.next().catch((error: unknown) => {
        signal?.throwIfAborted()
        throw networkFailure(error, response.url, source.client.settings)
      })
      if (done) return
      yield value
    }
  } finally {
    response.body.destroy()
  }
}

/** At its place in the file: should a lock have failed, two processes write the same bytes to the same places. */
async function writeAll(handle: FileHandle, piece: Buffer, position: number): Promise<void> {
  for (let done = 0; done < piece.length; ) {
    done += (await handle.write(piece, done, piece.length - done, position + done)).bytesWritten
  }
}

async function hashPieces(hash: Hash, path: string): Promise<void> {
  for await (const piece of createReadStream(path, {highWaterMark: 1 << 20})) hash.update(piece)
}

function wrongContent({client, repository}: BlobSource, file: RemoteFile, cause: WrongContent): HubError {
  return new HubError(
    'HUB_DAMAGED',
    `${file.path} of ${repository} came twice in another form than ${new URL(client.settings.endpoint).host} says: ${cause.message}.`,
    'Something on the way changes it, as a proxy or a mirror may; try another network or HF_ENDPOINT, or copy the model by hand and use "biolord model import FOLDER".',
    {cause},
  )
}
