import {createHash} from 'node:crypto'
import {readdirSync, readFileSync, statSync} from 'node:fs'
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'

export interface TestRepository {
  /** Content by path; those whose name ends in `.safetensors` or `.bin` lie in large-file storage. */
  readonly files: ReadonlyMap<string, Buffer>
  /** Branches, tags and refs that name the commit; default `main`. */
  readonly revisions?: readonly string[]
  readonly cardData?: unknown
  readonly tags?: readonly string[]
  /** Nobody without this token sees it. */
  readonly token?: string
  /** Only its listing is open. */
  readonly gated?: boolean
  /** Leave sizes and hashes out of the listing, as some mirrors do. */
  readonly bare?: boolean
}

export interface SeenRequest {
  readonly server: 'hub' | 'storage'
  readonly method: string
  /** Decoded, without query. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
}

/** Answers a request in the server's place; says whether it did. `content` is the file, where one is meant. */
export type Fault = (request: SeenRequest, response: ServerResponse, content?: Buffer) => boolean | undefined

export interface TestHub {
  readonly endpoint: string
  readonly requests: SeenRequest[]
  /** Asked before the server answers. */
  fault: Fault
  close(): Promise<void>
}

/**
 * A server on loopback that speaks the Hub's paths: listing, files, and redirects to a second server (another host name
 * and port) for large files.
 */
export async function startHub(repositories: Readonly<Record<string, TestRepository>>): Promise<TestHub> {
  const requests: SeenRequest[] = []
  const stored = new Map<string, Buffer>()
  for (const {files} of Object.values(repositories)) {
    for (const content of files.values()) stored.set(sha256(content), content)
  }
  const storage = createServer((incoming, response) => {
    const request = seen('storage', incoming)
    requests.push(request)
    const content = stored.get(request.path.slice(1))
    if (hub.fault(request, response, content)) return
    if (content === undefined) end(response, 404)
    else sendContent(request, response, content)
  })
  const server = createServer((incoming, response) => {
    const request = seen('hub', incoming)
    requests.push(request)
    const place = findPlace(repositories, request.path)
    const content = place?.path === undefined ? undefined : place.repository.files.get(place.path)
    if (hub.fault(request, response, content)) return
    answer(request, response, place, content, `http://localhost:${portOf(storage)}`)
  })
  await Promise.all([listen(server, '127.0.0.1'), listen(storage, 'localhost')])
  const hub: TestHub = {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    requests,
    fault: () => false,
    close: async () => {
      await Promise.all([close(server), close(storage)])
    },
  }
  return hub
}

/** A repository of the files below a folder. */
export function repositoryOf(folder: string): ReadonlyMap<string, Buffer> {
  return new Map(
    readdirSync(folder, {recursive: true, encoding: 'utf8'})
      .filter((name) => statSync(join(folder, name)).isFile())
      .sort()
      .map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name))]),
  )
}

/** The commit of a test repository: the same for the same files. */
export function commitOf({files}: TestRepository): string {
  const hash = createHash('sha1')
  for (const [path, content] of files) hash.update(`${path}\0${blobId(content)}`)
  return hash.digest('hex')
}

/** Sends a piece of the content, then cuts the connection. */
export function cutAfter(response: ServerResponse, content: Buffer, bytes: number, start = 0): true {
  const headers: Record<string, string | number> = {'content-length': content.length - start}
  if (start > 0) headers['content-range'] = `bytes ${start}-${content.length - 1}/${content.length}`
  response.writeHead(start > 0 ? 206 : 200, headers)
  response.write(content.subarray(start, start + bytes), () => setTimeout(() => response.destroy(), 50))
  return true
}

/** The first byte that a request asks for. */
export function rangeStart({headers}: SeenRequest): number {
  return Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0)
}

interface Place {
  readonly repository: TestRepository
  readonly revision: string
  /** Absent for the listing. */
  readonly path?: string
  readonly known: boolean
}

