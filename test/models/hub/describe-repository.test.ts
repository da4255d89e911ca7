import {describe, expect, it} from 'vitest'
import {describeRepository} from '../../../models/hub/describe-repository.js'
import {HubError, ModelUnusableError, UsageError} from '../../../src/errors.js'
import {hubScene, repository} from './support/hub-scene.js'
import {cutAfter} from './support/hub-server.js'
import {sampleFiles, wantedFiles, weights} from './support/sample-repository.js'

it('says what a pull would load, under which terms', async () => {
  const cardData = {
    license: 'other',
    license_name: 'ihtsdo-and-nlm-licences',
    license_link: 'https://www.nlm.nih.gov/databases/umls.html',
    language: ['en', 'es'],
  }
  const scene = await hubScene({cardData, tags: ['medical', 'bio\u001b[31mlogy']})

  const found = await scene.describe()

  expect(found).toMatchObject({
    repository,
    revision: 'main',
    commit: scene.commit,
    page: `${scene.hub.endpoint}/${repository}`,
    cachedBytes: 0,
    licence: {id: 'other', name: 'ihtsdo-and-nlm-licences', link: cardData.license_link},
    languages: ['en', 'es'],
    tags: ['medical', 'bio [31mlogy'],
    gated: false,
    private: false,
  })
  expect(found.files.map(({path}) => path)).toEqual(wantedFiles)
  expect(found.totalBytes).toBe(
    [...sampleFiles()].reduce((sum, [path, {length}]) => sum + (wantedFiles.includes(path) ? length : 0), 0),
  )
})

it('knows what is in the cache already', async () => {
  const scene = await hubScene()
  await scene.pull()

  const found = await scene.describe()

  expect(found.cachedBytes).toBe(found.totalBytes)
})

it('asks for the headers of each file where the listing has no sizes and hashes', async () => {
  const scene = await hubScene({bare: true})

  const found = await scene.describe()

  expect(found.files.find(({path}) => path === 'model.safetensors')?.bytes).toBe(weights.length)
  expect(scene.hub.requests.every(({server}) => server === 'hub')).toBe(true)
})

it.each(['v1.0', 'refs/pr/1', 'feature/x'])('understands the revision %s', async (revision) => {
  const scene = await hubScene({revisions: [revision]})

  const found = await scene.describe({revision})

  expect(found.commit).toBe(scene.commit)
})

it('refuses a repository with pickled weights only, and says what to do', async () => {
  const files = sampleFiles()
  files.delete('model.safetensors')
  const scene = await hubScene({files})

  const failure = await scene.describe().catch((error) => error)

  expect(failure).toBeInstanceOf(ModelUnusableError)
  expect(failure.message).toContain('pickled')
  expect(failure.suggestions[0]).toContain('--revision refs/pr/')
})

it.each(['../x', 'a/../b', 'a/b/c', '', '/etc', 'a\\b', '.hidden', 'org/name--x', 'org/a.git', 'a b'])(
  'asks nobody for a repository named %j',
  async (name) => {
    await expect(describeRepository(name, {env: {}})).rejects.toThrow(UsageError)
  },
)

it.each(['../main', 'refs/../..', '', 'a b', 'a\\b', '/main', 'main/', 'con'])(
  'asks nobody for the revision %j',
  async (revision) => {
    const scene = await hubScene()

    await expect(scene.describe({revision})).rejects.toThrow(UsageError)
    expect(scene.hub.requests).toEqual([])
  },
)

it('asks nobody when it must stay offline', async () => {
  const scene = await hubScene()

  const failure = await scene.describe({env: {...scene.env, HF_HUB_OFFLINE: '1'}}).catch((error) => error)

  expect(failure).toMatchObject({code: 'HUB_OFFLINE', exitCode: 5})
  expect(scene.hub.requests).toEqual([])
})

