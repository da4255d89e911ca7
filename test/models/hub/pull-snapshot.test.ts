import {execFile, execFileSync} from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {expect, it} from 'vitest'
import {findCachedSnapshot} from '../../../models/hub/find-cached-snapshot.js'
import {type PullProgress, pullSnapshot} from '../../../models/hub/pull-snapshot.js'
import {tinyModel, tinyModels} from '../support/model-fixtures.js'
import {hubScene, repository} from './support/hub-scene.js'
import {blobId, repositoryOf, sha256} from './support/hub-server.js'
import {sampleFiles, wantedFiles, weights} from './support/sample-repository.js'

it('fills the cache as Python does: blobs by hash, relative links, a ref', async () => {
  const scene = await hubScene()

  const snapshot = await scene.pull()

  expect(snapshot).toEqual({
    folder: join(scene.cached, 'snapshots', scene.commit),
    repository,
    commit: scene.commit,
    files: wantedFiles,
  })
  const contents = sampleFiles()
  for (const path of wantedFiles) {
    expect(readFileSync(join(snapshot.folder, path)), path).toEqual(contents.get(path))
  }
  expect(readlinkSync(join(snapshot.folder, 'model.safetensors'))).toBe(`../../blobs/${sha256(weights)}`)
  expect(readlinkSync(join(snapshot.folder, '1_Pooling', 'config.json'))).toBe(
    `../../../blobs/${blobId(contents.get('1_Pooling/config.json')!)}`,
  )
  expect(readFileSync(join(scene.cached, 'refs', 'main'), 'utf8')).toBe(scene.commit)
  expect(readdirSync(join(scene.cached, 'blobs')).filter((name) => name.includes('.'))).toEqual([])
})

it('loads nothing twice', async () => {
  const scene = await hubScene()
  await scene.pull()
  const before = scene.hub.requests.length

  await scene.pull()

  expect(scene.hub.requests.slice(before).map(({path}) => path.split('/').at(-1))).toEqual([
    'main',
    'modules.json',
  ])
})

it('takes no lock and writes nothing when all is there, for a shared cache may be read-only', async () => {
  const scene = await hubScene()
  await scene.pull()
  const locks = join(scene.cached, '..', '.locks')
  rmSync(locks, {recursive: true})
  const before = lstatSync(join(scene.cached, 'refs', 'main')).mtimeMs

  await scene.pull()

  expect(existsSync(locks)).toBe(false)
  expect(lstatSync(join(scene.cached, 'refs', 'main')).mtimeMs).toBe(before)
})

it.each(tinyModels)('gives the folder of %s as it is', async (name) => {
  const files = repositoryOf(tinyModel(name))
  const scene = await hubScene({files})

  const {folder, files: loaded} = await scene.pull()

  expect([...loaded, 'expected.json'].sort()).toEqual([...files.keys()].sort())
  for (const path of loaded)
    expect(readFileSync(join(folder, path)).equals(files.get(path)!), path).toBe(true)
})

it('reports progress up to the last byte', async () => {
  const scene = await hubScene()
  const seen: PullProgress[] = []

  await scene.pull({onProgress: (progress) => seen.push(progress)})

  const last = seen.at(-1)!
  expect(last.allBytes).toBe(last.allTotalBytes)
  expect(new Set(seen.map(({path}) => path))).toEqual(new Set(wantedFiles))
  expect(seen.every(({bytes, totalBytes}) => bytes <= totalBytes)).toBe(true)
})

it('notes a ref with slashes, and none for a commit', async () => {
  const scene = await hubScene({revisions: ['refs/pr/1']})

  await scene.pull({revision: 'refs/pr/1'})
  await scene.pull({revision: scene.commit})

  expect(readFileSync(join(scene.cached, 'refs', 'refs', 'pr', '1'), 'utf8')).toBe(scene.commit)
  expect(readdirSync(join(scene.cached, 'refs'))).toEqual(['refs'])
})

it('loads a damaged blob again', async () => {
  const scene = await hubScene()
  await scene.pull()
  const blob = join(scene.cached, 'blobs', sha256(weights))
  writeFileSync(blob, Buffer.alloc(weights.length))

  const {folder} = await scene.pull()

  expect(readFileSync(join(folder, 'model.safetensors'))).toEqual(weights)
})

it('puts copies where links are not wanted', async () => {
  const scene = await hubScene()

  const {folder} = await scene.pull({env: {...scene.env, HF_HUB_DISABLE_SYMLINKS: '1'}})

  expect(lstatSync(join(folder, 'model.safetensors')).isFile()).toBe(true)
  expect(readFileSync(join(folder, 'model.safetensors'))).toEqual(weights)
})

it('makes one of two pulls wait for the other', async () => {
  const scene = await hubScene()
  const notes: string[] = []
  let slow = true
  scene.hub.fault = ({server}, response, content) => {
    if (server !== 'storage' || !slow) return false
    slow = false
    setTimeout(() => response.end(content), 300)
    return true
  }
  const options = {onNote: (note: string) => notes.push(note)}

  const both = await Promise.all([scene.pull(options), scene.pull(options)])

  expect(both[0]).toEqual(both[1])
  expect(notes).toContain('Another biolord process is loading the same file; waiting for it.')
  expect(scene.hub.requests.filter(({server}) => server === 'storage')).toHaveLength(1)
})

