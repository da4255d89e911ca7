import {UsageError} from '../errors.js'
import {nearestWords} from './nearest-words.js'
import {parseEcl} from './parse-ecl.js'
import type {ConceptFilter, FilterExpressions, FilterValues} from './term-index.js'

/** What a filter may go by, and the list of a filter that its values go to. */
const listOfKey = {
  type: 'types',
  source: 'sources',
  'descendants-of': 'descendantsOf',
  refset: 'refsets',
  language: 'languages',
  ecl: 'ecl',
} as const satisfies Readonly<Record<string, keyof FilterValues>>

export type FilterKey = keyof typeof listOfKey

const filterKeys = Object.keys(listOfKey) as readonly FilterKey[]

/**
 * The filter of expressions `KEY=VALUE` (see {@link filterKeys}; `active=yes` is taken too, and always holds).
 *
 * @returns `undefined` when they leave nothing out.
 * @throws {UsageError} When one has no such form, another key, or ECL that cannot be read.
 */
export function parseFilter({exclude, include}: FilterExpressions): ConceptFilter | undefined {
  const [included, excluded] = [readValues(include), readValues(exclude.map(refuseActive))]
  if (!included && !excluded) return undefined
  return {...included, ...(excluded ? {exclude: excluded} : {})}
}

function readValues(expressions: readonly string[]): FilterValues | undefined {
  const values: {-readonly [List in keyof FilterValues]: string[]} = {}
  for (const expression of expressions) {
    const {key, value} = splitExpression(expression)
    if (key === 'active') continue
    if (key === 'ecl') parseEcl(value)
    const list = listOfKey[key]
    values[list] = [...(values[list] ?? []), value]
  }
  return Object.keys(values).length > 0 ? values : undefined
}

function splitExpression(expression: string): {key: FilterKey | 'active'; value: string} {
  const sign = expression.indexOf('=')
  const key = expression.slice(0, Math.max(0, sign)).trim().toLowerCase()
  const value = expression.slice(sign + 1).trim()
  const form = `Write KEY=VALUE with one of the keys ${filterKeys.join(', ')}.`
  if (sign < 0) throw new UsageError(`The filter "${expression}" has no "=".`, form)
  if (value === '') throw new UsageError(`The filter "${expression}" has no value.`, form)
  if (key === 'active') {
    if (value.toLowerCase() === 'yes') return {key, value}
    throw new UsageError(
      `The filter "${expression}" cannot be: inactive concepts are kept as history only.`,
      'Leave it out; active=yes always holds.',
    )
  }
  if (!isFilterKey(key)) {
    const [nearest] = nearestWords(key, filterKeys, 1)
    throw new UsageError(
      `The filter "${expression}" has an unknown key.${nearest ? ` Did you mean ${nearest}?` : ''}`,
      form,
    )
  }
  return {key, value}
}

function refuseActive(expression: string): string {
  if (!/^\s*active\s*=/i.test(expression)) return expression
  throw new UsageError(
    `The filter "${expression}" would leave nothing: inactive concepts are kept as history only.`,
    'Leave it out.',
  )
}

function isFilterKey(key: string): key is FilterKey {
  return Object.hasOwn(listOfKey, key)
}
