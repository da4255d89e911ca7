import {expect, it} from 'vitest'
import {UsageError} from '../../../src/errors.js'
import {parseFilter} from '../../../src/index-store/parse-filter.js'

it('sorts expressions by key, in their order', () => {
  const filter = parseFilter({
    include: ['type=disorder', 'TYPE = finding ', 'ecl=< 1 MINUS 2', 'language=en'],
    exclude: ['descendants-of=HP:1', 'refset=a=b', 'source=hp'],
  })

  expect(filter).toEqual({
    types: ['disorder', 'finding'],
    ecl: ['< 1 MINUS 2'],
    languages: ['en'],
    exclude: {descendantsOf: ['HP:1'], refsets: ['a=b'], sources: ['hp']},
  })
})

it('is nothing where nothing can be left out', () => {
  expect(parseFilter({include: [], exclude: []})).toBeUndefined()
  expect(parseFilter({include: ['active=yes'], exclude: []})).toBeUndefined()
})

it.each([
  ['type', 'no "="'],
  ['type=', 'no value'],
  ['=x', 'unknown key'],
  ['langauge=en', 'Did you mean language?'],
  ['active=no', 'history only'],
  ['__proto__=x', 'unknown key'],
  ['ecl=< (1', 'not closed'],
])('refuses %s', (expression, message) => {
  expect(() => parseFilter({include: [expression], exclude: []})).toThrow(UsageError)
  expect(() => parseFilter({include: [expression], exclude: []})).toThrow(message)
})

it('refuses to leave out what is active', () => {
  expect(() => parseFilter({include: [], exclude: ['active=yes']})).toThrow(UsageError)
})
