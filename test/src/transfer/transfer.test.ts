import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {modelFolder} from '../../../models/model-home.js'
import {homeFolder} from '../../../src/files/home.js'
import {lockIndex} from '../../../src/index-store/index-lock.js'
import {readManifest} from '../../../src/index-store/manifest.js'
import {type ExportOptions, exportIndex} from '../../../src/transfer/export-index.js'
import {importIndex} from '../../../src/transfer/import-index.js'
import {canMountSmallDisk, withSmallDisk} from '../../helpers/small-disk.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {buildSample} from '../index-store/sample-index.js'
import {type SampleHome, sampleHome, writeModel} from './sample-home.js'

const emptyHome = (): NodeJS.ProcessEnv => ({BIOLORD_HOME: temporaryFolder()})

function exportSample({env, folder}: SampleHome, file: string, options: Partial<ExportOptions> = {}) {
  return exportIndex({name: 'sample', folder}, file, {
    model: 'auto',
    replace: false,
    toolVersion: '1.2.3',
    env,
    ...options,
  })
}

/** A home with an index, and that index exported. */
async function exported(options: Partial<ExportOptions> = {}) {
  const home = await sampleHome()
  const file = join(temporaryFolder(), 'sample.biolord')
  const result = await exportSample(home, file, options)
  return {...home, file, result}
}

/** Every file below a folder with its content, but for notes and locks. */
function contentOf(folder: string): Record<string, string> {
  const names = existsSync(folder) ? readdirSync(folder, {recursive: true, encoding: 'utf8'}) : []
  const files = names.filter((name) => /^(?:indexes|models)\/[^.][^/]*\/[^/]+$/.test(name)).sort()
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'latin1')]))
}

/** What an import that failed has left: nothing but perhaps an empty lock. */
function leftIn(env: NodeJS.ProcessEnv): string[] {
  return readdirSync(homeFolder(env), {recursive: true, encoding: 'utf8'}).filter(
    (name) => !/^(?:indexes|models)$|\.lock$/.test(name),
  )
}

