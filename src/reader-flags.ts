import {Flags} from '@oclif/core'
import type {ReaderOptions} from '../ontologies/reader.js'

const group = {helpGroup: 'READING'}

/** A flag that may be repeated and takes a list at once: `--sab MSH,SNOMEDCT_US`. */
const list = (description: string, helpValue: string) =>
  Flags.string({
    ...group,
    description: `${description}; repeatable.`,
    delimiter: ',',
    helpValue,
    multiple: true,
    multipleNonGreedy: true,
  })

const one = (description: string, helpValue: string) => Flags.string({...group, description, helpValue})

/** What a user may ask of the reader of a terminology; which format takes which, docs/terminologies.md says. */
export const readerFlags = {
  from: one('Format of the sources. Default: recognised by content.', 'FORMAT'),
  language: list('Language or dialect of the names, the best first (en-GB)', 'LANG'),
  release: one('RF2 Full: the state at this date.', 'YYYYMMDD'),
  prefix: list('OBO: only ids with this prefix (HP)', 'PREFIX'),
  sab: list('UMLS: only names of this source', 'SAB'),
  lat: list('UMLS: only names in this language (ENG)', 'LAT'),
  tty: list('UMLS: only names of this term type (PT)', 'TTY'),
  sty: list('UMLS: only concepts of this semantic type or group', 'STY'),
  domain: list('OMOP: only concepts of this domain', 'DOMAIN'),
  vocabulary: list('OMOP: only concepts of this vocabulary', 'VOCABULARY'),
  'standard-only': Flags.boolean({...group, description: 'OMOP: only standard concepts.'}),
  'id-column': one('Tables: column of the ids, by name or number.', 'COLUMN'),
  'name-column': one('Tables: column of the names.', 'COLUMN'),
  'synonyms-column': list('Tables: column of synonyms', 'COLUMN'),
  'definition-column': one('Tables: column of the definitions.', 'COLUMN'),
  'type-column': one('Tables: column of the semantic types.', 'COLUMN'),
  'parent-column': one('Tables: column of the parents’ ids.', 'COLUMN'),
  separator: one('Tables: what parts several values in one cell. Default: guessed.', 'TEXT'),
}

type ReaderFlagValues = {
  readonly [Name in Exclude<keyof typeof readerFlags, 'from'>]?: string | string[] | boolean
}

/** The options that were given, by the names that readers know. */
export function readerOptions(flags: ReaderFlagValues): ReaderOptions {
  const names = Object.keys(readerFlags).filter((name) => name !== 'from') as (keyof ReaderFlagValues)[]
  const given = names.filter((name) => flags[name] !== undefined)
  return Object.fromEntries(
    given.map((name) => [name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()), flags[name]]),
  )
}
