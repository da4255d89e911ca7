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
  it('writes together what comes together, and at once what nothing follows', async () => {
    const written = await write('jsonl', lists)
    expect(written.filter(Boolean)).toHaveLength(1)
    expect(written.join('').trimEnd().split('\n')).toHaveLength(3)

    const slow: string[] = []
    async function* mentions() {
      yield inLine(1, '😀')
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(slow.join('')).toContain('😀')
      yield inLine(4, 'fever')
    }
    async function* documents() {
      yield {document: {id: 'list', text: list}, mentions: mentions(), isList: true}
    }
    await writeToStream(documents(), await openFormat('jsonl'), outputContext, async (text) => {
      slow.push(text)
    })
    expect(slow.filter(Boolean)).toHaveLength(2)
  })

  it('tells what an earlier write threw', async () => {
    const writing = writeToStream(
      linkedDocuments(lists),
      await openFormat('jsonl'),
      outputContext,
      async () => {
        throw new Error('full')
      },
    )

    await expect(writing).rejects.toThrow('full')
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

  it('gives lines and offsets of a part in the whole of the text', async () => {
    const document = {id: 'part', text: 'é fever', origin: {utf16: 100, codepoint: 90, byte: 120, lines: 7}}
    const mention = {...linkedMention('fever', 'fever'), line: 1, start: 2, end: 7}
    const placesIn = async (unit: 'utf16' | 'codepoint' | 'byte') => {
      const places: number[][] = []
      for await (const {end, line, start} of mentionsIn({document, mentions: [mention]}, unit))
        places.push([line, start, end])
      return places
    }

    expect(await placesIn('utf16')).toEqual([[8, 102, 107]])
    expect(await placesIn('codepoint')).toEqual([[8, 92, 97]])
    expect(await placesIn('byte')).toEqual([[8, 123, 128]])
  })

  it('names a later part with its line where a format needs documents', async () => {
    const part = {id: 'note.txt', text: 'fever', origin: {utf16: 100, codepoint: 90, byte: 120, lines: 7}}

    const written = await write('pubtator', [[part, [inLine(1, 'fever')]]])

    expect(written.join('')).toContain('note.txt:8|t|')
  })
})
