import {describe, expect, it} from 'vitest'
import {UsageError} from '../../../src/errors.js'
import {parseEcl} from '../../../src/index-store/parse-ecl.js'

const concept = (id: string) => ({kind: 'concept', id}) as const
const below = {direction: 'down', isOne: false, withSelf: false} as const

describe('parseEcl', () => {
  it.each([
    ['<', 'down', false, false],
    ['<<', 'down', false, true],
    ['<!', 'down', true, false],
    ['<<!', 'down', true, true],
    ['>', 'up', false, false],
    ['>>', 'up', false, true],
    ['>!', 'up', true, false],
    ['>>!', 'up', true, true],
  ])('reads %s with and without a blank', (operator, direction, isOne, withSelf) => {
    const expected = {kind: 'hierarchy', step: {direction, isOne, withSelf}, of: concept('73211009')}

    expect(parseEcl(`${operator}73211009`)).toEqual(expected)
    expect(parseEcl(`${operator} 73211009`)).toEqual(expected)
  })

  it.each([
    ['descendantOf 1', '< 1'],
    ['DESCENDANTORSELFOF 1', '<< 1'],
    ['childOf (1 and 2)', '<! (1 AND 2)'],
    ['childOrSelfOf 1', '<<! 1'],
    ['ancestorOf 1 Or parentOf 2', '> 1 OR >! 2'],
    ['ancestorOrSelfOf 1 , parentOrSelfOf 2', '>> 1 AND >>! 2'],
    ['memberOf any', '^ *'],
    ['1 minus 2', '1 MINUS 2'],
  ])('takes %s for %s', (long, short) => {
    expect(parseEcl(long)).toEqual(parseEcl(short))
  })

  it('keeps the operands of AND and OR in their order', () => {
    const parts = [concept('1'), {kind: 'hierarchy', step: below, of: concept('2')}, {kind: 'any'}]

    expect(parseEcl('1 AND < 2 , *')).toEqual({kind: 'and', parts})
    expect(parseEcl('1 or <2 OR *')).toEqual({kind: 'or', parts})
  })

  it('puts what is in parentheses together', () => {
    expect(parseEcl('< (1 OR 2) MINUS ^ (3)')).toEqual({
      kind: 'minus',
      from: {kind: 'hierarchy', step: below, of: {kind: 'or', parts: [concept('1'), concept('2')]}},
      without: {kind: 'members', of: concept('3')},
    })
  })

  it('drops terms in pipes and comments', () => {
    const text =
      '/* all */ < 73211009 |Diabetes mellitus (disorder)| /* but */\n MINUS\t11530004|Brittle: {a}.|'

    expect(parseEcl(text)).toEqual(parseEcl('<73211009 MINUS 11530004'))
  })

  it.each([
    ['HP:0000118', 'HP:0000118'],
    ['hp_0000118', 'hp_0000118'],
    ['I21.9', 'I21.9'],
    ['4548-4', '4548-4'],
    ['hposlim_core', 'hposlim_core'],
    ['"250.00"', '250.00'],
    ['"and"', 'and'],
    [String.raw`"http://x.org/a \"b\" \\c"`, String.raw`http://x.org/a "b" \c`],
  ])('takes %s as an id', (text, id) => {
    expect(parseEcl(text)).toEqual(concept(id))
  })

  it.each([
    ['< 404684003 : 363698007 = < 39057004', 'at character 13', 'attribute refinement'],
    ['< 404684003: * = *', 'at character 12', 'attribute refinement'],
    ['< 19829001 . < 405813007', 'at character 12', 'dot notation'],
    ['250.00', 'at character 4', 'dot notation'],
    ['< 64572001 {{ term = "x" }}', 'at character 12', 'filter'],
    ['^ [targetComponentId] 1', 'at character 3', 'reference set fields'],
    ['!!> (1 OR 2)', 'at character 1', 'top of a set'],
    ['1 AND 2 OR 3', 'at character 9', 'OR follows AND'],
    ['1 OR 2, 3', 'at character 7', 'AND follows OR'],
    ['1 MINUS 2 MINUS 3', 'at character 11', 'MINUS follows MINUS'],
    ['1 2', 'at character 3', 'AND, OR or MINUS is missing'],
    ['< > 1', 'at character 3', 'operator follows another'],
    ['^ < 1', 'at character 3', 'operator follows another'],
    ['(1', 'at its end', 'not closed'],
    ['(1 2)', 'at character 4', 'missing'],
    ['1)', 'at character 2', 'never opened'],
    ['()', 'at character 2', 'a concept is missing'],
    ['', 'at its end', 'a concept is missing'],
    ['1 AND', 'at its end', 'a concept is missing'],
    ['1 |open', 'at character 3', 'a term'],
    ['/* open', 'at character 1', 'a comment'],
    ['"open', 'at character 1', 'an id in quotes'],
    ['""', 'at character 1', 'an id in quotes'],
    ['1 AND #', 'at character 7', 'nothing that ECL knows'],
  ])('refuses %s and says where', (text, place, fault) => {
    expect(() => parseEcl(text)).toThrow(UsageError)
    expect(() => parseEcl(text)).toThrow(place)
    expect(() => parseEcl(text)).toThrow(fault)
  })

  it.each([
    ['parentheses', '('.repeat(100_000)],
    ['pairs of them', `${'('.repeat(100_000)}1${')'.repeat(100_000)}`],
    ['operators', '<('.repeat(100_000)],
    ['comments', '/*'.repeat(100_000)],
    ['blanks', `${' '.repeat(900_000)}#`],
    ['pipes', `1 ${'|'.repeat(100_001)}`],
    ['letters in quotes', `"${'a'.repeat(2_000_000)}`],
  ])('refuses a hostile number of %s', (_, text) => {
    expect(() => parseEcl(text)).toThrow(UsageError)
  })

  it('reads a list of ten thousand ids, with a comment each', () => {
    const text = Array.from({length: 10_000}, (_, i) => `/* ${i} */ X:${i}`).join(' OR ')

    expect(parseEcl(text)).toMatchObject({kind: 'or', parts: {length: 10_000}})
  })
})