it('stops when it is told to, and goes on the next time', async () => {
  const scene = await hubScene()
  const controller = new AbortController()
  scene.hub.fault = ({server}, response, content) => {
    if (server !== 'storage') return false
    response.writeHead(200, {'content-length': content!.length})
    response.write(content!.subarray(0, 100_000))
    return true
  }
  const stopped = scene.pull({
    signal: controller.signal,
    onProgress: ({bytes, path}) => path === 'model.safetensors' && bytes === 100_000 && controller.abort(),
  })
  await expect(stopped).rejects.toThrow(/abort/i)

  expect(existsSync(join(scene.cached, 'snapshots'))).toBe(false)
  expect(existsSync(join(scene.cached, 'refs'))).toBe(false)
  expect(findCachedSnapshot(repository, {env: scene.env})).toBeUndefined()
  scene.hub.fault = () => false
  const {folder} = await scene.pull()
  expect(scene.hub.requests.some(({headers}) => headers.range === 'bytes=100000-')).toBe(true)
  expect(readFileSync(join(folder, 'model.safetensors'))).toEqual(weights)
})

it('says before the download that the disk has no room', async () => {
  const scene = await hubScene()
  const description = await scene.describe()

  const failure = await pullSnapshot({...description, totalBytes: 1e18}, {env: scene.env}).catch(
    (error) => error,
  )

  expect(failure).toMatchObject({code: 'HUB_DISK', exitCode: 5})
  expect(failure.message).toMatch(/MB are free/)
})

it('says so when the cache cannot be written', async () => {
  const scene = await hubScene()
  mkdirSync(join(scene.cached, '..'), {recursive: true})
  writeFileSync(scene.cached, 'a file in the way')

  await expect(scene.pull()).rejects.toMatchObject({code: 'HUB_DISK', exitCode: 5})
})

const python = pythonWithHub()

it.skipIf(!python)(
  'is understood by huggingface_hub (skipped where Python has none)',
  async () => {
    const scene = await hubScene()
    const {folder} = await scene.pull()
    const script = `
from huggingface_hub import hf_hub_download, scan_cache_dir, snapshot_download, try_to_load_from_cache
import json, os
cache = scan_cache_dir()
print(json.dumps({
  'warnings': [str(w) for w in cache.warnings],
  'repos': [r.repo_id for r in cache.repos],
  'refs': [sorted(v.refs) for r in cache.repos for v in r.revisions],
  'files': sorted(os.path.relpath(str(f.file_path), ${JSON.stringify(folder)}) for r in cache.repos for v in r.revisions for f in v.files),
  'loaded': hf_hub_download(${JSON.stringify(repository)}, 'model.safetensors', local_files_only=True),
  'tried': try_to_load_from_cache(${JSON.stringify(repository)}, '1_Pooling/config.json'),
  'snapshot': snapshot_download(${JSON.stringify(repository)}, local_files_only=True),
}))`

    const answer = JSON.parse(await runPython(script, scene.env))

    expect(answer).toEqual({
      warnings: [],
      repos: [repository],
      refs: [['main']],
      files: wantedFiles,
      loaded: join(folder, 'model.safetensors'),
      tried: join(folder, '1_Pooling', 'config.json'),
      snapshot: folder,
    })
  },
  60_000,
)

it.skipIf(!python)(
  'takes over what huggingface_hub has loaded (skipped where Python has none)',
  async () => {
    const scene = await hubScene()
    await runPython(
      `from huggingface_hub import hf_hub_download\nhf_hub_download(${JSON.stringify(repository)}, 'model.safetensors')`,
      scene.env,
    )
    const before = scene.hub.requests.length

    const {folder} = await scene.pull()

    expect(scene.hub.requests.slice(before).filter(({server}) => server === 'storage')).toEqual([])
    expect(readFileSync(join(folder, 'model.safetensors'))).toEqual(weights)
  },
  60_000,
)

it('finds offline what was loaded, and only when it is whole', async () => {
  const scene = await hubScene()
  const snapshot = await scene.pull()
  const offline = {...scene.env, HF_HUB_OFFLINE: '1'}

  expect(findCachedSnapshot(repository, {env: offline})).toEqual(snapshot)
  expect(findCachedSnapshot(repository, {env: offline, revision: scene.commit})).toEqual(snapshot)
  expect(findCachedSnapshot(repository, {env: offline, revision: 'other'})).toBeUndefined()
  rmSync(join(scene.cached, 'blobs', sha256(weights)))
  expect(findCachedSnapshot(repository, {env: offline})).toBeUndefined()
})

function pythonWithHub(): string | undefined {
  for (const name of [process.env.BIOLORD_PYTHON, 'python3']) {
    if (!name) continue
    try {
      execFileSync(name, ['-c', 'import huggingface_hub'], {stdio: 'ignore'})
      return name
    } catch {
      // the next one
    }
  }
  return undefined
}

/** Without blocking: the server is in this process. */
async function runPython(script: string, env: NodeJS.ProcessEnv): Promise<string> {
  const {stdout} = await promisify(execFile)(python!, ['-c', script], {env: {...process.env, ...env}})
  return stdout
}
