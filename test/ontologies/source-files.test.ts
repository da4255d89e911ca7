import {execFileSync} from 'node:child_process'
import {mkdirSync, symlinkSync, truncateSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {describe, expect, test} from 'vitest'
import {openSource, type SourceFiles} from '../../ontologies/source-files.js'
import {InputError} from '../../src/errors.js'
import {readBytes} from './support/read-all.js'
import {fileOf, folderOf, temporaryFolder} from './support/temporary-folder.js'
import {writeZip} from './support/write-zip.js'

const content = Buffer.from('one\ntwo\n')

async function failureOf(path: string): Promise<InputError> {
  try {
    await using source = await openSource(path)
    for (const file of source.files) for await (const _chunk of file.open());
  } catch (failure) {
    if (failure instanceof InputError) return failure
    throw failure
  }
  throw new Error('nothing failed')
}

const pathsOf = ({files}: SourceFiles) => files.map(({relativePath}) => relativePath)

describe('openSource', () => {
  test('reads a plain file', async () => {
    const path = fileOf('a.txt', content)

    await using source = await openSource(path)

    expect(source.kind).toBe('file')
    expect(
      source.files.map(({path, relativePath, name, size}) => ({path, relativePath, name, size})),
    ).toEqual([{path, relativePath: 'a.txt', name: 'a.txt', size: 8}])
    expect(await readBytes(source.files[0]!)).toEqual(content)
  })

  test('unpacks gzip whatever the file is called, also of several members', async () => {
    const path = fileOf('a.txt', Buffer.concat([gzipSync('one\n'), gzipSync('two\n')]))

    await using source = await openSource(path)

    expect(await readBytes(source.files[0]!)).toEqual(content)
  })

  test.each<[string, Buffer[]]>([
    ['several members', [gzipSync('one\n'), gzipSync('two\n')]],
    ['an empty member first', [gzipSync(''), gzipSync(content)]],
    ['the empty member that bgzip ends with', [gzipSync(content), gzipSync('')]],
    ['padding of zeros behind it', [gzipSync(content), Buffer.alloc(512)]],
  ])('unpacks gzip with %s, alone and within an archive', async (_what, members) => {
    const packed = Buffer.concat(members)
    const paths = [
      fileOf('a.gz', packed),
      fileOf('a.zip', writeZip([{name: 'a.gz', content: packed}])),
      fileOf('b.zip', writeZip([{name: 'a.gz', content: packed, stored: true}])),
    ]

    for (const path of paths) {
      await using source = await openSource(path)
      expect(await readBytes(source.files[0]!)).toEqual(content)
    }
  })

  test('unpacks gzip of many members, whose borders lie anywhere', async () => {
    const lines = Array.from({length: 30_000}, (_one, i) => `line ${i} ${(i * 7919) % 1000}\n`)
    const members = Array.from({length: 300}, (_one, i) =>
      gzipSync(lines.slice(i * 100, (i + 1) * 100).join('')),
    )
    await using source = await openSource(fileOf('a.gz', Buffer.concat(members)))

    expect((await readBytes(source.files[0]!)).toString()).toBe(lines.join(''))
  })

  test('reads a file of one byte', async () => {
    await using source = await openSource(fileOf('a', 'x'))

    expect((await readBytes(source.files[0]!)).toString()).toBe('x')
  })

  test('lists a folder by path, without hidden files', async () => {
    const folder = folderOf({
      'b/x.txt': content,
      'b-a.txt': content,
      'a.txt': content,
      '.git/x': content,
      '.x': '',
    })

    await using source = await openSource(folder)

    expect(source.kind).toBe('folder')
    expect(pathsOf(source)).toEqual(['a.txt', 'b-a.txt', 'b/x.txt'])
    expect(source.files[2]?.path).toBe(join(folder, 'b', 'x.txt'))
  })

  test('follows links, and enters a folder once where they lead in a circle', async () => {
    const folder = folderOf({'real/x.txt': content})
    symlinkSync(folder, join(folder, 'real', 'loop'))
    symlinkSync(join(folder, 'real', 'x.txt'), join(folder, 'link.txt'))
    symlinkSync(join(folder, 'nothing'), join(folder, 'broken'))

    await using source = await openSource(folder)

    expect(pathsOf(source)).toEqual(['link.txt', 'real/x.txt'])
  })

  test('leaves out special files of a folder', async () => {
    const folder = folderOf({'x.txt': content})
    execFileSync('mkfifo', [join(folder, 'pipe')])

    await using source = await openSource(folder)

    expect(pathsOf(source)).toEqual(['x.txt'])
  })

  test('lists an archive like the folder it was made of', async () => {
    const names = ['b/x.txt', 'b-a.txt', 'a.txt', '.git/x', '__MACOSX/a.txt', 'b/']
    const path = fileOf('a.zip', writeZip(names.map((name) => ({name, content}))))

    await using source = await openSource(path)

    expect(source.kind).toBe('archive')
    expect(pathsOf(source)).toEqual(['a.txt', 'b-a.txt', 'b/x.txt'])
    expect(source.files[2]?.path).toBe(`${path}:b/x.txt`)
    expect(source.files[2]?.name).toBe('x.txt')
  })

  test.each([{stored: true}, {stored: false}])('reads entries of an archive ($stored)', async ({stored}) => {
    const path = fileOf(
      'a.zip',
      writeZip([
        {name: 'a.txt', content, stored},
        {name: 'b', content: Buffer.alloc(0)},
      ]),
    )

    await using source = await openSource(path)

    expect(await readBytes(source.files[0]!)).toEqual(content)
    expect(await readBytes(source.files[1]!)).toEqual(Buffer.alloc(0))
  })

  test('survives entries that are left early while others are read', async () => {
    const long = Buffer.from(Array.from({length: 300_000}, (_one, line) => `line ${line}\n`).join(''))
    const entries = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({name, content: long}))
    await using source = await openSource(fileOf('a.zip', writeZip(entries)))

    const starts = await Promise.all(
      [...source.files, ...source.files].map(async (file) => {
        for await (const chunk of file.open()) return chunk.subarray(0, 6).toString()
        return ''
      }),
    )

    expect(new Set(starts)).toEqual(new Set(['line 0']))
    expect((await readBytes(source.files[0]!)).equals(long)).toBe(true)
  })
})

