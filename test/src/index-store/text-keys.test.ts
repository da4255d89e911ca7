import {join} from 'node:path'
import {expect, it} from 'vitest'
import {IndexDamagedError} from '../../../src/errors.js'
import {keyBytes, TextKeys, textKey, writeTextKeys} from '../../../src/index-store/text-keys.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {damageFile, damages} from './damages.js'

function written(keys: readonly Uint8Array[]): string {
  const path = join(temporaryFolder(), 'keys')
  writeTextKeys(path, Buffer.concat(keys))
  return path
}

it('finds the row of each of many texts, and none of others', () => {
  const texts = Array.from({length: 5000}, (_, i) => `name ${i}`)
  const keys = new TextKeys(written(texts.map(textKey)), texts.length)

  expect(texts.map((text) => keys.rowOf(textKey(text)))).toEqual([...texts.keys()])
  expect(texts.map((text) => keys.rowOf(textKey(`${text}.`)))).toEqual(texts.map(() => undefined))
})

it('tells keys apart that start alike', () => {
  const alike = [3, 1, 2].map((last) => Uint8Array.of(...Array(keyBytes - 1).fill(255), last))
  const keys = new TextKeys(written(alike), alike.length)

  expect(alike.map((key) => keys.rowOf(key))).toEqual([0, 1, 2])
  expect(keys.rowOf(new Uint8Array(keyBytes).fill(255))).toBeUndefined()
  expect(keys.rowOf(new Uint8Array(keyBytes))).toBeUndefined()
})

it('knows a text by its SHA-256', () => {
  // FIPS 180-4, the example "abc"
  expect(Buffer.from(textKey('abc')).toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223')
})

it.each(Object.keys(damages))('is not read when it is %s', (kind) => {
  const path = written(['a', 'b', 'c'].map(textKey))

  damageFile(path, damages[kind]!)

  expect(() => new TextKeys(path, 3)).toThrow(IndexDamagedError)
})
