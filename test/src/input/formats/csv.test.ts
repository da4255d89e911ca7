import {describe, expect, it} from 'vitest'
import type {BadLine, TableColumns} from '../../../../src/input/document-reader.js'
import {isTextTable, loadCsvReader} from '../../../../src/input/formats/csv.js'

const read = await loadCsvReader()

function readText(text: string, columns?: TableColumns) {
  const bad: BadLine[] = []
  const options = {onBadLine: (line: BadLine) => bad.push(line), ...(columns && {columns})}
  const documents = [...read({name: 'in.csv', text, damaged: false}, options)]
  return {rows: documents.map(({id, text: found}) => [id, found]), bad}
}

describe('loadCsvReader', () => {
  it.each([
    ['commas', 'visit,note\n1,Fever\n2,"Cough, dry"\n'],
    ['semicolons', 'visit;note\r\n1;Fever\r\n2;"Cough, dry"\r\n'],
    ['tabs', '\uFEFFvisit\tNote\n1\tFever\n2\tCough, dry'],
  ])('reads a table with %s', (_, text) => {
    expect(readText(text, {text: 'note'}).rows).toEqual([
      ['in.csv:2', 'Fever'],
      ['in.csv:3', 'Cough, dry'],
    ])
    expect(readText(text, {text: '2', id: 'visit'}).rows.map(([id]) => id)).toEqual(['1', '2'])
  })

  it('keeps the lines of a quoted cell, and numbers rows by where they start', () => {
    const {rows} = readText('id,text\n1,"Fever\r\nsays ""hot"""\n2,Cough\n')

    expect(rows).toEqual([
      ['in.csv:2', 'Fever\nsays "hot"'],
      ['in.csv:4', 'Cough'],
    ])
  })

  it('takes a first row for data where a column is given by number and no cell is the name of one', () => {
    expect(readText('1,Fever\n2,Cough\n', {text: '2'}).rows).toHaveLength(2)
    expect(readText('id,words\n2,Cough\n', {text: '2'}).rows).toEqual([['in.csv:2', 'Cough']])
  })

  it('takes the commas of a table of one column for text', () => {
    expect(readText('text\nFever, cough\n').rows).toEqual([['in.csv:2', 'Fever, cough']])
  })

  it('skips ragged rows and broken quotes without quoting them', () => {
    const {bad, rows} = readText('id,text\n1,Fever\n2,secret,more\n3,"secret" x\n4,"secret\n5,Cough\n')

    expect(rows.map(([, text]) => text)).toEqual(['Fever', 'Cough'])
    expect(bad.map(({line}) => line)).toEqual([3, 4, 5])
    expect(JSON.stringify(bad)).not.toContain('secret')
  })

  it('names no cell where a column is not there', () => {
    expect(() => readText('secret,b\n1,2', {text: 'c'})).toThrow(
      'in.csv has no column c; its first row has 2.',
    )
    expect(() => readText('secret,b\n1,2')).toThrow('in.csv has no column called text or note.')
  })
})

it('recognises a table by its ending and a column of texts', () => {
  expect(isTextTable('id,"Text"\n', 'a.csv')).toBe(true)
  expect(isTextTable('id\tnote\n', 'a.tsv.gz')).toBe(true)
  expect(isTextTable('id,code\n', 'a.csv')).toBe(false)
  expect(isTextTable('id,text\n', 'a.txt')).toBe(false)
})
