import {randomBytes} from 'node:crypto'
import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {openSource} from '../../ontologies/source-files.js'
import {InputError} from '../../src/errors.js'
import {canMountSmallDisk, withSmallDisk} from '../helpers/small-disk.js'
import {readBytes} from './support/read-all.js'
import {fileOf, folderOf, temporaryFolder} from './support/temporary-folder.js'
import {writeZip, type ZipEntry} from './support/write-zip.js'

const content = Buffer.from('one\ntwo\n')
const members = Buffer.concat([gzipSync('one\n'), gzipSync('two\n')])
const nlm = writeZip([
  {name: '2024AA/META/a.txt', content},
  {name: '2024AA/META/b.txt.gz', content: members, stored: true},
])

/** A release as the UMLS packs it. */
const release = (entry: Partial<ZipEntry> = {}) =>
  writeZip([
    {name: '2024AA/2024AA-1-meta.nlm', content: nlm, ...entry},
    {name: '2024AA/Copyright_Notice.txt', content},
  ])

async function failureOf(path: string): Promise<InputError> {
  try {
    await using source = await openSource(path)
    for (const file of source.files) await readBytes(file)
  } catch (failure) {
    if (failure instanceof InputError) return failure
    throw failure
  }
  throw new Error('nothing failed')
}

