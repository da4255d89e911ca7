import {copyFileSync, cpSync, existsSync, readdirSync, readFileSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it, onTestFinished} from 'vitest'
import {packageRoot, runBiolord, startBiolord} from '../helpers/run-process.js'
import {temporaryFolder} from '../helpers/temporary-folder.js'
import {repositoryOf, startHub, type TestRepository} from '../models/hub/support/hub-server.js'
import {tinyModel} from '../models/support/model-fixtures.js'

const repository = 'acme/tiny-encoder'

/** A Hub with one repository, an empty cache and an empty home. */
async function scene(served: Partial<TestRepository> = {}) {
  const content = {files: repositoryOf(tinyModel('tiny-mpnet')), ...served}
  const hub = await startHub({[repository]: content})
  onTestFinished(() => hub.close())
  const home = temporaryFolder()
  const cache = temporaryFolder()
  const env = {HF_ENDPOINT: hub.endpoint, HF_HOME: cache, HF_HUB_DOWNLOAD_TIMEOUT: '5'}
  const options = (changes: NodeJS.ProcessEnv = {}) => ({home, env: {...env, ...changes}})
  return {
    hub,
    home,
    cache,
    options,
    pull: (...args: string[]) => runBiolord(['model', 'pull', ...args], options()),
  }
}

it('loads a repository, converts it, and says what it is before', async () => {
  const {home, options, pull} = await scene({
    cardData: {license: 'other', license_name: 'ihtsdo-and-nlm-licences'},
  })

  const {status, stderr, stdout} = await pull(repository)
  const listed = JSON.parse((await runBiolord(['model', 'list', '--json'], options())).stdout)
  const similar = await runBiolord(['sim', 'fever', 'chills', '--model', repository], options())

  expect({status, stdout}).toEqual({status: 0, stdout: ''})
  expect(stderr).toMatch(
    /acme\/tiny-encoder at commit [0-9a-f]{8}: \d+ files, [\d.]+ MB\.\nLicence: ihtsdo-and-nlm-licences/,
  )
  expect(listed[1]).toMatchObject({
    name: 'tiny-encoder',
    manifest: {id: repository, revision: expect.stringMatching(/^[0-9a-f]{40}$/)},
  })
  expect(similar.status).toBe(0)
  expect(readdirSync(join(home, 'models'))).toEqual(['tiny-encoder'])
})

it('does nothing when the model of that commit is there', async () => {
  const {hub, pull} = await scene()
  await pull(repository)
  hub.requests.length = 0

  const {status, stderr} = await pull(repository)

  expect(status).toBe(0)
  expect(stderr).toContain('is here already')
  expect(hub.requests.filter(({server}) => server === 'storage')).toEqual([])
})

it('refuses to put another model in the place of one, unless it may', async () => {
  const {options, pull} = await scene()
  await runBiolord(['model', 'import', tinyModel('tiny-bert-mean'), '--name', 'tiny-encoder'], options())

  const refused = await pull(repository)
  const replaced = await pull(repository, '--replace')

  expect(refused).toMatchObject({status: 2, stderr: expect.stringContaining('--replace')})
  expect(replaced.status).toBe(0)
})

it('goes on where it was interrupted', async () => {
  const {cache, home, hub, options, pull} = await scene()
  hub.fault = (request, response, content) => {
    if (request.server !== 'storage' || content === undefined) return false
    response.writeHead(200, {'content-length': content.length})
    response.write(content.subarray(0, content.length >> 1))
    return true // and no more
  }
  const child = startBiolord(['model', 'pull', repository], options())
  const ended = new Promise((resolve) => child.on('close', resolve))
  // files come one after another: once storage was asked, what is incomplete is what it gives
  const isHalfway = () => hub.requests.some(({server}) => server === 'storage') && incomplete(cache)
  await expect.poll(isHalfway, {timeout: 20_000}).toBe(true)
  child.kill('SIGINT')
  const interrupted = await ended
  const between = existsSync(join(home, 'models')) ? readdirSync(join(home, 'models')) : []
  hub.fault = () => false
  hub.requests.length = 0

  const {status} = await pull(repository)

  expect({interrupted, between, status}).toEqual({interrupted: 130, between: [], status: 0})
  expect(hub.requests.find(({server}) => server === 'storage')?.headers.range).toMatch(/^bytes=\d+-$/)
})

