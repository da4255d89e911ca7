import {execFileSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {type AddressInfo, connect} from 'node:net'
import {join} from 'node:path'
import {createServer} from 'node:tls'
import {describe, expect, it, onTestFinished, vi} from 'vitest'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {hubScene, repository} from './support/hub-scene.js'
import {startProxy} from './support/proxy-server.js'

describe.skipIf(!hasOpenssl())('over https (skipped without openssl)', () => {
  it('does not believe a certificate that this machine does not trust', async () => {
    const scene = await hubScene()
    const endpoint = await withTls(scene.hub.endpoint)

    const failure = await scene.describe({env: {...scene.env, HF_ENDPOINT: endpoint}}).catch((error) => error)

    expect(failure).toMatchObject({code: 'HUB_UNREACHABLE', exitCode: 5})
    expect(failure.message).toContain('certificate is not trusted')
    expect(failure.suggestions[0]).toContain('NODE_EXTRA_CA_CERTS')
    expect(scene.hub.requests).toEqual([])
  })

  it('goes through a tunnel of the proxy, and follows no redirect to plain http', async () => {
    trustAll()
    const scene = await hubScene({token: 'hf_secret'})
    const proxy = await startProxy()
    const endpoint = await withTls(scene.hub.endpoint)
    const env = {...scene.env, HF_ENDPOINT: endpoint, HF_TOKEN: 'hf_secret', https_proxy: proxy.url}

    const found = await scene.describe({env})
    const failure = await scene.pull({env}).catch((error) => error)

    expect(found.page).toBe(`${endpoint}/${repository}`)
    expect(new Set(proxy.seen.map(({line}) => line))).toEqual(new Set([`CONNECT ${new URL(endpoint).host}`]))
    expect(failure).toMatchObject({code: 'HUB_DAMAGED'})
    expect(failure.message).toContain('"http:"')
    expect(scene.hub.requests.every(({server}) => server === 'hub')).toBe(true)
  })
})

/** A server with a certificate of its own making in front of another. */
async function withTls(endpoint: string): Promise<string> {
  const folder = temporaryFolder()
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  execFileSync('openssl', ['req', ...kind, '-keyout', key, '-out', cert, ...names], {stdio: 'ignore'})
  const server = createServer({key: readFileSync(key), cert: readFileSync(cert)}, (socket) => {
    const onward = connect(Number(new URL(endpoint).port), '127.0.0.1')
    for (const end of [socket, onward]) {
      end.on('error', () => {
        socket.destroy()
        onward.destroy()
      })
    }
    socket.pipe(onward).pipe(socket)
  })
  server.on('tlsClientError', () => {}) // who does not trust it hangs up
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  onTestFinished(() => {
    server.close()
  })
  return `https://localhost:${(server.address() as AddressInfo).port}`
}

/** Node reads this at each connection, unlike NODE_EXTRA_CA_CERTS. */
function trustAll(): void {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
}

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], {stdio: 'ignore'})
    return true
  } catch {
    return false
  }
}
