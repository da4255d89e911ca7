import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {readText} from '../../../../src/input/read-text.js'
import {temporaryFolder} from '../../../helpers/temporary-folder.js'
import {covered, read} from './read.js'

async function readPair(text: string | undefined, annotations: readonly string[]) {
  const folder = temporaryFolder()
  if (text !== undefined) writeFileSync(join(folder, 'a.txt'), text)
  const ann = join(folder, 'a.ann')
  writeFileSync(ann, annotations.map((line) => `${line}\n`).join(''))
  return read((await readText(ann)).text, undefined, ann)
}

describe('BRAT', () => {
  it('is read with its fragments, normalisations and codes in notes', async () => {
    const {documents, skipped} = await readPair('😀 left and right kidneys, fever\nof unknown kind', [
      'N1\tReference T1 HP:0000077\tKidneys',
      'T1\tOrgan 2 6;17 24\tleft kidneys',
      'N2\tReference T1 hpo:HP:0000078',
      'T2\tSign 26 31;32 42\tfever of unknown',
      '#1\tAnnotatorNotes T2\tC0015967+8000/6',
      'T3\tSign 32 34\tof',
      '#2\tAnnotatorNotes T3\tscore 0.95, exact',
      'A1\tNegated T1',
      'R1\tPart Arg1:T1 Arg2:T2',
      'E1\tSign:T2 Place:T1',
      '*\tEquiv T1 T2',
    ])

    expect(skipped).toEqual([])
    expect(documents.map(covered)).toEqual([['left|kidneys', 'fever\nof unknown', 'of']])
    expect(documents[0]?.mentions?.map(({id, ids, type}) => [id, type, ids])).toEqual([
      ['T1', 'Organ', ['HP:0000077', 'HP:0000078']],
      ['T2', 'Sign', ['C0015967', '8000/6']],
      ['T3', 'Sign', []],
    ])
  })

  it.each([
    ['two', 'T1\tX 7 12\tfever'],
    ['one', 'T1\tX 5 10\tfever'],
  ])('counts CRLF as %s where the quoted texts do', async (_, line) => {
    const {documents, skipped} = await readPair('No\r\n\r\n fever', [line])

    expect(skipped).toEqual([])
    expect(documents.map(covered)).toEqual([['fever']])
  })

  it('skips what cannot be right by line, and quotes nothing', async () => {
    const {documents, skipped} = await readPair('Knee of kites', [
      'T1\tX 0 4\tKnee',
      'T1\tX 5 7\tof',
      'T2\tX 0 4\tSecret',
      'T3\tX 8 40\tkites',
      'T4\tX 0 4;2 7\tKnee of',
      'T5\tX 5 5\t',
      'T6 X 0 4 Secret',
      'N1\tReference T1',
      'secret',
      'T7\tX 8 1',
    ])

    expect(documents.map(covered)).toEqual([['Knee']])
    expect(skipped.map((line) => Number.parseInt(line, 10)).sort((a, b) => a - b)).toEqual([
      2, 3, 4, 5, 6, 7, 8, 9, 10,
    ])
    expect(skipped.join()).not.toMatch(/secret|knee/i)
  })

  it('has no annotations where the file is empty', async () => {
    expect((await readPair('Fever', [])).documents[0]).toMatchObject({text: 'Fever', mentions: []})
  })

  it('needs the text beside it', async () => {
    const {fault} = await readPair(undefined, ['T1\tX 0 1\ta'])

    expect(fault).toMatchObject({
      code: 'INPUT_MISSING',
      message: expect.stringMatching(/a\.txt, which belongs to/),
    })
    expect((await read('T1\tX 0 1\ta', 'brat', '-')).fault).toMatchObject({code: 'INPUT_UNUSABLE'})
  })

  it('leaves a text that looks like annotations a text', async () => {
    const text = 'T1\tDisease 0 4\tKnee\n'

    expect((await read(text, undefined, 'note.txt')).documents).toEqual([{id: 'note.txt', text}])
    expect((await read('Dear colleague', undefined, 'letter.ann')).documents).toHaveLength(1)
  })
})
