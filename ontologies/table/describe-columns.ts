import {type ColumnRole, holdsSeveral} from './table-columns.js'
import type {LaidOutColumn, TableLayout} from './table-layout.js'

/** The columns of a table in a sentence, and a second one where it has no header line. */
export function describeColumns({columns, header}: TableLayout): string[] {
  const roles = [...new Set(columns.map(({role}) => role))].sort((a, b) => order(a) - order(b))
  const parts = roles.map((role) =>
    describeRole(
      role,
      columns.filter((column) => column.role === role),
    ),
  )
  const sentence = `Columns: ${parts.join(', ')}.`
  if (header !== 'none') return [sentence]
  return [sentence, 'The first line was taken for a row: the table has no header.']
}

function describeRole(role: ColumnRole, columns: readonly LaidOutColumn[]): string {
  const named = columns.map(({label, separator}) => {
    const isNoted = separator !== undefined && holdsSeveral(role) && role !== 'id'
    return `"${label}"${isNoted ? ` separated by "${separator}"` : ''}`
  })
  return `${role === 'value' ? 'kept as values' : role} = ${named.join(' and ')}`
}

/** What is found in every table first, what is kept by the way last. */
function order(role: ColumnRole): number {
  return ['id', 'name', 'synonyms'].indexOf(role) + 1 || (role === 'value' ? 5 : 4)
}