it('serves two at once', async () => {
  const {hub, pull} = await scene()

  const outcomes = await Promise.all([pull(repository), pull(repository, '--name', 'second')])

  expect(outcomes.map(({status}) => status)).toEqual([0, 0])
  expect(hub.requests.filter(({method, server}) => server === 'storage' && method === 'GET')).toHaveLength(1)
})

it('takes what is in the cache where the Hub must not be asked', async () => {
  const {hub, options, pull} = await scene()
  await pull(repository)
  hub.requests.length = 0

  const offline = options({HF_HUB_OFFLINE: '1'})
  const again = await runBiolord(['model', 'pull', repository, '--replace'], offline)
  const other = await runBiolord(['model', 'pull', 'acme/other'], offline)

  expect(again).toMatchObject({status: 0, stderr: expect.stringContaining('in the cache')})
  expect(other).toMatchObject({status: 5, stderr: expect.stringContaining('HF_HUB_OFFLINE')})
  expect(hub.requests).toEqual([])
})

it.each<[string, Partial<TestRepository>, RegExp]>([
  ['nothing of that name', {token: 'hf_secret'}, /acme\/tiny-encoder/],
  [
    'only pickled weights',
    {
      files: new Map([
        ['config.json', Buffer.from('{}')],
        ['pytorch_model.bin', Buffer.from('x')],
      ]),
    },
    /pytorch_model\.bin|safetensors/,
  ],
])('ends with 5 where the Hub has %s', async (_, served, message) => {
  const {home, pull} = await scene(served)

  const {status, stderr, stdout} = await pull(repository)

  expect({status, stdout}).toEqual({status: 5, stdout: ''})
  expect(stderr).toMatch(message)
  expect(existsSync(join(home, 'models'))).toBe(false)
})

it('keeps nothing of a file that is another than the Hub promises', async () => {
  const {home, hub, pull} = await scene()
  hub.fault = (request, response, content) => {
    if (request.server !== 'storage' || content === undefined) return false
    const altered = Buffer.from(content)
    altered[altered.length - 1]! ^= 1
    response.writeHead(200, {'content-length': altered.length})
    response.end(altered)
    return true
  }

  const {status, stderr} = await pull(repository)

  expect(status).toBe(5)
  expect(stderr).toContain('model.safetensors')
  expect(existsSync(join(home, 'models'))).toBe(false)
})

it('takes a short name of the family, and the index finds its encoder, as the README shows', async () => {
  const hub = await startHub({
    'FremyCompany/BioLORD-2023-M': {files: repositoryOf(tinyModel('tiny-xlm-roberta'))},
  })
  onTestFinished(() => hub.close())
  const folder = temporaryFolder()
  cpSync(join(packageRoot, 'ontologies', 'demo.rf2'), join(folder, 'snomed.rf2'), {recursive: true})
  copyFileSync(join(packageRoot, 'ontologies', 'demo-notes', 'clinic-note.txt'), join(folder, 'notes.txt'))
  const env = {HF_ENDPOINT: hub.endpoint, HF_HOME: temporaryFolder()}
  const options = {home: temporaryFolder(), cwd: folder, env}
  const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8')
  const commands = [...readme.matchAll(/^ {4}biolord (.*(?:BioLORD-2023-M|snomed-m).*)$/gm)].map(
    ([, args]) => args!,
  )

  const outcomes = []
  for (const command of commands) outcomes.push(await runBiolord(command.split(' '), options))

  expect(outcomes.map(({status}) => status)).toEqual([0, 0, 0])
  expect(outcomes[0]!.stderr).toMatch(/UMLS and SNOMED CT/)
  expect(outcomes[2]!.stdout).toContain('Fatigue')
})

/** Whether some bytes of a file, not its mere beginning, are on disk: an empty one is asked for anew. */
function incomplete(cache: string): boolean {
  return readdirSync(cache, {recursive: true, encoding: 'utf8'}).some(
    (name) => name.endsWith('.incomplete') && statSync(join(cache, name)).size > 0,
  )
}