function findPlace(repositories: Readonly<Record<string, TestRepository>>, path: string): Place | undefined {
  for (const [id, repository] of Object.entries(repositories)) {
    const commit = commitOf(repository)
    const revisions = [commit, ...(repository.revisions ?? ['main'])]
    const listing = `/api/models/${id}/revision/`
    if (path.startsWith(listing)) {
      const revision = path.slice(listing.length)
      return {repository, revision, known: revisions.includes(revision)}
    }
    for (const revision of revisions) {
      const prefix = `/${id}/resolve/${revision}/`
      if (path.startsWith(prefix)) return {repository, revision, path: path.slice(prefix.length), known: true}
    }
  }
  return undefined
}

function answer(
  request: SeenRequest,
  response: ServerResponse,
  place: Place | undefined,
  content: Buffer | undefined,
  storage: string,
): ServerResponse {
  const sent = request.headers.authorization
  if (place === undefined) {
    return end(response, sent ? 404 : 401, {'x-error-code': 'RepoNotFound'})
  }
  const {known, path, repository} = place
  const allowed = repository.token === undefined || sent === `Bearer ${repository.token}`
  if (!allowed && (path !== undefined || !repository.gated)) {
    return repository.gated
      ? end(response, sent ? 403 : 401, {'x-error-code': 'GatedRepo'})
      : end(response, 401, {'x-error-code': 'RepoNotFound'})
  }
  if (!known) return end(response, 404, {'x-error-code': 'RevisionNotFound'})
  if (path === undefined) return sendListing(response, repository)
  if (content === undefined) return end(response, 404, {'x-error-code': 'EntryNotFound'})
  const commit = {'x-repo-commit': commitOf(repository)}
  if (!isLarge(path))
    return sendContent(request, response, content, {...commit, etag: `"${blobId(content)}"`})
  return end(response, 302, {
    ...commit,
    location: `${storage}/${sha256(content)}`,
    'x-linked-etag': `"${sha256(content)}"`,
    'x-linked-size': String(content.length),
  })
}

function sendListing(response: ServerResponse, repository: TestRepository): ServerResponse {
  const {bare, cardData, files, gated, tags, token} = repository
  const siblings = [...files].map(([path, content]) => ({
    rfilename: path,
    ...(!bare && {size: content.length, blobId: blobId(content)}),
    ...(!bare && isLarge(path) && {lfs: {sha256: sha256(content), size: content.length, pointerSize: 134}}),
  }))
  response.setHeader('content-type', 'application/json; charset=utf-8')
  return response.end(
    JSON.stringify({
      sha: commitOf(repository),
      private: token !== undefined && !gated,
      gated: gated ? 'manual' : false,
      tags: tags ?? [],
      cardData,
      siblings,
    }),
  )
}

function sendContent(
  request: SeenRequest,
  response: ServerResponse,
  content: Buffer,
  headers: Readonly<Record<string, string>> = {},
): ServerResponse {
  const start = rangeStart(request)
  if (start > 0 && start >= content.length) return end(response, 416)
  response.writeHead(start > 0 ? 206 : 200, {
    ...headers,
    'content-length': content.length - start,
    ...(start > 0 && {'content-range': `bytes ${start}-${content.length - 1}/${content.length}`}),
  })
  return response.end(request.method === 'HEAD' ? undefined : content.subarray(start))
}

function end(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): ServerResponse {
  return response.writeHead(status, headers).end()
}

function isLarge(path: string): boolean {
  return /\.(?:safetensors|bin)$/.test(path)
}

export const sha256 = remembered((content) => createHash('sha256').update(content).digest('hex'))

export const blobId = remembered((content) =>
  createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex'),
)

/** So that a server of a gigabyte hashes it once. */
function remembered(hash: (content: Buffer) => string): (content: Buffer) => string {
  const known = new WeakMap<Buffer, string>()
  return (content) => {
    const digest = known.get(content) ?? hash(content)
    known.set(content, digest)
    return digest
  }
}

function seen(server: 'hub' | 'storage', {headers, method = 'GET', url = '/'}: IncomingMessage): SeenRequest {
  return {server, method, path: decodeURIComponent(new URL(url, 'http://x').pathname), headers}
}

function listen(server: Server, host: string): Promise<void> {
  return new Promise((resolve, reject) => server.once('error', reject).listen(0, host, resolve))
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
