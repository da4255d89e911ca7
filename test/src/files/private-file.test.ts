import {readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {PrivateFile} from '../../../src/files/private-file.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'

describe('PrivateFile', () => {
  it('replaces what a file held, and takes it from other readers, with the first write', () => {
    const path = join(temporaryFolder(), 'errors.jsonl')
    writeFileSync(path, 'of a former run', {mode: 0o644})

    const file = new PrivateFile(path)
    const before = readFileSync(path, 'utf8')
    file.write('new ')
    file.write('run')
    file[Symbol.dispose]()

    expect(before).toBe('of a former run')
    expect(readFileSync(path, 'utf8')).toBe('new run')
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('says at once that a path cannot be written', () => {
    const path = join(temporaryFolder(), 'missing', 'errors.jsonl')

    expect(() => new PrivateFile(path)).toThrow(`${path} cannot be written: there is no such folder.`)
  })
})
