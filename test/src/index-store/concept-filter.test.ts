import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import type {OntologyRow} from '../../../src/domain/ontology.js'
import {CombinedIndex} from '../../../src/index-store/combined-index.js'
import {openIndex} from '../../../src/index-store/open-index.js'
import {parseFilter} from '../../../src/index-store/parse-filter.js'
import type {ConceptFilter, TermIndex} from '../../../src/index-store/term-index.js'
import {unknownValueError} from '../../../src/index-store/unknown-values.js'
import {fakeVector} from '../../helpers/fake-encoder.js'
import {buildSample, SampleRows} from './sample-index.js'

/** Each concept is called "word" and its letter; B has two parents, G is in a circle with itself through H. */
function filterRows(): OntologyRow[] {
  const row = new SampleRows()
  const parents = {A: '', B: 'A E', C: 'B', D: 'C', E: '', F: 'E', G: 'H', H: 'G'}
  return [
    ...Object.keys(parents).flatMap((id) => [row.concept(`X:${id}`), row.term(`X:${id}`, `word ${id}`)]),
    row.concept('X:Old', false),
    row.concept('X:Gone', false),
    row.replacement('X:Old', 'X:B', 'replaced-by'),
    row.replacement('X:Alt', 'X:C', 'alternative-id'),
    ...Object.entries(parents).flatMap(([id, above]) =>
      above.split(' ').flatMap((parent) => (parent ? [row.isA(`X:${id}`, `X:${parent}`)] : [])),
    ),
    ...['A', 'B', 'C'].map((id) => row.type(`X:${id}`, 'Störung')),
    ...['C', 'D', 'F'].map((id) => row.type(`X:${id}`, 'finding')),
    ...['D', 'E'].map((id) => row.member('slim', `X:${id}`)),
    ...['A', 'D'].map((id) => row.member('X:F', `X:${id}`)),
    row.term('X:A', 'mot A', 'exact', {language: 'fr'}),
    row.term('X:B', 'colour B', 'exact', {language: 'en-gb'}),
    row.term('X:B', 'color B', 'exact', {language: 'en'}),
    row.definition('X:F', 'What F is.'),
  ]
}

let home: string
let index: TermIndex
let other: TermIndex
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'biolord-test-'))
  const built = await buildSample(home, 'x', {rows: filterRows(), source: 'x', engine: 'exact'})
  index = await openIndex(built.folder, {name: 'x', verifier: built.verifier})
  const row = new SampleRows()
  const rows = [
    row.concept('Y:1'),
    row.term('Y:1', 'word Y'),
    row.type('Y:1', 'thing'),
    row.member('set', 'Y:1'),
  ]
  const second = await buildSample(home, 'y', {rows, source: 'y', engine: 'exact'})
  other = await openIndex(second.folder, {name: 'y', verifier: second.verifier})
})
afterAll(async () => {
  await index[Symbol.asyncDispose]()
  await other[Symbol.asyncDispose]()
  rmSync(home, {recursive: true})
})

/** Letters of the concepts that searches find with these filters, by name and by vector. */
async function found(include: string[], exclude: string[] = []): Promise<string> {
  const filter = parseFilter({include, exclude})
  const named = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].flatMap((letter) =>
    index.termsWithKey(`${letter} word`, filter).map(({concept}) => index.concept(concept).id.slice(2)),
  )
  const [near = []] = (await index.nearest(fakeVector('word'), 100, filter)).best()
  const rows = near.map(({text}) => text)
  const nearby = index.termsOfTexts(rows, filter).flat()
  const letters = new Set(nearby.map(({concept}) => index.concept(concept).id.slice(2)))
  expect([...letters].sort().join('')).toBe(named.join(''))
  return named.join('')
}

describe('an ECL filter', () => {
  it.each([
    ['*', 'ABCDEFGH'],
    ['X:B', 'B'],
    ['< X:A', 'BCD'],
    ['<< X:A', 'ABCD'],
    ['<! X:A', 'B'],
    ['<<! X:B', 'BC'],
    ['> X:D', 'ABCE'],
    ['>> X:C', 'ABCE'],
    ['>! X:B', 'AE'],
    ['>>! X:B', 'ABE'],
    ['< (X:C OR X:E)', 'BCDF'],
    ['< X:G', 'H'],
    ['> X:G', 'H'],
    ['^ slim', 'DE'],
    ['^ X:F', 'AD'],
    ['^ (<< X:E)', 'AD'],
    ['^ *', 'ADE'],
    ['< ^ slim', 'BCDF'],
    ['< X:A AND < X:E', 'BCD'],
    ['< X:E, ^ slim', 'D'],
    ['< X:E MINUS ^ slim', 'BCF'],
    ['(X:A OR X:B OR X:C) MINUS (X:B OR X:H)', 'AC'],
    ['* MINUS << X:A', 'EFGH'],
    ['<< x_b |any spelling|', 'BCD'],
    ['<< X:Alt', 'CD'],
    ['X:D MINUS X:D', ''],
  ])('%s names %s', async (expression, letters) => {
    expect(await found([`ecl=${expression}`])).toBe(letters)
  })
})

