import type {Readable} from 'node:stream'
import type {Dispatcher} from 'undici'
import {HubError} from '../../src/errors.js'
import {networkFailure} from './hub-failures.js'
import type {HubSettings} from './hub-settings.js'
import {proxyFor} from './proxy-settings.js'

export interface HubResponse {
  /** Who answered, after redirects. */
  readonly url: URL
  readonly status: number
  /** One value of a header, by its name in lower case. */
  header(name: string): string | undefined
  readonly body: Readable
}

export interface HubRequest {
  readonly method?: 'GET' | 'HEAD'
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** Follow redirects within the endpoint's origin only, and answer with the one that leaves it. */
  readonly stayOnHub?: boolean
}

const mostRedirects = 8

/**
 * Speaks HTTP to the Hub and to the hosts that it redirects to: with proxies, time limits for silence, and the token for
 * the Hub's own origin alone. The one file that knows `undici`: Node's own `fetch` knows no proxies.
 */
export class HubClient implements AsyncDisposable {
  private readonly dispatchers = new Map<string, Dispatcher>()

  private constructor(
    private readonly undici: Pick<typeof import('undici'), 'Agent' | 'ProxyAgent' | 'request'>,
    readonly settings: HubSettings,
  ) {}

  static async open(settings: HubSettings): Promise<HubClient> {
    return new HubClient(await import('undici'), settings)
  }

  /**
   * @param path - From the endpoint on, encoded, with a slash at its start.
   * @returns The answer after redirects, of any status; its body must be read or destroyed.
   * @throws {TransientFailure} When the connection fails in a way that may pass.
   * @throws {HubError} When it fails in any other way, or a redirect leads where it must not.
   */
  async request(path: string, {stayOnHub = false, ...request}: HubRequest = {}): Promise<HubResponse> {
    let url = new URL(this.settings.endpoint + path)
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const response = await this.send(url, request)
      const location = response.status >= 300 && response.status < 400 && response.header('location')
      if (!location) return response
      const next = redirectTarget(url, location)
      if (stayOnHub && !this.isHub(next)) return response
      response.body.destroy()
      url = next
    }
    throw badRedirect(url, 'redirects in circles')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.dispatchers.values()].map((dispatcher) => dispatcher.destroy()))
  }

  private isHub(url: URL): boolean {
    return url.origin === new URL(this.settings.endpoint).origin
  }

  private async send(url: URL, {headers, method = 'GET', signal}: HubRequest): Promise<HubResponse> {
    const {timeoutMs, token} = this.settings
    signal?.throwIfAborted()
    // name look-up, connection, proxy and answer together; the body has a limit of its own
    const silence = new AbortController()
    const timer = setTimeout(() => silence.abort(), timeoutMs)
    const stop = () => silence.abort()
    signal?.addEventListener('abort', stop)
    try {
      const answer = await this.undici.request(url, {
        method,
        dispatcher: this.dispatcherFor(url),
        headers: {
          ...headers,
          'user-agent': 'biolord',
          // ranges and hashes are of the bytes as they are
          'accept-encoding': 'identity',
          ...(token !== undefined && this.isHub(url) && {authorization: `Bearer ${token}`}),
        },
        bodyTimeout: timeoutMs,
        signal: silence.signal,
      })
      answer.body.on('error', () => {}) // whoever reads it is told; nobody reads that of a redirect
      const body = signal ? endWith(answer.body, signal) : answer.body
      return {
        url,
        status: answer.statusCode,
        header: (name) => [answer.headers[name]].flat()[0],
        body,
      }
    } catch (error) {
      signal?.throwIfAborted()
      throw networkFailure(silence.signal.aborted ? timedOut(error) : error, url, this.settings)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
    }
  }

  private dispatcherFor(url: URL): Dispatcher {
    const proxy = proxyFor(url, this.settings.proxies)
    const key = proxy === undefined ? '' : `${proxy.href} ${url.protocol}`
    const known = this.dispatchers.get(key)
    if (known) return known
    const connect = {timeout: this.settings.timeoutMs}
    const dispatcher =
      proxy === undefined
        ? new this.undici.Agent({connect})
        : new this.undici.ProxyAgent({
            uri: proxy.href,
            // many proxies allow tunnels to port 443 only
            proxyTunnel: url.protocol === 'https:',
            requestTls: connect,
            proxyTls: connect,
          })
    this.dispatchers.set(key, dispatcher)
    return dispatcher
  }
}

function endWith(body: Readable, signal: AbortSignal): Readable {
  const stop = () => body.destroy(signal.reason)
  signal.addEventListener('abort', stop)
  body.once('close', () => signal.removeEventListener('abort', stop))
  return body
}

function timedOut(cause: unknown): Error {
  return Object.assign(new Error('silent for too long', {cause}), {code: 'UND_ERR_HEADERS_TIMEOUT'})
}

function redirectTarget(from: URL, location: string): URL {
  if (!URL.canParse(location, from.href)) throw badRedirect(from, 'redirects to something that is no address')
  const target = new URL(location, from)
  if (target.protocol === 'https:' || (target.protocol === 'http:' && from.protocol === 'http:'))
    return target
  throw badRedirect(from, `redirects to an address of the kind "${target.protocol}", which is not safe`)
}

function badRedirect(from: URL, what: string): HubError {
  return new HubError(
    'HUB_DAMAGED',
    `${from.host} ${what}.`,
    'Check HF_ENDPOINT and the proxy variables; something between here and the Hub may answer in its place.',
  )
}
