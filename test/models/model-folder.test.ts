import {cpSync, readFileSync, rmSync, truncateSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {bundledModelFolder, ModelFolder} from '../../models/model-folder.js'
import {temporaryFolder} from '../helpers/temporary-folder.js'
import {freshVerifier} from './support/model-fixtures.js'
import {tinyEncoder} from './support/tiny-encoder.js'

const tiny = tinyEncoder('tiny-bert-mean')

function copy(): string {
  const folder = join(temporaryFolder(), 'model')
  cpSync(tiny, folder, {recursive: true})
  return folder
}

const unusableManifest = expect.objectContaining({
  code: 'MODEL_UNUSABLE',
  exitCode: 5,
  message: expect.stringContaining('manifest.json'),
})

/** Sets a value of a manifest; `undefined` removes it. */
function alterManifest(folder: string, keys: readonly string[], value: unknown): void {
  const path = join(folder, 'manifest.json')
  const manifest = JSON.parse(readFileSync(path, 'utf8'))
  let entry = manifest
  for (const key of keys.slice(0, -1)) entry = entry[key]
  entry[keys.at(-1)!] = value
  writeFileSync(path, JSON.stringify(manifest))
}

it('prefers int8 and gives what is asked for', () => {
  const verifier = freshVerifier()

  const [chosen, asked] = [undefined, 'fp32' as const].map((precision) =>
    ModelFolder.open(tiny, {precision, verifier}),
  )

  expect(chosen!.identity).toMatchObject({
    id: 'tiny-bert-mean',
    dimensions: 48,
    pooling: 'mean',
    precision: 'int8',
  })
  expect(asked!.identity.precision).toBe('fp32')
  expect(asked!.identity.sha256).not.toBe(chosen!.identity.sha256)
})

it('opens the model that ships', () => {
  const {identity, manifest} = ModelFolder.open(bundledModelFolder(), {
    verifier: freshVerifier(),
    thorough: true,
  })

  expect(identity).toMatchObject({id: 'open-mini', dimensions: 384, pooling: 'mean', precision: 'int8'})
  expect(manifest).toMatchObject({licence: 'Apache-2.0', languages: ['en'], maxTokens: 256})
})

it.each(['model.int8.onnx', 'model.int8.bin', 'vocabulary.bin'])(
  'refuses a folder whose %s is missing, cut, empty or altered',
  (name) => {
    const damages: ((path: string) => void)[] = [
      (path) => rmSync(path),
      (path) => truncateSync(path, 100),
      (path) => truncateSync(path, 0),
      (path) => {
        const bytes = readFileSync(path)
        bytes[bytes.length >> 1]! ^= 1
        writeFileSync(path, bytes)
      },
    ]
    for (const damage of damages) {
      const folder = copy()
      const verifier = freshVerifier()
      ModelFolder.open(folder, {verifier}) // seen whole once
      damage(join(folder, name))

      expect(() => ModelFolder.open(folder, {verifier})).toThrow(
        expect.objectContaining({
          code: 'MODEL_UNUSABLE',
          exitCode: 5,
          message: expect.stringContaining(name),
        }),
      )
    }
  },
)

it('does not mind files that the chosen graph does not need', () => {
  const folder = copy()
  rmSync(join(folder, 'model.fp32.bin'))

  expect(() => ModelFolder.open(folder, {precision: 'int8', verifier: freshVerifier()})).not.toThrow()
})

it('says that there is no model in a folder', () => {
  expect(() => ModelFolder.open(temporaryFolder())).toThrow(
    expect.objectContaining({code: 'MODEL_MISSING', exitCode: 5}),
  )
})

it('says which precisions there are', () => {
  const folder = copy()
  alterManifest(folder, ['graphs', 'fp32'], undefined)

  expect(() => ModelFolder.open(folder, {precision: 'fp32'})).toThrow(/is here as int8, not as fp32/)
})

it.each<[string, string[], unknown]>([
  ['of a later format', ['formatVersion'], 2],
  ['without an id', ['id'], undefined],
  ['with other dimensions than were hashed', ['dimensions'], 96],
  ['with other pooling than was hashed', ['pooling'], 'cls'],
  ['with another maximum length than was hashed', ['maxTokens'], 512],
  ['with unknown pooling', ['pooling'], 'max'],
  ['without graphs', ['graphs'], {}],
  ['with a graph of unknown precision', ['graphs', 'int4'], {}],
  ['whose graph is not among its files', ['graphs', 'int8', 'graph'], 'other.onnx'],
  ['whose tokenizer is not among its files', ['tokenizer', 'file'], 'other.bin'],
  ['with an unknown tokenizer', ['tokenizer', 'kind'], 'runes'],
  ['that names a file outside the folder', ['files', '../secret'], {bytes: 1, sha256: 'a'.repeat(64)}],
  ['with a checksum that is none', ['files', 'vocabulary.bin', 'sha256'], 'x'],
  ['with a size that is none', ['files', 'vocabulary.bin', 'bytes'], -1],
])('refuses a manifest %s', (_, keys, value) => {
  const folder = copy()
  alterManifest(folder, keys, value)

  expect(() => ModelFolder.open(folder, {verifier: freshVerifier()})).toThrow(unusableManifest)
})

it.each(['', '[]', 'null', '{"formatVersion": 1', '{"formatVersion": 1}'])(
  'refuses the manifest %j',
  (content) => {
    const folder = copy()
    writeFileSync(join(folder, 'manifest.json'), content)

    expect(() => ModelFolder.open(folder, {verifier: freshVerifier()})).toThrow(unusableManifest)
  },
)
