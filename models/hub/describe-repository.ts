import {HubError} from '../../src/errors.js'
import {cachedBytes} from './cache-layout.js'
import {checkConvertible, chooseFiles} from './choose-files.js'
import {HubClient} from './hub-client.js'
import {networkFailure, statusFailure} from './hub-failures.js'
import {type HubSettings, readHubSettings} from './hub-settings.js'
import {type ModelModule, parseModules, plainModules} from './model-modules.js'
import {readFileHeaders} from './read-file-headers.js'
import {readSmallBody} from './read-small-body.js'
import {asRemoteFile, hashFor, type RemoteFile} from './remote-file.js'
import {type RepositoryCard, readRepositoryCard} from './repository-card.js'
import {checkRepository, checkRevision, isCommit} from './repository-name.js'
import {resolvePath} from './resolve-path.js'
import {type RetryOptions, withRetries} from './retries.js'
import {isSafePath} from './safe-path.js'

export interface DescribeOptions extends RetryOptions {
  /** Branch, tag, commit or ref; default `main`. */
  readonly revision?: string
  readonly env?: NodeJS.ProcessEnv
}

/** What a pull would load, known before it begins. */
export interface RepositoryDescription extends RepositoryCard {
  readonly repository: string
  /** As asked for. */
  readonly revision: string
  readonly commit: string
  /** For a browser. */
  readonly page: string
  /** Those that a conversion needs. */
  readonly files: readonly RemoteFile[]
  readonly totalBytes: number
  /** How much of that is in the cache already, whole or begun. */
  readonly cachedBytes: number
}

const longestListing = 32 << 20
const longestModules = 1 << 20

/**
 * Asks the Hub what a repository holds, chooses what a conversion needs and says how much is here already.
 *
 * @throws {UsageError} When repository, revision or the environment are not what they should be.
 * @throws {HubError} When the Hub cannot be asked or answers with a refusal.
 * @throws {ModelUnusableError} When the repository holds no model that can be converted.
 */
export async function describeRepository(
  repository: string,
  {env, revision = 'main', ...retries}: DescribeOptions = {},
): Promise<RepositoryDescription> {
  checkRepository(repository)
  checkRevision(revision)
  const settings = readHubSettings(env)
  if (settings.offline) throw offline(repository, settings)
  await using client = await HubClient.open(settings)
  const target = {repository, revision}
  const listing = await withRetries(() => fetchListing(client, target, retries.signal), retries)
  const commit = listing.sha
  if (!isCommit(commit) || (isCommit(revision) && commit !== revision)) {
    throw strange(repository, 'does not say of which commit it is')
  }
  const siblings = readSiblings(repository, listing.siblings)
  const paths = [...siblings.keys()]
  const at = {client, repository, commit, retries, siblings}
  const modules = paths.includes('modules.json') ? await fetchModules(at) : plainModules
  const page = `${settings.endpoint}/${repository}`
  checkConvertible(paths, modules, page)
  const files: RemoteFile[] = []
  for (const path of chooseFiles(paths, modules)) files.push(await describeFile(at, path))
  return {
    repository,
    revision,
    commit,
    page,
    files,
    totalBytes: files.reduce((sum, {bytes}) => sum + bytes, 0),
    cachedBytes: cachedBytes(settings.cacheFolder, repository, files),
    ...readRepositoryCard(listing),
  }
}

type Json = Readonly<Record<string, unknown>>

interface Place {
  readonly client: HubClient
  readonly repository: string
  readonly commit: string
  readonly retries: RetryOptions
  readonly siblings: ReadonlyMap<string, Json>
}

async function fetchListing(
  client: HubClient,
  target: {readonly repository: string; readonly revision: string},
  signal?: AbortSignal,
): Promise<Json> {
  const {repository, revision} = target
  const path = `/api/models/${repository}/revision/${encodeURIComponent(revision)}?blobs=true`
  const text = (await fetchSmall(client, path, target, longestListing, signal)).toString('utf8')
  let listing: unknown
  try {
    listing = JSON.parse(text)
  } catch (cause) {
    throw strange(
      repository,
      'is not JSON: a log-in page or a firewall may have answered in its place',
      cause,
    )
  }
  if (typeof listing === 'object' && listing !== null && !Array.isArray(listing)) return listing as Json
  throw strange(repository, 'is not a JSON object')
}

/** @throws {TransientFailure} Also when the connection breaks within the answer. */
async function fetchSmall(
  client: HubClient,
  path: string,
  target: {readonly repository: string; readonly revision: string; readonly path?: string},
  maxBytes: number,
  signal?: AbortSignal,
): Promise<Buffer> {
  const {settings} = client
  const response = await client.request(path, {signal})
  if (response.status !== 200) {
    response.body.destroy()
    throw statusFailure(response, target, settings)
  }
  try {
    return await readSmallBody(response.body, maxBytes, `The answer for ${target.path ?? target.repository}`)
  } catch (error) {
    signal?.throwIfAborted()
    throw error instanceof HubError ? error : networkFailure(error, response.url, settings)
  }
}

/** Files by path; what has no usable path cannot be one that is wanted. */
function readSiblings(repository: string, siblings: unknown): Map<string, Json> {
  if (!Array.isArray(siblings)) throw strange(repository, 'has no list of files')
  const files = new Map<string, Json>()
  for (const sibling of siblings as unknown[]) {
    const path = (sibling as Json | null)?.rfilename
    if (typeof path === 'string' && isSafePath(path)) files.set(path, sibling as Json)
  }
  return files
}

/** Mirrors may leave sizes and hashes out of the listing; the file's own headers have them too. */
async function describeFile(
  {client, commit, repository, retries, siblings}: Place,
  path: string,
): Promise<RemoteFile> {
  const {blobId, lfs, size} = siblings.get(path) ?? {}
  const large = lfs as Json | undefined
  const listed = large ? asRemoteFile(path, large.size, large.sha256) : asRemoteFile(path, size, blobId)
  if (listed) return listed
  if (size !== undefined || lfs !== undefined)
    throw strange(repository, `gives ${path} an impossible size or hash`)
  const found = await withRetries(
    () => readFileHeaders(client, {repository, commit, path}, retries.signal),
    retries,
  )
  if (found) return found
  throw strange(repository, `gives ${path} neither size nor hash`)
}

async function fetchModules(at: Place): Promise<readonly ModelModule[]> {
  const {client, commit, repository, retries} = at
  const path = 'modules.json'
  const file = await describeFile(at, path)
  const target = {repository, revision: commit, path}
  const url = resolvePath(repository, commit, path)
  const content = await withRetries(
    () => fetchSmall(client, url, target, longestModules, retries.signal),
    retries,
  )
  if (content.length !== file.bytes || hashFor(file).update(content).digest('hex') !== file.hash) {
    throw strange(repository, `gives ${path} another hash than its content has`)
  }
  return parseModules(content.toString('utf8'), repository)
}

function offline(repository: string, {cacheFolder}: HubSettings): HubError {
  return new HubError(
    'HUB_OFFLINE',
    `${repository} is not whole in ${cacheFolder}, and HF_HUB_OFFLINE (or TRANSFORMERS_OFFLINE) forbids to load it.`,
    'Unset the variable, or copy the model\'s folder here and use "biolord model import FOLDER".',
  )
}

function strange(repository: string, what: string, cause?: unknown): HubError {
  return new HubError(
    'HUB_DAMAGED',
    `The Hub's listing of ${repository} ${what}.`,
    'Check HF_ENDPOINT and the proxy variables, and try again later.',
    {cause},
  )
}
