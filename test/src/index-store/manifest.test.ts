import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {IndexDamagedError} from '../../../src/errors.js'
import {formatVersion, manifestText, readManifest} from '../../../src/index-store/manifest.js'
import type {IndexManifest} from '../../../src/index-store/term-index.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'

const checksum = {bytes: 1, sha256: 'a'.repeat(64)}
const counts = {concepts: 1, names: 2, definitions: 0, texts: 2}
const manifest: IndexManifest = {
  formatVersion,
  toolVersion: '0.1.0',
  model: {id: 'fake', sha256: 'b'.repeat(64), dimensions: 4, pooling: 'mean', precision: 'int8'},
  engine: 'usearch',
  sources: [
    {code: 'hp', format: 'obo', release: '2024', counts},
    {code: 'x', format: 'obo', counts},
  ],
  counts,
  files: {'concepts.db': checksum, 'vectors.f32': checksum, 'vectors.i8': checksum, 'hnsw.usearch': checksum},
}

function read(content: string): IndexManifest {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'manifest.json'), content)
  return readManifest(folder)
}

it('reads back what was written, whatever its layout', () => {
  expect(read(manifestText(manifest))).toEqual(manifest)
  expect(read(JSON.stringify(JSON.parse(manifestText(manifest))))).toEqual(manifest)
})

it('reads back the filters of the build', () => {
  const filters = {include: ['type=disorder'], exclude: ['ecl=< 1'], leftOut: {concepts: 1, names: 2}}
  const {files, ...first} = manifest // the checksum goes by the order of the fields
  const filtered = {...first, filters, files}

  expect(read(manifestText(filtered))).toEqual(filtered)
  expect(() => read(manifestText(filtered).replace('< 1', '< 2'))).toThrow(/checksum/)
})

it.each([
  ['no JSON', '{"formatVersion": 1'],
  ['a list', '[]'],
  ['a text', '"manifest"'],
  ['nothing', ''],
  ['null', 'null'],
])('refuses %s', (_, content) => {
  expect(() => read(content)).toThrow(IndexDamagedError)
})

it.each<[string, unknown]>([
  ['formatVersion', 0],
  ['formatVersion', '1'],
  ['toolVersion', 7],
  ['model', null],
  ['model', {...manifest.model, dimensions: 0}],
  ['model', {...manifest.model, dimensions: 4.5}],
  ['model', {...manifest.model, precision: 'fp64'}],
  ['model', {...manifest.model, sha256: 'short'}],
  ['engine', 'faiss'],
  ['engine', undefined],
  ['sources', {}],
  ['sources', [{code: 'hp', format: 'obo'}]],
  ['sources', [{code: 'hp', format: 'obo', release: 5, counts}]],
  ['counts', {...counts, texts: -1}],
  ['filters', []],
  ['filters', {include: 'type=x', exclude: [], leftOut: {concepts: 0, names: 0}}],
  ['filters', {include: [], exclude: [1], leftOut: {concepts: 0, names: 0}}],
  ['filters', {include: [], exclude: []}],
  ['counts', {...counts, texts: 1e300}],
  ['files', {}],
  ['files', {...manifest.files, '../outside': checksum}],
  ['files', {...manifest.files, 'concepts.db': {bytes: '1', sha256: checksum.sha256}}],
  ['toolVersion', '0.1.1'],
])('refuses a manifest whose %s is %j', (field, value) => {
  const altered = {...JSON.parse(manifestText(manifest)), [field]: value}

  expect(() => read(JSON.stringify(altered))).toThrow(IndexDamagedError)
})

it('says what to do about a format of the future', () => {
  const future = formatVersion + 1
  expect(() => read(`{"formatVersion": ${future}, "unheardOf": true}`)).toThrow(
    `format version ${future}, of a newer biolord`,
  )
})
