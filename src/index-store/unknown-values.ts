import {slipsBetween} from '../domain/slips-between.js'
import {UsageError} from '../errors.js'
import {coversLanguage} from './concept-filter.js'
import type {ConceptSets} from './concept-sets.js'
import {eclReferences} from './evaluate-ecl.js'
import {nearestWords} from './nearest-words.js'
import {jsonOf} from './number-sets.js'
import {parseEcl} from './parse-ecl.js'
import type {Database, SqlValue} from './sqlite.js'
import type {ConceptFilter, UnknownValue} from './term-index.js'

const shownValues = 8

/** Ids compared with one that is unknown: those that begin as it does. */
const comparedIds = 20_000

/**
 * The values of a filter that a database does not have, in the filter's order.
 *
 * @param languages - All that its names have.
 */
export function findUnknownValues(
  database: Database,
  sets: ConceptSets,
  languages: () => readonly string[],
  filter: ConceptFilter,
): UnknownValue[] {
  const names = (sql: string) => database.prepare<SqlValue[], string>(sql).pluck().all()
  const missing = (kind: UnknownValue['kind'], known: readonly string[], values: readonly string[]) => {
    const forms = new Set(known.map((name) => name.toLowerCase()))
    return values
      .filter((value) => !forms.has(value.toLowerCase()))
      .map((value): UnknownValue => ({kind, value, similar: nearestOrFirst(value, known)}))
  }
  return [filter, filter.exclude ?? {}].flatMap((values) => {
    const references = (values.ecl ?? []).flatMap((expression) => eclReferences(parseEcl(expression)))
    const idsOf = (kind: 'concept' | 'refset') =>
      references.filter((reference) => reference.kind === kind).map(({id}) => id)
    const refsets = [...(values.refsets ?? []), ...idsOf('refset')]
    const {sources = [], types = []} = values
    return [
      ...(sources.length > 0
        ? missing('source', names('SELECT code FROM source ORDER BY code'), sources)
        : []),
      ...(types.length > 0 ? missing('type', names('SELECT name FROM type ORDER BY name'), types) : []),
      ...(refsets.length > 0
        ? missing('refset', names('SELECT id FROM refset ORDER BY id'), refsets).map((unknown) => ({
            ...unknown,
            similar: unknown.similar.map((id) => titled(database, id)),
          }))
        : []),
      ...(values.languages ?? [])
        .filter(
          (wanted) => !languages().some((one) => one.split(' ').some((tag) => coversLanguage(wanted, tag))),
        )
        .map(
          (value): UnknownValue => ({kind: 'language', value, similar: nearestOrFirst(value, languages())}),
        ),
      ...[...(values.descendantsOf ?? []), ...idsOf('concept')].flatMap((id) =>
        sets.ofId(id).length > 0 ? [] : [unknownConcept(database, sets, id)],
      ),
    ]
  })
}

function unknownConcept(database: Database, sets: ConceptSets, id: string): UnknownValue {
  if (!sets.knowsId(id)) return {kind: 'concept', value: id, similar: similarIds(database, id)}
  const ids = database
    .prepare<SqlValue[], string>('SELECT id FROM concept WHERE number IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(jsonOf(sets.replacementsOf(id)))
  return {
    kind: 'concept',
    value: id,
    similar: ids.slice(0, shownValues).map((one) => titled(database, one)),
    isInactive: true,
  }
}

/** Active ids with one or two slips behind a right first half: all that the table finds without being read to its end. */
function similarIds(database: Database, id: string): string[] {
  const start = id.slice(0, Math.ceil(id.length / 2))
  const ids = database
    .prepare<SqlValue[], string>(
      `SELECT id FROM concept WHERE active AND id COLLATE NOCASE BETWEEN ? AND ? LIMIT ${comparedIds}`,
    )
    .pluck()
    .all(start, `${start}\u{10ffff}`)
  return ids
    .map((other) => ({other, slips: slipsBetween(id.toLowerCase(), other.toLowerCase(), 2)}))
    .filter(({slips}) => slips <= 2)
    .sort((a, b) => a.slips - b.slips || (a.other < b.other ? -1 : 1))
    .slice(0, shownValues)
    .map(({other}) => titled(database, other))
}

/** `73211009 |Diabetes mellitus|`, where the id is a concept with a name. */
function titled(database: Database, id: string): string {
  const name = database.prepare<SqlValue[], string>('SELECT name FROM concept WHERE id = ?').pluck().get(id)
  return name === undefined || name === id ? id : `${id} |${name}|`
}

function nearestOrFirst(value: string, known: readonly string[]): string[] {
  const near = nearestWords(value, known, shownValues)
  return near.length > 0 ? near : known.slice(0, shownValues)
}

/** @param owner - Who does not have the value, as the subject of a sentence: `The index hp`. */
export function unknownValueError(
  owner: string,
  {isInactive, kind, similar, value}: UnknownValue,
): UsageError {
  const nouns = {
    source: 'source',
    type: 'type',
    concept: 'concept',
    refset: 'reference set',
    language: 'name in the language',
  }
  if (isInactive) {
    return new UsageError(
      `${owner} has the concept ${value} as an inactive one only, so nothing goes by it.`,
      similar.length > 0 ? `It stands for it now: ${similar.join(', ')}.` : 'Choose an active concept.',
    )
  }
  if (kind === 'concept') {
    const hint =
      similar.length > 0
        ? `Did you mean ${similar.join(' or ')}?`
        : 'Check the id; "biolord search" finds concepts by name.'
    return new UsageError(`${owner} has no concept ${value}.`, hint)
  }
  const [plural, noun] = [kind === 'refset' ? 'reference sets' : `${kind}s`, nouns[kind]]
  return new UsageError(
    `${owner} has no ${noun} ${value}.`,
    similar.length > 0 ? `Its ${plural} include: ${similar.join(', ')}.` : `It has no ${plural} at all.`,
  )
}
