import {describe, expect, test} from 'vitest'
import {readCsv} from '../../ontologies/read-csv.js'
import type {Problem} from '../../src/domain/ontology.js'
import {collect, fileOfChunks} from './support/read-all.js'

async function read(text: string, delimiter = ',', chunkBytes = 7) {
  const bytes = Buffer.from(text)
  const chunks = Array.from({length: Math.ceil(bytes.length / chunkBytes)}, (_, i) =>
    bytes.subarray(i * chunkBytes, (i + 1) * chunkBytes),
  )
  const problems: Problem[] = []
  const records = await collect(
    readCsv(fileOfChunks(chunks), (problem) => problems.push(problem), {delimiter}),
  )
  return {records, problems: problems.map(({at, kind}) => `${kind} ${at.line}`)}
}

describe('readCsv', () => {
  test('reads delimiters, doubled quotes and line ends in quotes, with the line of each record', async () => {
    const {problems, records} = await read('a,b\r\n"x, y","say ""z"""\n"two\r\nlines",c\n\n,\n')

    expect(records).toEqual([
      {line: 1, cells: ['a', 'b']},
      {line: 2, cells: ['x, y', 'say "z"']},
      {line: 3, cells: ['two\nlines', 'c']},
      {line: 6, cells: ['', '']},
    ])
    expect(problems).toEqual([])
  })

  test('takes a quote inside a cell for a character', async () => {
    const {records} = await read('5" pipe,b"c"\n')

    expect(records).toEqual([{line: 1, cells: ['5" pipe', 'b"c"']}])
  })

  test('parts at another delimiter', async () => {
    const {records} = await read('"a;b";c,d\n', ';')

    expect(records).toEqual([{line: 1, cells: ['a;b', 'c,d']}])
  })

  test.each([
    ['is never closed', 'a,b\nc,"d\ne,f\ng,h\n', ['unclosed-quote 2']],
    ['meets the opening one of a later line', 'a,b\nc,"d\ne,f\ng,"h, i"\n', ['unclosed-quote 2']],
    ['makes a record too wide', 'a,b\nc,"d\ne,f\ng,",h\n', ['unclosed-quote 2', 'unclosed-quote 4']],
    [
      'makes a record too long',
      `a,b\nc,"d\ne,f\n${'g,h\n'.repeat(300)}i,"\n`,
      ['unclosed-quote 2', 'unclosed-quote 304'],
    ],
  ])('gives up its own line only when a quote %s', async (_what, text, expected) => {
    const {problems, records} = await read(text)

    expect(problems).toEqual(expected)
    expect(records.map(({line}) => line).slice(0, 2)).toEqual([1, 3])
  })

  test('gives up a line whose cell goes on after its closing quote', async () => {
    const {problems, records} = await read('a,b\n"c" d,e\nf,g\n')

    expect(problems).toEqual(['bad-quote 2'])
    expect(records.map(({line}) => line)).toEqual([1, 3])
  })

  test('does not hold a file in memory for a quote that is never closed, nor read it over and over', async () => {
    const lines = Array.from({length: 60_000}, (_, i) =>
      i % 1000 === 500 ? `"open ${i},x` : `toy ${i} of some length,y`,
    )
    const started = performance.now()

    const {problems, records} = await read(lines.join('\n'), ',', 1 << 16)

    expect(problems).toHaveLength(60)
    expect(records).toHaveLength(60_000 - 60)
    expect(performance.now() - started).toBeLessThan(5000)
  })

  test('reads thousands of quoted records a second', async () => {
    const lines = Array.from({length: 20_000}, (_, i) => `"${i}","a toy, number ${i}",""`)
    const started = performance.now()

    const {records} = await read(lines.join('\n'), ',', 1 << 16)

    expect(records).toHaveLength(20_000)
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