describe('openSource refuses', () => {
  test('a path that does not exist', async () => {
    const failure = await failureOf(join(temporaryFolder(), 'missing'))

    expect(failure).toMatchObject({code: 'INPUT_MISSING', exitCode: 3})
  })

  test('an empty file, an empty folder and an empty archive', async () => {
    const paths = [fileOf('a.obo', ''), temporaryFolder(), fileOf('a.zip', writeZip([]))]

    const failures = await Promise.all(paths.map(failureOf))

    expect(failures.map(({code}) => code)).toEqual(['INPUT_EMPTY', 'INPUT_EMPTY', 'INPUT_EMPTY'])
  })

  test('a pipe', async () => {
    const path = join(temporaryFolder(), 'pipe')
    execFileSync('mkfifo', [path])

    expect(await failureOf(path)).toMatchObject({code: 'INPUT_UNUSABLE'})
  })

  // a superuser may read everything
  test.skipIf(process.getuid?.() === 0)('what the user may not read', async () => {
    const path = fileOf('a.txt', content)
    execFileSync('chmod', ['000', path])

    expect(await failureOf(path)).toMatchObject({
      code: 'INPUT_UNUSABLE',
      message: expect.stringContaining(path),
    })
  })

  test('a link that leads to itself', async () => {
    const path = join(temporaryFolder(), 'loop')
    symlinkSync(path, path)

    expect(await failureOf(path)).toMatchObject({code: 'INPUT_UNUSABLE'})
  })

  test('an archive that is cut, at any length', async () => {
    const whole = writeZip([{name: 'a.txt', content: Buffer.from('line\n'.repeat(1000))}])
    const folder = temporaryFolder()

    for (let bytes = 4; bytes < whole.length; bytes += 3) {
      const path = join(folder, `${bytes}.zip`)
      writeFileSync(path, whole.subarray(0, bytes))
      const failure = await failureOf(path)
      expect(failure.code).toBe('INPUT_DAMAGED')
      expect(failure.message).toContain(path)
    }
  })

  test.each([{stored: true}, {stored: false}])(
    'an archive with a changed byte (stored: $stored)',
    async ({stored}) => {
      const text = Buffer.from(Array.from({length: 200}, (_one, line) => `line ${line}\n`).join(''))
      const whole = writeZip([{name: 'a.txt', content: text, stored}])
      whole[100] = whole[100]! ^ 0x20

      expect(await failureOf(fileOf('a.zip', whole))).toMatchObject({code: 'INPUT_DAMAGED'})
    },
  )

  test('gzip data that is cut', async () => {
    const path = fileOf('a.obo.gz', gzipSync('line\n'.repeat(100_000)))
    truncateSync(path, 200)

    expect(await failureOf(path)).toMatchObject({
      code: 'INPUT_DAMAGED',
      message: expect.stringContaining(path),
    })
  })

  test.each(['../evil.txt', 'a/../../evil.txt', '/etc/evil.txt', 'C:/evil.txt', '..\\evil.txt'])(
    'an archive that names %s',
    async (name) => {
      const path = fileOf(
        'a.zip',
        writeZip([
          {name: 'a.txt', content},
          {name, content},
        ]),
      )

      expect(await failureOf(path)).toMatchObject({code: 'INPUT_DAMAGED'})
    },
  )

  test('an archive that promises far more than it can hold', async () => {
    const bomb = writeZip([{name: 'a.txt', content: Buffer.alloc(100 << 20)}])

    expect(await failureOf(fileOf('a.zip', bomb))).toMatchObject({code: 'INPUT_TOO_LARGE'})
  })

  test('an archive of many entries that promise far more than it can hold together', async () => {
    const zeros = Buffer.alloc(16 << 20)
    const bomb = writeZip(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({name, content: zeros})))

    expect(await failureOf(fileOf('a.zip', bomb))).toMatchObject({code: 'INPUT_TOO_LARGE'})
  })

  test('an entry that gives more than the archive says', async () => {
    const bomb = writeZip([{name: 'a.txt', content: Buffer.alloc(1 << 20, 'x'), claimedBytes: 1000}])

    expect(await failureOf(fileOf('a.zip', bomb))).toMatchObject({code: 'INPUT_TOO_LARGE'})
  })

  test('an entry that gives less than the archive says', async () => {
    const short = writeZip([{name: 'a.txt', content, claimedBytes: 1000}])

    expect(await failureOf(fileOf('a.zip', short))).toMatchObject({code: 'INPUT_DAMAGED'})
  })

  test('a gzip bomb, alone or within an archive', async () => {
    const bomb = gzipSync(Buffer.alloc(100 << 20))
    const paths = [fileOf('a.gz', bomb), fileOf('a.zip', writeZip([{name: 'a.gz', content: bomb}]))]

    for (const path of paths) expect(await failureOf(path)).toMatchObject({code: 'INPUT_TOO_LARGE'})
  })

  test('an encrypted archive', async () => {
    const path = fileOf('a.zip', writeZip([{name: 'a.txt', content, encrypted: true}]))

    expect(await failureOf(path)).toMatchObject({
      code: 'INPUT_UNUSABLE',
      message: expect.stringContaining('encrypted'),
    })
  })

  test('an entry packed with a method that is not supported', async () => {
    const path = fileOf('a.zip', writeZip([{name: 'a.txt', content, method: 9}]))

    expect(await failureOf(path)).toMatchObject({
      code: 'INPUT_UNUSABLE',
      message: expect.stringContaining('a.txt'),
    })
  })

  test('a file that is gone when it is read', async () => {
    const folder = folderOf({'a.txt': content})
    mkdirSync(join(folder, 'b'))
    await using source = await openSource(folder)
    execFileSync('rm', [join(folder, 'a.txt')])

    await expect(readBytes(source.files[0]!)).rejects.toMatchObject({code: 'INPUT_MISSING'})
  })
})
