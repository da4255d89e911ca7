import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {openLibraryTokenizer} from '../../../models/tokenizer/library-tokenizer.js'
import {readExpected, tinyModel} from '../support/model-fixtures.js'

const folder = tinyModel('tiny-bert-mean')
const tokenizerJson = JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8'))

it('cuts long texts as the reference does', async () => {
  const {input_ids: expected, texts} = readExpected(folder)

  const tokenizer = await openLibraryTokenizer(tokenizerJson, 128)

  expect(texts.map((text) => [...tokenizer.encode(text)])).toEqual(expected)
  expect(expected.some(({length}) => length === 128)).toBe(true)
})

it('tells which words it holds whole', async () => {
  const tokenizer = await openLibraryTokenizer(tokenizerJson, 128)

  expect(['disease', 'diseasezz', '☃', ''].map((word) => tokenizer.holdsWhole(word))).toEqual([
    true,
    false,
    false,
    false,
  ])
})

it('refuses what the library does not know', async () => {
  await expect(openLibraryTokenizer({model: {type: 'Runes'}}, 128)).rejects.toMatchObject({
    code: 'MODEL_UNUSABLE',
  })
})
