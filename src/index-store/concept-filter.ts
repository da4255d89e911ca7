import type {ConceptSets} from './concept-sets.js'
import {evaluateEcl} from './evaluate-ecl.js'
import {difference, intersection, jsonOf, type NumberSet, selectNumbers, union} from './number-sets.js'
import {parseEcl} from './parse-ecl.js'
import type {Database} from './sqlite.js'
import type {ConceptFilter, FilterValues} from './term-index.js'

/** A filter in the database's own numbers; an absent set allows all. */
export interface NumberedFilter {
  readonly concepts?: NumberSet
  /** As `term.language` has them; a name without one is allowed all the same. */
  readonly languages?: ReadonlySet<string>
}

/**
 * Finds what a filter allows.
 *
 * @param languages - All that the names have; asked for only where the filter goes by language.
 * @returns `undefined` when the filter allows everything.
 */
export function numberFilter(
  filter: ConceptFilter,
  sets: ConceptSets,
  languages: () => readonly string[],
): NumberedFilter | undefined {
  const {exclude = {}} = filter
  const included = conditions(filter, sets)
  const excluded = conditions(exclude, sets)
  const byLanguage = filter.languages !== undefined || exclude.languages !== undefined
  if (included.length === 0 && excluded.length === 0 && !byLanguage) return undefined
  const isAbout = included.length > 0 || excluded.length > 0
  const all = included.length > 0 ? included.reduce(intersection) : isAbout ? sets.all() : undefined
  return {
    concepts: all && excluded.reduce(difference, all),
    languages: byLanguage ? new Set(languages().filter((one) => isLanguageAllowed(one, filter))) : undefined,
  }
}

/** The concepts that each kind of value names; languages name none. */
function conditions(values: FilterValues, sets: ConceptSets): NumberSet[] {
  const {descendantsOf, ecl, refsets, sources, types} = values
  const named: [readonly string[] | undefined, (value: string) => NumberSet][] = [
    [sources, (code) => sets.ofSource(code)],
    [types, (name) => sets.ofType(name)],
    [refsets, (id) => sets.ofRefset(id)],
    [ecl, (expression) => evaluateEcl(parseEcl(expression), sets)],
    [descendantsOf, (id) => sets.step(sets.ofId(id), {direction: 'down', isOne: false, withSelf: true})],
  ]
  return named.flatMap(([list, find]) => (list ? [union(list.map(find))] : []))
}

/** @param spoken - A name's language; several in a row where names in them are spelt alike. */
function isLanguageAllowed(spoken: string, {exclude, languages}: ConceptFilter): boolean {
  return spoken
    .split(' ')
    .some(
      (one) =>
        (languages === undefined || languages.some((wanted) => coversLanguage(wanted, one))) &&
        !exclude?.languages?.some((refused) => coversLanguage(refused, one)),
    )
}

/**
 * Whether a language is one, or a variant of one, that was asked for.
 *
 * @see RFC 4647, 3.3.1 (basic filtering)
 */
export function coversLanguage(range: string, language: string): boolean {
  const [wanted, tag] = [range, language].map((one) => one.toLowerCase().replaceAll('_', '-')) as [
    string,
    string,
  ]
  return tag === wanted || tag.startsWith(`${wanted}-`)
}

/**
 * Names and definitions that a filter allows.
 *
 * @returns Text numbers, ascending, without repetition.
 */
export function textsOfMembers(database: Database, {concepts, languages}: NumberedFilter): Uint32Array {
  const allowed = [
    ...(concepts ? ['concept IN (SELECT value FROM json_each(:concepts))'] : []),
    ...(languages ? ['(language IS NULL OR language IN (SELECT value FROM json_each(:languages)))'] : []),
  ].join(' AND ')
  return selectNumbers(
    database,
    `SELECT text AS number FROM term WHERE ${allowed} UNION ALL SELECT text FROM definition WHERE ${allowed}`,
    {
      ...(concepts ? {concepts: jsonOf(concepts)} : {}),
      ...(languages ? {languages: JSON.stringify([...languages])} : {}),
    },
  )
}
