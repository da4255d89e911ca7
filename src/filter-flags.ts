import {Flags} from '@oclif/core'
import type {FilterExpressions} from './index-store/term-index.js'

const group = {helpGroup: 'FILTERS'}

/** A repeatable flag that takes one value each time (`multiple` alone would eat the arguments after it). */
const repeatable = (description: string, helpValue: string) =>
  Flags.string({...group, description, helpValue, multiple: true, multipleNonGreedy: true})

/** What a build reads into an index; which keys there are, `parseFilter` knows. */
export const buildFilterFlags = {
  include: repeatable(
    'Only concepts with this value; KEY is type, source, descendants-of, refset, language or ecl. Values of one key are alternatives, different keys must all hold.',
    'KEY=VALUE',
  ),
  exclude: repeatable('No concepts with this value; keys as for --include.', 'KEY=VALUE'),
}

/** Flags that stand for an include of the same key. */
const includeFlags = {
  type: repeatable('Only concepts of this semantic type (disorder, finding …); repeatable.', 'TYPE'),
  source: repeatable('Only concepts of this source; repeatable.', 'CODE'),
  'descendants-of': repeatable('Only this concept and everything below it; repeatable.', 'ID'),
  refset: repeatable('Only members of this reference set, subset or slim; repeatable.', 'ID|NAME'),
  language: repeatable(
    'Only names in this language (en covers en-gb; names without a language count); repeatable.',
    'LANG',
  ),
  ecl: repeatable('Only what this expression names: "<< 73211009 MINUS ^ 816080008".', 'EXPRESSION'),
}

/** Which concepts and names of an index a command may answer with. */
export const filterFlags = {...includeFlags, ...buildFilterFlags}

export type FilterFlagValues = {readonly [Name in keyof typeof filterFlags]?: readonly string[]}

/** The filters that were given, a short flag written out: `--type X` as `type=X`. */
export function filterExpressions(flags: FilterFlagValues): FilterExpressions {
  const keys = Object.keys(includeFlags) as (keyof typeof includeFlags)[]
  return {
    include: [
      ...keys.flatMap((key) => (flags[key] ?? []).map((value) => `${key}=${value}`)),
      ...(flags.include ?? []),
    ],
    exclude: flags.exclude ?? [],
  }
}
