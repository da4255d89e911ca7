import {createHash} from 'node:crypto'
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {homeFolder} from '../../../src/files/home.js'
import type {ArchiveManifest} from '../../../src/transfer/archive-manifest.js'
import {importIndex} from '../../../src/transfer/import-index.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {writeZip, type ZipEntry} from '../../ontologies/support/write-zip.js'
import {type SampleHome, sampleHome, writeModel} from './sample-home.js'

/** A zip with a right seal: whoever makes a hostile file can make that too. */
function sealed(zip: Buffer): Buffer {
  const bytes = Buffer.from(zip)
  bytes.writeUInt16LE(64, bytes.length - 2) // length of the comment
  return Buffer.concat([bytes, Buffer.from(createHash('sha256').update(bytes).digest('hex'))])
}

const checksum = (content: Buffer) => ({
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
})

type Files = Record<string, Buffer>

function filesOf({folder, modelFolder}: SampleHome): Files {
  const read = (part: string, from: string) =>
    readdirSync(from).map((name) => [`${part}/${name}`, readFileSync(join(from, name))] as const)
  return Object.fromEntries([...read('index', folder), ...read('model', modelFolder)])
}

interface Change {
  readonly manifest?: Partial<Record<keyof ArchiveManifest, unknown>>
  /** Files as they are in the archive; what the manifest says of them stays. */
  readonly archived?: (files: Files) => Files
  /** Files as manifest and archive have them. */
  readonly files?: (files: Files) => Files
  readonly entry?: Partial<ZipEntry>
  readonly bytes?: (zip: Buffer) => void
}

/** An export made by hand, right but for the change. */
async function archiveWith({archived, bytes, entry, files: change, manifest}: Change): Promise<string> {
  const home = await sampleHome()
  const files = (change ?? ((same) => same))(filesOf(home))
  const text = JSON.stringify({
    formatVersion: 1,
    toolVersion: '1.2.3',
    index: 'sample',
    model: {id: 'maker/pretend', name: 'pretend', sha256: home.modelSha256},
    files: Object.fromEntries(Object.entries(files).map(([name, content]) => [name, checksum(content)])),
    ...manifest,
  })
  const all = {'biolord-index.json': Buffer.from(text), ...(archived ?? ((same) => same))(files)}
  const zip = writeZip(
    Object.entries(all).map(([name, content], i) => ({
      name,
      content,
      stored: true,
      ...(i === 1 ? entry : {}),
    })),
  )
  bytes?.(zip)
  const path = join(temporaryFolder(), 'hostile')
  writeFileSync(path, sealed(zip))
  return path
}

/** Unix mode of the last entry of the directory. */
function makeLink(zip: Buffer): void {
  const header = zip.lastIndexOf(Buffer.from('504b0102', 'hex'))
  zip.writeUInt32LE((0o120777 << 16) >>> 0, header + 38)
}

const without = (files: Files, name: string) =>
  Object.fromEntries(Object.entries(files).filter(([one]) => one !== name))

function otherModel(): Files {
  const folder = temporaryFolder()
  writeModel(folder, 'other weights')
  const names = readdirSync(folder)
  return Object.fromEntries(names.map((name) => [`model/${name}`, readFileSync(join(folder, name))]))
}

it('takes an archive that was made by hand and is right', async () => {
  const path = await archiveWith({})
  const env = {BIOLORD_HOME: temporaryFolder()}

  const {index, model} = await importIndex(path, {replace: false, env})

  expect([index, model.added]).toEqual(['sample', true])
})

it.each<[string, Change, string]>([
  ['a newer version', {manifest: {formatVersion: 2}}, 'INPUT_UNUSABLE'],
  ['a manifest without files', {manifest: {files: undefined}}, 'INPUT_DAMAGED'],
  ['a manifest that names no index', {manifest: {index: 7}}, 'INPUT_DAMAGED'],
  ['a name that leads upwards', {manifest: {index: '../sample'}}, 'USAGE'],
  [
    'a file that leads upwards',
    {files: (files) => ({...files, 'index/../../x': Buffer.from('x')})},
    'INPUT_DAMAGED',
  ],
  ['an absolute path', {files: (files) => ({...files, '/tmp/x': Buffer.from('x')})}, 'INPUT_DAMAGED'],
  [
    'a path of another folder',
    {files: (files) => ({...files, 'other/x': Buffer.from('x')})},
    'INPUT_DAMAGED',
  ],
  ['a hidden file', {files: (files) => ({...files, 'index/.x': Buffer.from('x')})}, 'INPUT_DAMAGED'],
  ['a backslash', {files: (files) => ({...files, 'index/..\\x': Buffer.from('x')})}, 'INPUT_DAMAGED'],
  [
    'a file that the manifest does not name',
    {archived: (files) => ({...files, 'index/x': Buffer.from('x')})},
    'INPUT_DAMAGED',
  ],
  ['a file that is missing', {archived: (files) => without(files, 'index/concepts.db')}, 'INPUT_DAMAGED'],
  [
    'a file of another content',
    {
      archived: (files) => ({
        ...files,
        'index/concepts.db': Buffer.from(files['index/concepts.db']!).fill(7, 99, 110),
      }),
    },
    'INPUT_DAMAGED',
  ],
  [
    'a file of another size',
    {archived: (files) => ({...files, 'index/concepts.db': files['index/concepts.db']!.subarray(1)})},
    'INPUT_DAMAGED',
  ],
  ['a file that is a link', {bytes: makeLink}, 'INPUT_DAMAGED'],
  ['a packed file', {entry: {stored: false}}, 'INPUT_DAMAGED'],
  ['an encrypted file', {entry: {encrypted: true}}, 'INPUT_UNUSABLE'],
  [
    'a file that the index does not have',
    {files: (files) => ({...files, 'index/x': Buffer.from('x')})},
    'INDEX_DAMAGED',
  ],
  ['an index without a file', {files: (files) => without(files, 'index/concepts.db')}, 'INDEX_DAMAGED'],
  [
    'an index of a newer format',
    {
      files: (files) => ({
        ...files,
        'index/manifest.json': Buffer.from(
          files['index/manifest.json']!.toString().replace(/"formatVersion": \d+/, '"formatVersion": 999'),
        ),
      }),
    },
    'INDEX_DAMAGED',
  ],
  [
    'a model that is not that of the index',
    {files: (files) => ({...files, ...otherModel()})},
    'MODEL_UNUSABLE',
  ],
  ['a model without a file', {files: (files) => without(files, 'model/model.bin')}, 'MODEL_UNUSABLE'],
  [
    'a model whose manifest is damaged',
    {files: (files) => ({...files, 'model/manifest.json': Buffer.from('{}')})},
    'MODEL_UNUSABLE',
  ],
])('refuses %s, and leaves nothing', async (_what, change, code) => {
  const path = await archiveWith(change)
  const home = join(temporaryFolder(), 'home')
  mkdirSync(home)
  const env = {BIOLORD_HOME: home}

  await expect(importIndex(path, {replace: false, env})).rejects.toMatchObject({code})

  const left = readdirSync(homeFolder(env), {recursive: true, encoding: 'utf8'})
  expect(left.filter((name) => !/^(?:indexes|models)$|\.lock$/.test(name))).toEqual([])
  expect(existsSync(join(home, '..', 'x'))).toBe(false)
})
