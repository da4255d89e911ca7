import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {UsageError} from '../../../src/errors.js'
import {OutputFolder} from '../../../src/files/output-folder.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'

describe('OutputFolder', () => {
  it('makes the files of a document under one name, in a folder that it makes', async () => {
    const path = join(temporaryFolder(), 'new', 'folder')
    const folder = new OutputFolder(path, false)

    await folder.create('notes/a.txt', ['.ann', '.txt'], async ([ann, txt]) => {
      await ann?.('1')
      await ann?.('2')
      await txt?.('é')
    })

    expect(readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'utf8')])).toEqual([
      ['a.ann', '12'],
      ['a.txt', 'é'],
    ])
  })

  it('keeps documents apart whose names are one to some file systems', async () => {
    const path = temporaryFolder()
    const folder = new OutputFolder(path, false)

    for (const id of ['x/A', 'y/a', 'a-2', 'ﬁ', 'fi']) await folder.create(id, ['.tsv'], async () => {})

    expect(readdirSync(path)).toEqual(['A.tsv', 'a-2-2.tsv', 'a-2.tsv', 'fi-2.tsv', 'ﬁ.tsv'])
  })

  it('refuses to replace a file unless it may, and counts', async () => {
    const path = temporaryFolder()
    writeFileSync(join(path, 'a.tsv'), 'mine')
    const work = async ([write]: readonly ((text: string) => Promise<void>)[]) => write?.('new')

    await expect(new OutputFolder(path, false).create('a', ['.tsv'], work)).rejects.toThrow(UsageError)
    expect(readFileSync(join(path, 'a.tsv'), 'utf8')).toBe('mine')
    const replacing = new OutputFolder(path, true)
    await replacing.create('a', ['.tsv'], work)

    expect(readFileSync(join(path, 'a.tsv'), 'utf8')).toBe('new')
    expect(replacing.replaced).toBe(1)
  })

  it('leaves nothing of a document that failed or was interrupted', async () => {
    const path = temporaryFolder()
    const folder = new OutputFolder(path, false)

    const failing = folder.create('a', ['.ann', '.txt'], async ([write]) => {
      await write?.('half')
      expect(existsSync(join(path, 'a.ann'))).toBe(false)
      throw new Error('stopped')
    })

    await expect(failing).rejects.toThrow('stopped')
    expect(readdirSync(path)).toEqual([])
    await folder.create('b', ['.ann'], async () => folder.abandon()).catch(() => {})
    expect(readdirSync(path)).toEqual([])
  })

  it('says when the folder is a file', () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')

    expect(() => new OutputFolder(file, false)).toThrow(UsageError)
  })
})
