import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {type HubScene, hubScene} from './support/hub-scene.js'
import {cutAfter, rangeStart, sha256} from './support/hub-server.js'
import {weights} from './support/sample-repository.js'

const blobName = sha256(weights)

function ranges({hub}: HubScene) {
  return hub.requests.filter(({server}) => server === 'storage').map(({headers}) => headers.range)
}

function begin({cached}: HubScene, content: Buffer) {
  mkdirSync(join(cached, 'blobs'), {recursive: true})
  writeFileSync(join(cached, 'blobs', `${blobName}.incomplete`), content)
}

async function expectWhole(scene: HubScene, pulled: ReturnType<HubScene['pull']>) {
  const {folder} = await pulled
  expect(readFileSync(join(folder, 'model.safetensors')).equals(weights)).toBe(true)
  expect(existsSync(join(scene.cached, 'blobs', `${blobName}.incomplete`))).toBe(false)
}

describe('a download', () => {
  it('goes on where the connection was cut, again and again', async () => {
    const scene = await hubScene()
    scene.hub.fault = (request, response, content) => {
      const start = rangeStart(request)
      return request.server === 'storage' && start < 200_000 && cutAfter(response, content!, 100_000, start)
    }

    await expectWhole(scene, scene.pull())

    expect(ranges(scene)).toEqual([undefined, 'bytes=100000-', 'bytes=200000-'])
  })

  it('gives up on a server that always cuts without giving anything', async () => {
    const scene = await hubScene()
    scene.hub.fault = ({server}, response, content) =>
      server === 'storage' && cutAfter(response, content!, 10)

    await expect(scene.pull()).rejects.toMatchObject({code: 'HUB_UNREACHABLE'})
    expect(ranges(scene)).toHaveLength(5)
  })

  it('goes on with what an earlier run left', async () => {
    const scene = await hubScene()
    begin(scene, weights.subarray(0, 123_456))

    await expectWhole(scene, scene.pull())

    expect(ranges(scene)).toEqual(['bytes=123456-'])
  })

  it('needs no request for what was whole but not yet named', async () => {
    const scene = await hubScene()
    begin(scene, weights)

    await expectWhole(scene, scene.pull())

    expect(ranges(scene)).toEqual([])
  })

  it('begins anew where the server knows no ranges', async () => {
    const scene = await hubScene()
    begin(scene, weights.subarray(0, 123_456))
    scene.hub.fault = ({server}, response, content) => server === 'storage' && !!response.end(content)

    await expectWhole(scene, scene.pull())
  })

  it.each([
    ['other content', Buffer.alloc(100_000, 1)],
    ['more than the whole', Buffer.alloc(weights.length + 1)],
    ['as much, but wrong', Buffer.alloc(weights.length)],
  ])('begins anew when an earlier run left %s', async (_, left) => {
    const scene = await hubScene()
    begin(scene, left)

    await expectWhole(scene, scene.pull())

    expect(ranges(scene).at(-1)).toBeUndefined()
  })

  it('begins anew after status 416', async () => {
    const scene = await hubScene()
    begin(scene, weights.subarray(0, 1000))
    scene.hub.fault = (request, response) =>
      request.server === 'storage' && rangeStart(request) > 0 && !!response.writeHead(416).end()

    await expectWhole(scene, scene.pull())
  })

  it('begins anew when the server gives another range than was asked for', async () => {
    const scene = await hubScene()
    begin(scene, weights.subarray(0, 1000))
    scene.hub.fault = (request, response, content) => {
      if (request.server !== 'storage' || rangeStart(request) === 0) return false
      response
        .writeHead(206, {'content-range': `bytes 0-${content!.length - 1}/${content!.length}`})
        .end(content)
      return true
    }

    await expectWhole(scene, scene.pull())
  })

  it('is tried again after a status that may pass', async () => {
    const scene = await hubScene()
    let left = 2
    scene.hub.fault = ({server}, response) =>
      server === 'storage' && left-- > 0 && !!response.writeHead(left ? 500 : 429, {'retry-after': '0'}).end()

    await expectWhole(scene, scene.pull())
  })

  it('goes on after a server that fell silent', async () => {
    const scene = await hubScene()
    let silent = true
    scene.hub.fault = ({server}, response, content) => {
      if (server !== 'storage' || !silent) return false
      silent = false
      response.writeHead(200, {'content-length': content!.length}).write(content!.subarray(0, 100_000))
      return true
    }

    await expectWhole(scene, scene.pull({env: {...scene.env, HF_HUB_DOWNLOAD_TIMEOUT: '0.3'}}))

    expect(ranges(scene)).toEqual([undefined, 'bytes=100000-'])
  })
})