describe('exporting and importing an index', () => {
  it('brings index and model to another home, byte for byte', async () => {
    const {env, file, result} = await exported()
    const other = emptyHome()

    const imported = await importIndex(file, {replace: false, env: other})

    expect(contentOf(homeFolder(other))).toEqual(contentOf(homeFolder(env)))
    expect(result).toMatchObject({index: 'sample', model: {id: 'maker/pretend', included: true}})
    expect(imported).toMatchObject({
      index: 'sample',
      model: {id: 'maker/pretend', name: 'pretend', added: true},
      manifest: {counts: {concepts: 4}},
    })
  })

  it('writes the same bytes each time', async () => {
    const home = await exported()
    const again = join(temporaryFolder(), 'again')

    await exportSample(home, again)

    expect(readFileSync(again).equals(readFileSync(home.file))).toBe(true)
  })

  it('leaves the model out where asked, and finds it where it is', async () => {
    const {file, result} = await exported({model: 'without'})
    const other = emptyHome()
    const withModel = emptyHome()
    writeModel(join(homeFolder(withModel), 'models', 'mine'))

    const alone = await importIndex(file, {replace: false, env: other})
    const together = await importIndex(file, {replace: false, env: withModel})

    expect(result.model.included).toBe(false)
    expect(alone.model).toEqual({id: 'maker/pretend', name: undefined, added: false})
    expect(together.model).toEqual({id: 'maker/pretend', name: 'mine', added: false})
  })

  it('does not replace an index that came while the file was checked', async () => {
    const {file} = await exported()
    const other = emptyHome()
    const place = join(homeFolder(other), 'indexes', 'sample')
    const appear = () => {
      mkdirSync(place, {recursive: true})
      writeFileSync(join(place, 'manifest.json'), 'of another build')
    }

    const outcome = importIndex(file, {replace: false, env: other, onProgress: appear})

    await expect(outcome).rejects.toMatchObject({exitCode: 2})
    expect(readFileSync(join(place, 'manifest.json'), 'utf8')).toBe('of another build')
    expect(existsSync(modelFolder('pretend', other))).toBe(false)
  })

  it('keeps vectors of a killed build until an index is in its place', async () => {
    const {file} = await exported()
    const other = emptyHome()
    const beside = (what: string) => join(homeFolder(other), 'indexes', `.sample.${what}`)
    mkdirSync(beside('building'), {recursive: true})
    writeFileSync(join(beside('building'), 'partial.json'), '{}')
    const place = join(homeFolder(other), 'indexes', 'sample')

    await expect(
      importIndex(file, {replace: false, env: other, onProgress: () => mkdirSync(place, {recursive: true})}),
    ).rejects.toMatchObject({exitCode: 2})
    const afterFailure = existsSync(join(beside('building'), 'partial.json'))
    await importIndex(file, {replace: true, env: other})

    expect(afterFailure).toBe(true)
    expect([beside('building'), beside('partial')].filter((path) => existsSync(path))).toEqual([])
  })

  it('does not write a model again that is here under any name', async () => {
    const {file} = await exported()
    const other = emptyHome()
    writeModel(join(homeFolder(other), 'models', 'mine'))

    await importIndex(file, {replace: false, env: other})

    expect(readdirSync(join(homeFolder(other), 'models'))).toEqual(['mine'])
  })

  it('gives the model another name where another model has its own', async () => {
    const {file, modelSha256} = await exported()
    const other = emptyHome()
    writeModel(join(homeFolder(other), 'models', 'pretend'), 'other weights')

    const {model} = await importIndex(file, {replace: false, env: other})

    expect(model).toMatchObject({name: `pretend-${modelSha256.slice(0, 8)}`, added: true})
    expect(existsSync(modelFolder(model.name as string, other))).toBe(true)
  })

  it('takes another name, and replaces an index only when asked', async () => {
    const {file} = await exported()
    const other = emptyHome()
    await buildSample(join(homeFolder(other), 'indexes'), 'mine', {engine: 'exact'})
    const before = contentOf(homeFolder(other))

    await expect(importIndex(file, {name: 'mine', replace: false, env: other})).rejects.toMatchObject({
      code: 'USAGE',
    })
    expect(contentOf(homeFolder(other))).toEqual(before)

    const {folder, index} = await importIndex(file, {name: 'mine', replace: true, env: other})
    expect(index).toBe('mine')
    expect(readManifest(folder).model.id).toBe('maker/pretend')
  })

  it('refuses a name that leads elsewhere', async () => {
    const {file} = await exported()

    await expect(
      importIndex(file, {name: '../mine', replace: false, env: emptyHome()}),
    ).rejects.toMatchObject({code: 'USAGE'})
  })

  it('replaces a file only when asked', async () => {
    const home = await exported()

    await expect(exportSample(home, home.file)).rejects.toMatchObject({code: 'USAGE'})
    await expect(exportSample(home, home.file, {replace: true})).resolves.toBeDefined()
    await expect(exportSample(home, homeFolder(home.env))).rejects.toMatchObject({code: 'USAGE'})
  })

  it.each([
    ['index', ({folder}: SampleHome) => join(folder, 'concepts.db'), 'INDEX_DAMAGED'],
    ['model', ({modelFolder: folder}: SampleHome) => join(folder, 'model.bin'), 'MODEL_UNUSABLE'],
  ])('exports no damaged %s, and leaves no file', async (_what, pathOf, code) => {
    const home = await sampleHome()
    const path = pathOf(home)
    const bytes = readFileSync(path)
    const files = temporaryFolder()

    for (const damaged of [
      Buffer.from(bytes).fill(1, 3, 5),
      bytes.subarray(1),
      Buffer.concat([bytes, bytes]),
    ]) {
      writeFileSync(path, damaged)
      await expect(exportSample(home, join(files, 'x'))).rejects.toMatchObject({code})
    }
    rmSync(path)
    await expect(exportSample(home, join(files, 'x'))).rejects.toMatchObject({code})
    expect(readdirSync(files)).toEqual([])
  })

  it('says that the model of the index is not here', async () => {
    const home = await sampleHome()
    rmSync(home.modelFolder, {recursive: true})

    await expect(exportSample(home, join(temporaryFolder(), 'x'))).rejects.toMatchObject({
      code: 'MODEL_MISSING',
    })
  })

  it('says that there is no folder to write to', async () => {
    const home = await sampleHome()

    await expect(exportSample(home, join(temporaryFolder(), 'no', 'x'))).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('no such folder'),
    })
  })

  it('tells how far it is', async () => {
    const steps: [number, number][] = []
    const {file} = await exported({onProgress: (done, total) => steps.push([done, total])})
    const phases = new Map<string, [number, number]>()

    await importIndex(file, {
      replace: false,
      env: emptyHome(),
      onProgress: (phase, done, total) => phases.set(phase, [done, total]),
    })

    const [done, total] = steps.at(-1) as [number, number]
    expect(done).toBe(total)
    expect([...phases.keys()]).toEqual(['checking', 'unpacking'])
    const [unpacked, toUnpack] = phases.get('unpacking') as [number, number]
    expect(unpacked).toBe(toUnpack)
  })
})