describe('what the Hub refuses', () => {
  it.each([
    [{token: 'hf_right'}, {}, 'HUB_REFUSED', /without a token \(status 401\).*HF_TOKEN/s],
    [
      {token: 'hf_right'},
      {HF_TOKEN: 'hf_wrong'},
      'HUB_REFUSED',
      /did not accept the token.*settings\/tokens/s,
    ],
    [{revisions: ['other']}, {}, 'HUB_NOT_FOUND', /has no revision main/],
  ] as const)('%o asked with %o is %s', async (served, more, code, words) => {
    const scene = await hubScene(served)

    const failure = await scene.describe({env: {...scene.env, ...more}}).catch((error) => error)

    expect(failure).toMatchObject({code, exitCode: 5})
    expect(`${failure.message} ${failure.suggestions}`).toMatch(words)
    expect(JSON.stringify([failure, failure.message, failure.stack])).not.toContain('hf_')
  })

  it('names the page where the conditions of a gated repository are accepted', async () => {
    const scene = await hubScene({gated: true, token: 'hf_right'})

    const failure = await scene.describe({env: {...scene.env, HF_TOKEN: 'hf_other'}}).catch((error) => error)

    expect(failure.code).toBe('HUB_REFUSED')
    expect(failure.suggestions[0]).toContain(`Open ${scene.hub.endpoint}/${repository}`)
  })

  it('is a repository that does not exist', async () => {
    const scene = await hubScene()
    scene.hub.fault = (_, response) => !!response.writeHead(404, {'x-error-code': 'RepoNotFound'}).end()

    await expect(scene.describe()).rejects.toMatchObject({code: 'HUB_NOT_FOUND'})
    expect(scene.hub.requests).toHaveLength(1)
  })
})

describe('a server that is not to be believed', () => {
  const bent: [string, (listing: Listing) => unknown][] = [
    ['no JSON', () => '<html>Log in to the hotel network</html>'],
    ['a list', () => []],
    ['no commit', (listing) => ({...listing, sha: '../../x'})],
    ['no files', (listing) => ({...listing, siblings: 7})],
    ['a size below zero', (listing) => withWeights(listing, {size: -1})],
    ['a size beyond all measure', (listing) => withWeights(listing, {size: 1e18})],
    ['a hash that leads elsewhere', (listing) => withWeights(listing, {sha256: '../../../etc/passwd'})],
  ]

  it.each(bent)('that gives %s is refused', async (_, bend) => {
    const scene = await hubScene()
    const answered = await fetch(`${scene.hub.endpoint}/api/models/${repository}/revision/main`)
    const listing = (await answered.json()) as Listing
    scene.hub.fault = ({path}, response) => {
      if (!path.startsWith('/api')) return false
      const answer = bend(listing)
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
      return true
    }

    await expect(scene.describe()).rejects.toMatchObject({code: 'HUB_DAMAGED'})
  })

  it.each(['../../outside', '/etc', 'a/../../b', 'C:\\x', 'a\\b', 'nul', 'a\u0000b', './x'])(
    'whose modules.json names the folder %j is refused',
    async (path) => {
      const modules = JSON.stringify([{path, type: 'sentence_transformers.models.Transformer'}])
      const scene = await hubScene({files: sampleFiles({'modules.json': modules})})

      await expect(scene.describe()).rejects.toThrow(ModelUnusableError)
    },
  )

  it('whose files have names that lead elsewhere gets none of them loaded', async () => {
    const names = [
      '../config.json',
      '/config.json',
      '..\\config.json',
      '1_Pooling/../../config.json',
      'config.json\u0000',
    ]
    const scene = await hubScene({
      files: sampleFiles(Object.fromEntries(names.map((name) => [name, 'hostile']))),
    })

    const {files} = await scene.describe()

    expect(files.map(({path}) => path)).toEqual(expect.arrayContaining(wantedFiles))
    expect(files).toHaveLength(wantedFiles.length)
  })

  it('that never ends its listing is left', async () => {
    const scene = await hubScene()
    const piece = Buffer.alloc(1 << 20, ' ')
    scene.hub.fault = (_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(piece));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
      return true
    }

    await expect(scene.describe()).rejects.toMatchObject({code: 'HUB_DAMAGED'})
  })

  it.each(['file:///etc/passwd', 'ftp://127.0.0.1/', 'javascript:1', 'http://['])(
    'that redirects to %s is not followed',
    async (location) => {
      const scene = await hubScene()
      scene.hub.fault = (_, response) => !!response.writeHead(302, {location}).end()

      await expect(scene.describe()).rejects.toMatchObject({code: 'HUB_DAMAGED'})
    },
  )

  it('that redirects in circles is left', async () => {
    const scene = await hubScene()
    scene.hub.fault = ({path}, response) => !!response.writeHead(302, {location: path}).end()

    await expect(scene.describe()).rejects.toThrow('in circles')
    expect(scene.hub.requests.length).toBeLessThan(12)
  })

  it('that is silent is left in time', async () => {
    const scene = await hubScene()
    scene.hub.fault = () => true

    const failure = await scene
      .describe({env: {...scene.env, HF_HUB_DOWNLOAD_TIMEOUT: '0.1'}})
      .catch((error) => error)

    expect(failure).toBeInstanceOf(HubError)
    expect(failure.message).toContain('no answer within 0.1 s')
  })
})

