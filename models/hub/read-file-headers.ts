import type {HubClient} from './hub-client.js'
import {statusFailure} from './hub-failures.js'
import {asRemoteFile, type RemoteFile} from './remote-file.js'
import {resolvePath} from './resolve-path.js'

/**
 * Asks for size and hash of one file by its headers: `X-Linked-*` for what lies in large-file storage, else the Hub's
 * own `ETag` and `Content-Length`. A redirect to another host is not followed: its headers are not the Hub's word.
 *
 * @returns `undefined` when the headers do not say.
 */
export async function readFileHeaders(
  client: HubClient,
  {commit, path, repository}: {readonly repository: string; readonly commit: string; readonly path: string},
  signal?: AbortSignal,
): Promise<RemoteFile | undefined> {
  const response = await client.request(resolvePath(repository, commit, path), {
    method: 'HEAD',
    signal,
    stayOnHub: true,
  })
  response.body.destroy()
  if (response.status >= 400) {
    throw statusFailure(response, {repository, revision: commit, path}, client.settings)
  }
  const etag = response.header('x-linked-etag') ?? response.header('etag')
  const size = response.header('x-linked-size') ?? response.header('content-length')
  return asRemoteFile(path, Number(size ?? Number.NaN), etag?.replace(/^W\//, '').replaceAll('"', ''))
}
