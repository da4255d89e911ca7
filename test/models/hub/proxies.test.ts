import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {proxyFor, readProxySettings} from '../../../models/hub/proxy-settings.js'
import {UsageError} from '../../../src/errors.js'
import {hubScene} from './support/hub-scene.js'
import {startProxy} from './support/proxy-server.js'

describe('a pull', () => {
  it('goes through the proxy, redirects too', async () => {
    const scene = await hubScene()
    const proxy = await startProxy()

    const {folder} = await scene.pull({env: {...scene.env, HTTP_PROXY: proxy.url}})

    expect(folder).toBe(join(scene.cached, 'snapshots', scene.commit))
    expect(proxy.seen).toHaveLength(scene.hub.requests.length)
    expect(proxy.seen.some(({line}) => line.startsWith('GET http://localhost:'))).toBe(true)
  })

  it('gives the proxy the user and password of its address', async () => {
    const scene = await hubScene()
    const proxy = await startProxy()

    await scene.describe({env: {...scene.env, http_proxy: proxy.url.replace('//', '//user:p%40ss@')}})

    const expected = `Basic ${Buffer.from('user:p@ss').toString('base64')}`
    expect(proxy.seen.every(({credentials}) => credentials === expected)).toBe(true)
  })

  it('leaves the proxy out for the hosts of no_proxy', async () => {
    const scene = await hubScene()
    const proxy = await startProxy()

    await scene.describe({env: {...scene.env, all_proxy: proxy.url, NO_PROXY: 'example.org, 127.0.0.1'}})

    expect(proxy.seen).toEqual([])
  })

  it('opens a tunnel for https', async () => {
    const scene = await hubScene()
    const proxy = await startProxy({refuseWith: 407})

    const failure = await scene
      .describe({
        env: {
          ...scene.env,
          HF_ENDPOINT: 'https://hub.example.org',
          https_proxy: proxy.url.replace('//', '//user:secret@'),
        },
      })
      .catch((error) => error)

    expect(proxy.seen.map(({line}) => line)).toEqual(['CONNECT hub.example.org:443'])
    expect(failure).toMatchObject({code: 'HUB_UNREACHABLE'})
    expect(`${failure.message} ${failure.suggestions}`).toMatch(
      /the proxy answered 407.*user and a password/s,
    )
    expect(`${failure.message} ${failure.suggestions}`).not.toContain('secret')
  })

  it('says so when the proxy is not there', async () => {
    const scene = await hubScene()

    const failure = await scene
      .describe({env: {...scene.env, http_proxy: 'http://127.0.0.1:1'}})
      .catch((error) => error)

    expect(failure.code).toBe('HUB_UNREACHABLE')
    expect(failure.suggestions[0]).toContain('Check the proxy variables')
  })
})

describe('the proxy for an address', () => {
  const both = {
    http_proxy: 'plain:1',
    https_proxy: 'tls:2',
    no_proxy: 'corp.example, .inner.example,*.star.example,port.example:8443,::1',
  }

  it.each([
    [both, 'http://hub.example/', 'http://plain:1/'],
    [both, 'https://hub.example/', 'http://tls:2/'],
    [both, 'https://corp.example/', undefined],
    [both, 'https://a.corp.example/', undefined],
    [both, 'https://notcorp.example/', 'http://tls:2/'],
    [both, 'https://a.inner.example/', undefined],
    [both, 'https://a.star.example/', undefined],
    [both, 'https://port.example/', 'http://tls:2/'],
    [both, 'https://port.example:8443/', undefined],
    [both, 'http://[::1]:80/', undefined],
    [{HTTPS_PROXY: 'http://big:3'}, 'https://hub.example/', 'http://big:3/'],
    [{HTTPS_PROXY: 'http://big:3', https_proxy: 'http://small:4'}, 'https://hub.example/', 'http://small:4/'],
    [{HTTPS_PROXY: 'http://big:3'}, 'http://hub.example/', undefined],
    [{ALL_PROXY: 'http://all:5'}, 'http://hub.example/', 'http://all:5/'],
    [{all_proxy: 'http://all:5', no_proxy: '*'}, 'http://hub.example/', undefined],
    [{}, 'https://hub.example/', undefined],
  ])('with %o to %s is %s', (env, address, expected) => {
    expect(proxyFor(new URL(address), readProxySettings(env))?.href).toBe(expected)
  })

  it('cannot be a SOCKS proxy, and the message keeps the password', () => {
    const read = () => readProxySettings({all_proxy: 'socks5://user:secret@host:1'})

    expect(read).toThrow(UsageError)
    expect(read).not.toThrow(/secret/)
  })
})
