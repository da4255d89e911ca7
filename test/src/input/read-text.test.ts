import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {describe, expect, it} from 'vitest'
import {readText} from '../../../src/input/read-text.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'

function fileWith(bytes: Uint8Array): string {
  const path = join(temporaryFolder(), 'input')
  writeFileSync(path, bytes)
  return path
}

describe('readText', () => {
  it('unpacks gzip, by its first bytes', async () => {
    const path = fileWith(gzipSync('Fieber über Nacht'))

    expect(await readText(path)).toEqual({name: path, text: 'Fieber über Nacht', damaged: false})
  })

  it('tells a cut gzip from one that holds no text', async () => {
    const cut = fileWith(gzipSync('x'.repeat(9999)).subarray(0, 20))
    const binary = fileWith(gzipSync(new Uint8Array(8)))

    await expect(readText(cut)).rejects.toMatchObject({code: 'INPUT_DAMAGED', exitCode: 3})
    await expect(readText(binary)).rejects.toMatchObject({code: 'INPUT_UNUSABLE', exitCode: 3})
  })
})
