import {
  type ColumnRole,
  headerKey,
  idRank,
  isOfNoConcept,
  nameRank,
  roleOfHeader,
  type TableColumn,
  vocabularyOf,
} from './table-columns.js'
import {looksLikeIds, looksLikeNames, looksLikeProse} from './value-shapes.js'

/** Columns that a user named, by position. */
export type GivenColumns = ReadonlyMap<number, ColumnRole>

/** Columns beyond this are not kept as values: a matrix is no terminology. */
const mostValueColumns = 50

/**
 * Guesses what the columns of a table give, from their headers and, where those say nothing, from their content. What the
 * user gave stands; a role that was given is guessed for no other column.
 *
 * @param headers - Empty: the table has no header line.
 * @param values - Sample of each column's cells.
 * @returns The columns in their order; without an `id` or a `name` where none was found.
 */
export function guessColumns(
  headers: readonly string[],
  values: readonly (readonly string[])[],
  given: GivenColumns,
): TableColumn[] {
  const found = new Map<number, ColumnRole>(given)
  const givenRoles = new Set(given.values())
  const free = () => values.map((_, index) => index).filter((index) => !found.has(index))
  const isOpen = (role: ColumnRole) => !givenRoles.has(role)

  for (const index of free()) {
    const role = roleOfHeader(headers[index] ?? '')
    if (role && isOpen(role)) found.set(index, role)
  }
  if (isOpen('id')) {
    const id =
      best(free(), (index) => idRank(headers[index] ?? '')) ??
      free().find((index) => !isOfNoConcept(headers[index] ?? '') && looksLikeIds(values[index]!))
    if (id !== undefined) found.set(id, 'id')
  }
  if (isOpen('name')) {
    // a table of ids and synonyms has its names there
    const isNamed = [...found.values()].includes('synonyms')
    const name =
      best(
        free().filter((index) => !looksLikeProse(values[index]!)),
        (index) => nameRank(headers[index] ?? ''),
      ) ?? (isNamed ? undefined : free().find((index) => looksLikeNames(values[index]!)))
    if (name !== undefined) found.set(name, 'name')
  }
  for (const index of free()) {
    const role = roleBesideName(headers[index])
    if (role !== undefined && (role === 'value' || isOpen(role))) found.set(index, role)
  }
  return columnsOf(found, headers)
}

/** A second name beside the name, a prose description, a foreign id, or a value of any kind. */
function roleBesideName(header: string | undefined): ColumnRole | undefined {
  if (header === undefined || header === '') return undefined
  if (/^(?:description|desc)$/.test(headerKey(header))) return 'definition'
  if (vocabularyOf(header) !== undefined) return 'cross-map'
  const isOtherName = nameRank(header) >= 0 && !headerKey(header).startsWith('english_')
  return isOtherName ? 'synonyms' : 'value'
}

function columnsOf(found: ReadonlyMap<number, ColumnRole>, headers: readonly string[]): TableColumn[] {
  let valueColumns = 0
  return [...found]
    .sort(([a], [b]) => a - b)
    .filter(([, role]) => role !== 'value' || ++valueColumns <= mostValueColumns)
    .map(([index, role]) => ({index, role, label: headers[index] ?? String(index + 1)}))
}

/** The leftmost of the columns with the best rank. */
function best(indexes: readonly number[], rankOf: (index: number) => number): number | undefined {
  const ranked = indexes.map((index) => ({index, rank: rankOf(index)})).filter(({rank}) => rank >= 0)
  return ranked.sort((a, b) => a.rank - b.rank || a.index - b.index)[0]?.index
}
