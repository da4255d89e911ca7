import {readFileSync} from 'node:fs'
import {homedir} from 'node:os'
import {join, resolve} from 'node:path'
import {UsageError} from '../../src/errors.js'
import {type ProxySettings, readProxySettings} from './proxy-settings.js'

/** What the environment says about the Hub and its cache. */
export interface HubSettings {
  /** No slash at its end. */
  readonly endpoint: string
  /** The folder that holds `models--org--name` folders. */
  readonly cacheFolder: string
  /** Goes to the endpoint's own origin only, and into no message. */
  readonly token?: string
  readonly offline: boolean
  /** How long a server may be silent, before its answer or within it. */
  readonly timeoutMs: number
  /** Put copies instead of links into snapshots. */
  readonly copyFiles: boolean
  readonly proxies: ProxySettings
}

const defaultTimeoutMs = 30_000

/**
 * Reads the variables that Python's `huggingface_hub` reads: `HF_ENDPOINT`, `HF_HOME`, `HF_HUB_CACHE` (before:
 * `HUGGINGFACE_HUB_CACHE`), `XDG_CACHE_HOME`, `HF_TOKEN` (before: `HUGGING_FACE_HUB_TOKEN`), `HF_TOKEN_PATH`,
 * `HF_HUB_DISABLE_IMPLICIT_TOKEN`, `HF_HUB_OFFLINE`, `TRANSFORMERS_OFFLINE`, `HF_HUB_DOWNLOAD_TIMEOUT` (seconds),
 * `HF_HUB_DISABLE_SYMLINKS`; and the proxy variables.
 *
 * @throws {UsageError} When the endpoint, the token or a proxy cannot be what it should be.
 * @see https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 */
export function readHubSettings(env: NodeJS.ProcessEnv = process.env): HubSettings {
  const cacheHome = env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const home = expand(env.HF_HOME || join(cacheHome, 'huggingface'), env)
  const seconds = Number(env.HF_HUB_DOWNLOAD_TIMEOUT)
  return {
    endpoint: readEndpoint(env),
    cacheFolder: expand(env.HF_HUB_CACHE || env.HUGGINGFACE_HUB_CACHE || join(home, 'hub'), env),
    token: isOn(env.HF_HUB_DISABLE_IMPLICIT_TOKEN) ? undefined : readToken(env, home),
    offline: isOn(env.HF_HUB_OFFLINE || env.TRANSFORMERS_OFFLINE),
    timeoutMs: seconds > 0 ? Math.min(seconds * 1000, 2 ** 31 - 1) : defaultTimeoutMs,
    copyFiles: isOn(env.HF_HUB_DISABLE_SYMLINKS),
    proxies: readProxySettings(env),
  }
}

function readEndpoint(env: NodeJS.ProcessEnv): string {
  const text = env.HF_ENDPOINT || 'https://huggingface.co'
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash) {
    return url.href.replace(/\/+$/, '')
  }
  throw new UsageError(
    'HF_ENDPOINT is not the http:// or https:// address of a Hub.',
    'Give it as https://hub.example.org, without user name, password or query, or leave it out.',
  )
}

function readToken(env: NodeJS.ProcessEnv, home: string): string | undefined {
  const token = cleanToken(env.HF_TOKEN) || cleanToken(env.HUGGING_FACE_HUB_TOKEN) || savedToken(env, home)
  if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return token
  throw new UsageError(
    'The Hugging Face token holds characters that no token has.',
    'Copy it again from https://huggingface.co/settings/tokens into HF_TOKEN, or save it with "hf auth login".',
  )
}

function savedToken(env: NodeJS.ProcessEnv, home: string): string | undefined {
  const path = env.HF_TOKEN_PATH ? expand(env.HF_TOKEN_PATH, env) : join(home, 'token')
  try {
    return cleanToken(readFileSync(path, 'utf8'))
  } catch {
    return undefined // none saved, or not ours to read: public repositories need none
  }
}

function cleanToken(text: string | undefined): string | undefined {
  return text?.replace(/[\r\n]/g, '').trim() || undefined
}

function isOn(value: string | undefined): boolean {
  return /^(?:1|on|yes|true)$/i.test(value ?? '')
}

/** `~` at the start and `$NAME` or `${NAME}` anywhere, as Python expands them; unknown names stay. */
function expand(path: string, env: NodeJS.ProcessEnv): string {
  const named = path.replace(/^~(?=$|[/\\])/, homedir())
  return resolve(named.replace(/\$(?:(\w+)|\{(\w+)\})/g, (all, bare, braced) => env[bare ?? braced] ?? all))
}
