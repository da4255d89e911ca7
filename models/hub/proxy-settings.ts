import {UsageError} from '../../src/errors.js'

/** Which proxies the environment names; each absent where none is named. */
export interface ProxySettings {
  readonly http?: URL
  readonly https?: URL
  /** Hosts that are reached directly: `host`, `.domain`, `host:port` or `*`, lower case. */
  readonly except: readonly string[]
}

/**
 * Reads `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, in lower case or, where that is not set, upper case.
 *
 * @throws {UsageError} When a proxy is not an `http:` or `https:` address. Its text may hold a password, so the message
 *   does not repeat it.
 */
export function readProxySettings(env: NodeJS.ProcessEnv): ProxySettings {
  const value = (name: string) => env[name] || env[name.toUpperCase()] || undefined
  const proxy = (name: string) => {
    const chosen = value(name) === undefined ? 'all_proxy' : name
    const address = value(chosen)
    return address === undefined ? undefined : parseProxy(chosen, address)
  }
  return {
    http: proxy('http_proxy'),
    https: proxy('https_proxy'),
    except: (value('no_proxy') ?? '')
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  }
}

/** @returns The proxy for an address, `undefined` where it is reached directly. */
export function proxyFor(url: URL, proxies: ProxySettings): URL | undefined {
  const proxy = url.protocol === 'https:' ? proxies.https : proxies.http
  return proxy === undefined || proxies.except.some((entry) => matches(url, entry)) ? undefined : proxy
}

/** As curl and Python do: a name also stands for the hosts below it. */
function matches(url: URL, entry: string): boolean {
  if (entry === '*') return true
  const [, name = entry, port] = /^(.*?)(?::(\d+))?$/.exec(entry.replace(/^\*?\./, '')) ?? []
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const hostPort = url.port || (url.protocol === 'https:' ? '443' : '80')
  if (host === entry.replace(/^\[|\]$/g, '')) return true // IPv6, whose colons are no port
  return (port === undefined || port === hostPort) && (host === name || host.endsWith(`.${name}`))
}

function parseProxy(variable: string, address: string): URL {
  const text = address.includes('://') ? address : `http://${address}`
  if (URL.canParse(text)) {
    const url = new URL(text)
    if (url.protocol === 'http:' || url.protocol === 'https:') return url
  }
  throw new UsageError(
    `The proxy in ${variable} (or ${variable.toUpperCase()}) is not an http:// or https:// address.`,
    'Name the HTTP proxy, as in https_proxy=http://proxy.example.org:3128; SOCKS proxies are not supported.',
  )
}
