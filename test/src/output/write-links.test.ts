import {describe, expect, it} from 'vitest'
import {UsageError} from '../../../src/errors.js'
import {type LinkFormat, linkFormats, openFormat} from '../../../src/output/link-formats.js'
import {mentionsIn, writeToStream} from '../../../src/output/write-links.js'
import {linkedMention, outputContext} from '../../helpers/linked-mention.js'
import {linkedDocuments, type Pair} from './formats/render.js'

const list = '😀\r\nhigh blood\n\nfever'
const inLine = (line: number, text: string) => ({...linkedMention(text, text), line})
const lists: Pair[] = [[{id: 'list', text: list}, [inLine(1, '😀'), inLine(3, ''), inLine(4, 'fever')]]]

async function write(format: LinkFormat, pairs: readonly Pair[], isList = false): Promise<string[]> {
  const written: string[] = []
  await writeToStream(
    linkedDocuments(pairs, isList),
    await openFormat(format),
    outputContext,
    async (text) => {
      written.push(text)
    },
  )
  return written
}

describe('writeToStream', () => {
  it('writes each mention of lines by itself', async () => {
    const written = await write('jsonl', lists)

    expect(written.filter(Boolean)).toHaveLength(3)
  })

  it('places the mentions of a list within the list where a format needs a document', async () => {
    const written = await write('brat', lists, true)

    expect(written.join('').match(/^T.*/gm)).toEqual(['T1\tConcept 0 1\t😀', 'T2\tConcept 15 20\tfever'])
  })

  it('writes nothing where a format holds one document and there are two', async () => {
    const written: string[] = []
    const two: Pair[] = [...lists, ...lists]

    const writing = writeToStream(
      linkedDocuments(two),
      await openFormat('brat'),
      outputContext,
      async (text) => {
        written.push(text)
      },
    )

    await expect(writing).rejects.toThrow(UsageError)
    expect(written).toEqual([])
  })

  it.each(linkFormats)('can write an empty document, none, and one thing twice: %s', async (format) => {
    const empty: Pair[] = [[{id: '', text: ''}, []]]

    await write(format, empty)
    await write(format, [])
    expect(await write(format, lists, true)).toEqual(await write(format, lists, true))
  })
})

describe('mentionsIn', () => {
  it('counts within the line in a list', async () => {
    const ends: number[] = []
    for await (const linked of linkedDocuments(lists, true))
      for await (const {end} of mentionsIn(linked, 'byte')) ends.push(end)

    expect(ends).toEqual([4, 0, 5])
  })
})