describe('a filter', () => {
  it.each<[string, string[], string[], string]>([
    ['a concept and what is below it', ['descendants-of=X:B'], [], 'BCD'],
    ['several concepts, as alternatives', ['descendants-of=X:C', 'descendants-of=X:F'], [], 'CDF'],
    ['types in any case', ['type=STÖRUNG'], [], 'ABC'],
    ['what holds of both keys', ['type=Störung', 'type=finding', 'refset=SLIM'], [], 'D'],
    ['all but what is excluded', [], ['type=finding'], 'ABEGH'],
    ['what is included and not excluded', ['descendants-of=X:A'], ['refset=slim', 'ecl=X:A'], 'BC'],
    ['a source', ['source=X'], [], 'ABCDEFGH'],
    ['nothing where the source is excluded', [], ['source=x'], ''],
  ])('allows %s', async (_, include, exclude, letters) => {
    expect(await found(include, exclude)).toBe(letters)
  })

  it.each<[string[], string[], string[]]>([
    [['language=en'], [], ['color B', 'colour B', 'word A', 'word B']],
    [['language=EN-GB'], [], ['colour B', 'word A', 'word B']],
    [['language=en'], ['language=en_gb'], ['color B', 'word A', 'word B']],
    [[], ['language=en'], ['mot A', 'word A', 'word B']],
    [['language=fr', 'descendants-of=X:B'], [], ['word B']],
  ])('by language (%j without %j) counts names of no language', async (include, exclude, names) => {
    const filter = parseFilter({include, exclude})

    const keyed = ['a mot', 'b colour', 'b color', 'a word', 'b word'].flatMap((key) =>
      index.termsWithKey(key, filter).map(({term}) => term),
    )
    const [near = []] = (await index.nearest(fakeVector('word'), 100, filter)).best()
    const rows = near.map(({text}) => text)
    const nearby = index
      .termsOfTexts(rows, filter)
      .flat()
      .map(({term}) => term)

    expect(keyed.sort()).toEqual(names)
    expect(nearby.filter((term) => / [AB]$/.test(term)).sort()).toEqual(names)
  })
})

function messageOf(asked: TermIndex, filter: ConceptFilter | undefined): string | undefined {
  const [unknown] = asked.unknownValues(filter ?? {})
  if (!unknown) return undefined
  const {message, suggestions} = unknownValueError(`The index ${asked.name}`, unknown)
  return `${message} ${suggestions[0]}`
}

describe('what a filter goes by', () => {
  it.each([
    ['type=fnding', 'The index x has no type fnding. Its types include: finding.'],
    ['source=z', 'The index x has no source z. Its sources include: x.'],
    ['refset=slin', 'The index x has no reference set slin. Its reference sets include: slim.'],
    ['ecl=^ X:E', 'The index x has no reference set X:E. Its reference sets include: X:F |word F|.'],
    ['language=de', 'The index x has no name in the language de. Its languages include: en, en-gb, fr.'],
    [
      'descendants-of=Y:A',
      'The index x has no concept Y:A. Check the id; "biolord search" finds concepts by name.',
    ],
    ['ecl=* MINUS < X:Gon', 'The index x has no concept X:Gon. Did you mean X:G |word G|?'],
    [
      'ecl=X:Old',
      'The index x has the concept X:Old as an inactive one only, so nothing goes by it. It stands for it now: X:B |word B|.',
    ],
    ['ecl=< X:Gone', 'so nothing goes by it. Choose an active concept.'],
  ])('must be there: %s', (expression, message) => {
    expect(messageOf(index, parseFilter({include: [expression], exclude: []}))).toContain(message)
    expect(messageOf(index, parseFilter({include: [], exclude: [expression]}))).toContain(message)
  })

  it('must be in one of several indexes at least', () => {
    const both = new CombinedIndex([index, other])
    const include = [
      'type=thing',
      'type=finding',
      'refset=set',
      'ecl=Y:1 OR < X:A',
      'language=en',
      'source=y',
    ]

    expect(messageOf(both, parseFilter({include, exclude: []}))).toBeUndefined()
    expect(messageOf(both, {types: ['nothing']})).toBe(
      'The index x + y has no type nothing. Its types include: Störung, finding, thing.',
    )
    expect(messageOf(both, {descendantsOf: ['X:Old']})).toContain('It stands for it now: X:B |word B|.')
  })
})
