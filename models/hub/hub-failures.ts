import {HubError} from '../../src/errors.js'
import type {HubResponse} from './hub-client.js'
import type {HubSettings} from './hub-settings.js'
import {TransientFailure} from './retries.js'

/** What was asked for, for messages. */
export interface HubTarget {
  readonly repository: string
  readonly revision: string
  /** Absent for the repository's listing. */
  readonly path?: string
}

const offlineHint =
  'Where the Hub cannot be reached, copy the model\'s folder here and use "biolord model import FOLDER".'

/** Certificates that this machine does not trust: no later try will. */
const certificateCode = /CERT|ISSUER|SELF_SIGNED|UNABLE_TO|ALTNAME|ERR_TLS|ERR_SSL/

/** Failures that are the same a moment later. */
const lasting: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known here',
  ECONNREFUSED: 'the connection was refused',
  ENETUNREACH: 'there is no network',
  EHOSTUNREACH: 'there is no way to it',
  EAI_AGAIN: 'its name cannot be looked up',
}

/**
 * Says in words why an address did not answer. Neither token nor the user and password of a proxy are in it.
 *
 * @returns A {@link TransientFailure} where another try may help, else the error itself.
 */
export function networkFailure(cause: unknown, url: URL, settings: HubSettings): HubError | TransientFailure {
  const code = codeOf(cause)
  const proxied = settings.proxies.http !== undefined || settings.proxies.https !== undefined
  const unreachable = (what: string, hint: string) => new HubError('HUB_UNREACHABLE', what, hint, {cause})
  const failed = (why: string, hint: string) => unreachable(`${url.host} cannot be reached: ${why}.`, hint)
  if (certificateCode.test(code)) {
    return failed(
      `its certificate is not trusted (${code})`,
      `Where a firewall reads along, name its certificate in NODE_EXTRA_CA_CERTS. ${offlineHint}`,
    )
  }
  const refusal = /Proxy response \((\d+)\)/.exec(messageOf(cause))?.[1]
  if (refusal !== undefined) {
    return failed(
      `the proxy answered ${refusal}`,
      `Check the proxy variables${refusal === '407' ? ': this proxy wants a user and a password' : ''}. ${offlineHint}`,
    )
  }
  const ways = proxied
    ? 'Check the proxy variables and HF_ENDPOINT.'
    : 'Set HTTPS_PROXY where a proxy is needed.'
  const why = lasting[code]
  if (why !== undefined) return failed(why, `${ways} ${offlineHint}`)
  const what = /TIMEOUT|ETIMEDOUT/.test(code)
    ? `${url.host} gave no answer within ${settings.timeoutMs / 1000} s.`
    : `The connection to ${url.host} broke.`
  return new TransientFailure(
    unreachable(what, `Run the same command again: it goes on where it stopped. ${ways}`),
  )
}

/**
 * Says in words why the Hub answered with a status that is no success. Its own texts are not repeated.
 *
 * @returns A {@link TransientFailure} where the Hub asks to wait or is in trouble, else the error itself.
 */
export function statusFailure(
  response: HubResponse,
  {path, repository, revision}: HubTarget,
  {endpoint, token}: HubSettings,
): HubError | TransientFailure {
  const {status} = response
  const page = `${endpoint}/${repository}`
  const kind = response.header('x-error-code')
  const refused = (why: string, hint: string) => new HubError('HUB_REFUSED', why, hint)
  if ((status === 401 || status === 403) && response.url.origin !== new URL(endpoint).origin) {
    return refused(
      `${response.url.host}, where the Hub keeps its files, refuses ${path ?? repository} (status ${status}).`,
      `A firewall may forbid it; ask for ${response.url.host} to be allowed. ${offlineHint}`,
    )
  }
  if (kind === 'GatedRepo' || status === 403) {
    const first =
      token === undefined ? 'set HF_TOKEN to a token of yours' : 'check that your token may read it'
    return refused(
      `The Hub gives ${repository} only to those who have accepted its conditions or were granted access (status ${status}).`,
      `Open ${page} in a browser, log in and accept; then ${first}.`,
    )
  }
  if (status === 401) {
    return token === undefined
      ? refused(
          `The Hub shows no repository ${repository} to somebody without a token (status 401).`,
          `Check the spelling; for a private or gated one set HF_TOKEN, or save a token with "hf auth login".`,
        )
      : refused(
          `The Hub did not accept the token for ${repository} (status 401).`,
          `Make a new one at ${endpoint}/settings/tokens; or the repository does not exist.`,
        )
  }
  if (status === 404 || status === 410) {
    const what = path !== undefined ? `${path} in ${repository}` : `${repository} at revision ${revision}`
    return new HubError(
      'HUB_NOT_FOUND',
      kind === 'RevisionNotFound' ? `${repository} has no revision ${revision}.` : `The Hub has no ${what}.`,
      kind === 'RevisionNotFound'
        ? `See ${page}/tree/main for its branches, and ${page}/commits/main for its commits.`
        : 'Check the spelling, capitals too; HF_TOKEN is needed to see private repositories.',
    )
  }
  if (status === 429) {
    const waitMs = retryAfterMs(response.header('retry-after'))
    const when = waitMs === undefined ? 'later' : `in ${Math.ceil(waitMs / 1000)} s`
    const hint = token === undefined ? ', or set HF_TOKEN, which raises the limit' : ''
    return new TransientFailure(
      new HubError(
        'HUB_BUSY',
        'The Hub says that too many requests come from here (status 429).',
        `Run the same command again ${when}${hint}.`,
      ),
      waitMs,
    )
  }
  const failure = new HubError(
    'HUB_BUSY',
    `The Hub answered with status ${status}.`,
    status >= 500
      ? 'The Hub is in trouble; run the same command again later: it goes on where it stopped.'
      : 'Check HF_ENDPOINT and the proxy variables; something between here and the Hub may answer in its place.',
  )
  return status >= 500 || status === 408 ? new TransientFailure(failure) : failure
}

/** Seconds, or a date. */
function retryAfterMs(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now())
}

/** Of the error or of what caused it: tunnels wrap theirs. */
function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    const {code} = at as NodeJS.ErrnoException
    if (typeof code === 'string' && code !== 'UND_ERR_CONNECT') return code
    if (at instanceof AggregateError) return codeOf(at.errors[0])
  }
  return ''
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.message} ${messageOf(error.cause)}` : ''
}