describe('importing a file that is not as it was written', () => {
  it('refuses one altered byte wherever it is, and leaves nothing', async () => {
    const {file} = await exported()
    const bytes = readFileSync(file)
    const altered = join(temporaryFolder(), 'altered')
    const env = emptyHome()
    const step = Math.ceil(bytes.length / 300)
    const places = new Set<number>()
    for (let at = 0; at < bytes.length; at += step) places.add(at)
    // headers, where a zip has no checksums
    for (let at = 0; at < 60; at++)
      places
        .add(at)
        .add(bytes.length - 1 - at)
        .add(bytes.length - 150 - at)

    for (const at of places) {
      const copy = Buffer.from(bytes)
      copy[at] = copy[at]! ^ 0x20
      writeFileSync(altered, copy)
      const outcome = importIndex(altered, {name: 'x', replace: false, env})
      await expect(outcome, `byte ${at}`).rejects.toMatchObject({
        exitCode: 3,
        code: expect.stringMatching(/^INPUT_/),
      })
    }

    expect(leftIn(env)).toEqual([])
  })

  it.each([0, 1, 100, 0.5, -1, -64, -100])('refuses a file cut at %d', async (cut) => {
    const {file} = await exported()
    const bytes = readFileSync(file)
    const env = emptyHome()
    const end = cut === 0.5 ? bytes.length / 2 : cut < 0 ? bytes.length + cut : cut
    writeFileSync(file, bytes.subarray(0, end))

    await expect(importIndex(file, {replace: false, env})).rejects.toMatchObject({exitCode: 3})
    expect(leftIn(env)).toEqual([])
  })

  it('refuses what is no exported index, or not there', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a.txt'), 'id\tname\n')

    const env = emptyHome()
    await expect(importIndex(join(folder, 'a.txt'), {replace: false, env})).rejects.toMatchObject({
      code: 'INPUT_UNKNOWN_FORMAT',
    })
    await expect(importIndex(join(folder, 'b'), {replace: false, env})).rejects.toMatchObject({
      code: 'INPUT_MISSING',
    })
    await expect(importIndex(folder, {replace: false, env})).rejects.toMatchObject({exitCode: 3})
  })

  it('waits for nobody who writes the index', async () => {
    const {file} = await exported()
    const env = emptyHome()
    const target = join(homeFolder(env), 'indexes', 'sample')
    mkdirSync(join(homeFolder(env), 'indexes'))
    const lock = await lockIndex(target, 'sample')

    await expect(importIndex(file, {replace: false, env})).rejects.toMatchObject({code: 'INDEX_BUSY'})

    lock.release()
  })

  it.runIf(canMountSmallDisk)('leaves nothing on a disk that is too small', async () => {
    const {file, result} = await exported()

    // enough for a part of the index
    await withSmallDisk(`${Math.floor(result.bytes / 2048)}k`, async (folder) => {
      const env = {BIOLORD_HOME: folder}
      await expect(importIndex(file, {replace: false, env})).rejects.toMatchObject({exitCode: 4})
      expect(leftIn(env)).toEqual([])
    })
  })
})