describe('content that is not what was promised', () => {
  const wrong: [string, (content: Buffer) => Buffer][] = [
    ['altered', (content) => Buffer.from(content).fill(0, 10, 20)],
    ['longer', (content) => Buffer.concat([content, content])],
    ['shorter', (content) => content.subarray(0, 1000)],
    ['a log-in page', () => Buffer.from('<html>Please log in</html>')],
  ]

  describe.each(['with its length', 'in chunks'])('and comes %s', (way) => {
    it.each(wrong)('(%s) is loaded once more, then refused, and leaves nothing', async (_, bend) => {
      const scene = await hubScene()
      scene.hub.fault = (request, response, content) => {
        if (request.server !== 'storage') return false
        const bent = bend(content!).subarray(rangeStart(request))
        if (bent.length === 0) return !!response.writeHead(416).end()
        const partial = rangeStart(request) > 0
        if (partial)
          response.setHeader(
            'content-range',
            `bytes ${rangeStart(request)}-${weights.length - 1}/${weights.length}`,
          )
        if (way === 'with its length') response.setHeader('content-length', bent.length)
        response.writeHead(partial ? 206 : 200)
        response.write(bent.subarray(0, 10))
        response.end(bent.subarray(10))
        return true
      }

      await expect(scene.pull()).rejects.toMatchObject({code: 'HUB_DAMAGED', exitCode: 5})

      expect(readdirSync(join(scene.cached, 'blobs')).filter((name) => name.startsWith(blobName))).toEqual([])
      expect(existsSync(join(scene.cached, 'snapshots'))).toBe(false)
      expect(existsSync(join(scene.cached, 'refs'))).toBe(false)
    })
  })

  it('is taken when it is right the second time', async () => {
    const scene = await hubScene()
    let left = 1
    scene.hub.fault = ({server}, response) =>
      server === 'storage' && left-- > 0 && !!response.end(Buffer.alloc(weights.length))

    await expectWhole(scene, scene.pull())
  })

  it("is noticed in small files too, by Git's hash", async () => {
    const scene = await hubScene()
    scene.hub.fault = ({path}, response, content) =>
      path.endsWith('/tokenizer.json') && !!response.end(Buffer.alloc(content!.length))

    await expect(scene.pull()).rejects.toThrow(/tokenizer\.json .* came twice in another form/)
  })
})

describe('the token', () => {
  it('goes to the Hub and never to the host that it redirects to', async () => {
    const scene = await hubScene({token: 'hf_secret'})

    await expectWhole(scene, scene.pull({env: {...scene.env, HF_TOKEN: 'hf_secret'}}))

    const seen = (server: string) =>
      scene.hub.requests
        .filter((request) => request.server === server)
        .map(({headers}) => headers.authorization)
    expect(new Set(seen('hub'))).toEqual(new Set(['Bearer hf_secret']))
    expect(new Set(seen('storage'))).toEqual(new Set([undefined]))
  })

  it('is in no message of a failed download', async () => {
    const scene = await hubScene({token: 'hf_secret'})
    scene.hub.fault = ({server}, response) =>
      server === 'storage' && !!response.writeHead(403).end('hf_secret')

    const failure = await scene.pull({env: {...scene.env, HF_TOKEN: 'hf_secret'}}).catch((error) => error)

    expect(failure.code).toBe('HUB_REFUSED')
    expect(failure.message).toContain('localhost:')
    expect(JSON.stringify([failure, failure.message, failure.suggestions, failure.stack])).not.toContain(
      'hf_secret',
    )
  })
})