describe('a server in trouble', () => {
  it('is asked again', async () => {
    const scene = await hubScene()
    const notes: string[] = []
    let left = 3
    scene.hub.fault = (_, response) => left-- > 0 && !!response.writeHead(503).end()

    const found = await scene.describe({onNote: (note) => notes.push(note)})

    expect(found.commit).toBe(scene.commit)
    expect(notes).toHaveLength(3)
  })

  it('is asked again when it cuts its listing short', async () => {
    const scene = await hubScene()
    let left = 1
    scene.hub.fault = (_, response) => left-- > 0 && cutAfter(response, Buffer.alloc(1000, ' '), 10)

    expect((await scene.describe()).commit).toBe(scene.commit)
  })

  it('is not asked for ever', async () => {
    const scene = await hubScene()
    scene.hub.fault = (_, response) => !!response.writeHead(500).end()

    await expect(scene.describe()).rejects.toMatchObject({code: 'HUB_BUSY'})
    expect(scene.hub.requests).toHaveLength(5)
  })

  it('that asks to wait is waited for', async () => {
    const scene = await hubScene()
    let left = 1
    scene.hub.fault = (_, response) => left-- > 0 && !!response.writeHead(429, {'retry-after': '1'}).end()
    const began = Date.now()

    await scene.describe()

    expect(Date.now() - began).toBeGreaterThanOrEqual(990)
  })

  it('that asks to wait too long is not', async () => {
    const scene = await hubScene()
    scene.hub.fault = (_, response) => !!response.writeHead(429, {'retry-after': '3600'}).end()

    const failure = await scene.describe().catch((error) => error)

    expect(failure.code).toBe('HUB_BUSY')
    expect(failure.suggestions[0]).toContain('in 3600 s')
  })
})

describe('a way that is not there', () => {
  it.each([
    ['http://127.0.0.1:1', /refused/],
    ['http://no-such-host.invalid', /its name (?:is not known|cannot be looked up)/],
  ])('to %s is reported with what may help', async (endpoint, words) => {
    const scene = await hubScene()

    const failure = await scene.describe({env: {...scene.env, HF_ENDPOINT: endpoint}}).catch((error) => error)

    expect(failure).toMatchObject({code: 'HUB_UNREACHABLE', exitCode: 5})
    expect(failure.message).toMatch(words)
    expect(failure.suggestions[0]).toMatch(/HTTPS_PROXY/)
  })
})

interface Listing {
  readonly siblings: readonly {readonly rfilename: string; readonly lfs?: object}[]
}

function withWeights(listing: Listing, lfs: object): Listing {
  return {
    ...listing,
    siblings: listing.siblings.map((file) => (file.lfs ? {...file, lfs: {...file.lfs, ...lfs}} : file)),
  }
}