let systemTmp: string | undefined
beforeEach(() => {
  systemTmp = process.env.TMPDIR
})
afterEach(() => {
  if (systemTmp === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = systemTmp
})

/** Sets a temporary folder that holds nothing else. */
function watchTmp(): string {
  const folder = temporaryFolder()
  process.env.TMPDIR = folder
  return folder
}

describe('openSource opens the archives of the UMLS', () => {
  test.each([
    ['stored in a zip', () => fileOf('umls.zip', release({stored: true}))],
    ['packed once more in a zip', () => fileOf('umls.zip', release())],
    [
      'in a folder',
      () => folderOf({'2024AA/2024AA-1-meta.nlm': nlm, '2024AA/Copyright_Notice.txt': content}),
    ],
  ])('%s', async (_what, make) => {
    const path = make()

    await using source = await openSource(path)

    expect(source.files.map(({relativePath}) => relativePath)).toEqual([
      '2024AA/2024AA-1-meta.nlm/2024AA/META/a.txt',
      '2024AA/2024AA-1-meta.nlm/2024AA/META/b.txt.gz',
      '2024AA/Copyright_Notice.txt',
    ])
    expect(source.files[0]?.path).toMatch(/2024AA-1-meta\.nlm:2024AA\/META\/a\.txt$/)
    for (const file of source.files) expect(await readBytes(file)).toEqual(content)
  })

  test('and keeps no temporary file that another process could open, whatever ends it', async () => {
    const path = fileOf('umls.zip', release())
    const folder = watchTmp()
    const notes: string[] = []

    await using source = await openSource(path, (note) => notes.push(note))

    expect(readdirSync(folder)).toEqual([])
    expect(await readBytes(source.files[0]!)).toEqual(content)
    expect(notes).toEqual([expect.stringContaining('2024AA-1-meta.nlm is packed twice')])
  })

  test.runIf(canMountSmallDisk)('and says so where the disk has no room for a temporary file', async () => {
    const noise = randomBytes(3 << 20)
    const large = writeZip([{name: 'a.txt', content: noise, stored: true}])
    const path = fileOf('umls.zip', release({content: large}))

    await withSmallDisk('1m', async (folder) => {
      process.env.TMPDIR = folder

      const failure = await failureOf(path)

      expect(failure).toMatchObject({code: 'INPUT_UNUSABLE', message: expect.stringContaining('no room')})
      expect(failure.suggestions[0]).toContain('TMPDIR')
      expect(readdirSync(folder)).toEqual([])
    })
  })

  test('and reads one that is stored without a temporary file', async () => {
    const path = fileOf('umls.zip', release({stored: true}))
    process.env.TMPDIR = join(temporaryFolder(), 'missing')

    await using source = await openSource(path)

    expect(await readBytes(source.files[0]!)).toEqual(content)
  })

  test('but not the lexicon beside them, nor what is only called so', async () => {
    const path = folderOf({'a-otherks.nlm': nlm, 'b.nlm': 'no archive'})

    await using source = await openSource(path)

    expect(source.files.map(({name}) => name)).toEqual(['a-otherks.nlm', 'b.nlm'])
  })
})

describe('openSource refuses, inside an archive', () => {
  test('an archive that holds archives', async () => {
    const deep = writeZip([{name: 'inner.nlm', content: nlm, stored: true}])
    const path = fileOf('umls.zip', writeZip([{name: 'outer.nlm', content: deep, stored: true}]))

    expect(await failureOf(path)).toMatchObject({
      code: 'INPUT_UNUSABLE',
      message: expect.stringContaining('an archive in an archive in an archive'),
    })
  })

  test.each([{stored: true}, {stored: false}])('a name that leads out of it ($stored)', async ({stored}) => {
    const evil = writeZip([{name: '../evil.txt', content}])

    expect(await failureOf(fileOf('umls.zip', release({content: evil, stored})))).toMatchObject({
      code: 'INPUT_DAMAGED',
      message: expect.stringContaining('1-meta.nlm'),
    })
  })

  test.each([{stored: true}, {stored: false}])('one that promises too much ($stored)', async ({stored}) => {
    const bomb = writeZip([{name: 'a.txt', content: Buffer.alloc(100 << 20)}])

    expect(await failureOf(fileOf('umls.zip', release({content: bomb, stored})))).toMatchObject({
      code: 'INPUT_TOO_LARGE',
    })
  })

  test('one that packs to almost nothing, before a byte of it is written', async () => {
    const hollow = Buffer.concat([nlm.subarray(0, 4), Buffer.alloc(65 << 20)])
    const noise = Buffer.from(Array.from({length: 1 << 20}, (_one, i) => (i * 7919 * (i >> 3)) & 255))
    const zip = writeZip([
      {name: 'a-meta.nlm', content: hollow},
      {name: 'noise', content: noise, stored: true},
    ])
    const folder = watchTmp()

    expect(await failureOf(fileOf('umls.zip', zip))).toMatchObject({code: 'INPUT_TOO_LARGE'})
    expect(readdirSync(folder).filter((name) => !name.startsWith('biolord-ontologies-'))).toEqual([])
  })

  test('more archives than a release has', async () => {
    const names = Array.from({length: 30}, (_one, i) => `${i}-meta.nlm`)
    const path = fileOf('umls.zip', writeZip(names.map((name) => ({name, content: nlm, stored: true}))))

    expect(await failureOf(path)).toMatchObject({code: 'INPUT_TOO_LARGE'})
  })

  test.each([{stored: true}, {stored: false}])('an archive that is cut ($stored)', async ({stored}) => {
    for (let bytes = 4; bytes < nlm.length; bytes += 11) {
      const path = fileOf('umls.zip', release({content: nlm.subarray(0, bytes), stored}))
      expect((await failureOf(path)).code).toBe('INPUT_DAMAGED')
    }
  })

  test('one that is encrypted', async () => {
    const locked = writeZip([{name: 'a.txt', content, encrypted: true}])

    expect(await failureOf(fileOf('umls.zip', release({content: locked, stored: true})))).toMatchObject({
      code: 'INPUT_UNUSABLE',
      message: expect.stringContaining('encrypted'),
    })
  })

  test('a stored one whose sizes differ', async () => {
    const path = fileOf('umls.zip', release({stored: true, claimedBytes: nlm.length + 5}))

    expect(await failureOf(path)).toMatchObject({code: 'INPUT_DAMAGED'})
  })
})
