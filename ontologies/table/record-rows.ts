import type {OntologyRow, Problem, ReportProblem, SourceLine, TermScope} from '../../src/domain/ontology.js'
import type {SeenIds} from '../seen-ids.js'
import {shown} from '../shown.js'
import {codeSeparators, singleValue, valuesOf} from './guess-separator.js'
import type {TableRecord} from './read-records.js'
import {type ColumnRole, vocabularyOf} from './table-columns.js'
import type {LaidOutColumn, TableLayout} from './table-layout.js'
import {TreeParents} from './tree-parents.js'

/**
 * Makes rows of the records of one table. Rows with one id are one concept, whose preferred name is the first row's, or
 * the one that a column of kinds calls a label.
 *
 * Reports `too-few-columns`, `too-many-columns`, `empty-id`, `empty-name` (skipped), `short-row` and
 * `line-end-in-name` (warning): no name has line ends, but a quote that was never meant to be one makes them.
 */
export class RecordRows {
  private readonly trees: TreeParents
  private readonly columns: ReadonlyMap<ColumnRole, readonly LaidOutColumn[]>
  private readonly neededCells: number

  /**
   * @param seen - Ids of the tables before, which go on here.
   * @param named - Those that have a preferred name, where a column of kinds lets a row before be a synonym's.
   */
  constructor(
    private readonly layout: TableLayout,
    private readonly seen: SeenIds,
    private readonly named: SeenIds | undefined,
    private readonly report: ReportProblem,
  ) {
    this.trees = new TreeParents(layout.file.path, report)
    const roles = new Set(layout.columns.map(({role}) => role))
    this.columns = new Map(
      [...roles].map((role) => [role, layout.columns.filter((column) => column.role === role)]),
    )
    const needed = layout.columns.filter(({role}) => role === 'id' || role === 'name')
    this.neededCells = Math.max(...needed.map(({index}) => index + 1))
  }

  /** Adds the rows of one record. */
  add(record: TableRecord, rows: OntologyRow[]): void {
    const at = {file: this.layout.file.path, line: record.line}
    if (!this.fits(record, at)) return
    const [id, ...otherIds] = this.values(record, 'id')
    if (id === undefined) {
      this.tell('empty-id', 'skipped', 'The row has no id.', at)
      return
    }
    const names = this.namesOf(record)
    if (names.length === 0) {
      this.tell('empty-name', 'skipped', `The row of ${shown(id)} has no name.`, at)
      return
    }
    if (names.some(({text}) => text.includes('\n'))) {
      this.tell('line-end-in-name', 'warning', `A name of ${shown(id)} goes over several lines.`, at)
    }
    const isFirst = this.seen.add(id)
    if (isFirst) rows.push({row: 'concept', id, active: this.isActive(record), at})
    const kind = this.values(record, 'kind of name')[0]
    // without a name, the first synonym stands for it
    names[0]!.scope = kind === undefined ? this.firstScope(id, isFirst) : scopeOfKind(kind)
    const language = this.values(record, 'language')[0]?.toLowerCase()
    for (const {scope, text} of names) {
      rows.push({row: 'term', conceptId: id, text, scope, ...(language ? {language} : {}), at})
    }
    for (const text of this.values(record, 'definition'))
      rows.push({row: 'definition', conceptId: id, text, at})
    for (const type of this.values(record, 'type')) rows.push({row: 'type', conceptId: id, type, at})
    this.addLinks(record, id, otherIds, at, rows)
  }

  /** The relations that only show when the whole table is read. */
  end(rows: OntologyRow[]): void {
    this.trees.addRelations(rows)
  }

  private firstScope(id: string, isFirst: boolean): TermScope {
    return (this.named?.add(id) ?? isFirst) ? 'preferred' : 'exact'
  }

  /** The name, then the synonyms, whose scope their header may tell (`related_synonyms`). */
  private namesOf(record: TableRecord): {text: string; scope: TermScope}[] {
    const names: {text: string; scope: TermScope}[] = []
    this.forEachValue(record, 'name', (text) => names.push({text, scope: 'preferred'}))
    this.forEachValue(record, 'synonyms', (text, {label}) =>
      names.push({text, scope: weakerScope(label) ?? 'exact'}),
    )
    return names
  }

  private addLinks(
    record: TableRecord,
    id: string,
    otherIds: readonly string[],
    at: SourceLine,
    rows: OntologyRow[],
  ): void {
    for (const other of [...otherIds, ...this.values(record, 'alternative id')]) {
      if (other !== id)
        rows.push({row: 'replacement', id: other, replacementId: id, reason: 'alternative-id', at})
    }
    for (const replacementId of this.values(record, 'replaced by')) {
      rows.push({row: 'replacement', id, replacementId, reason: 'replaced-by', at})
    }
    for (const targetId of this.values(record, 'parent')) {
      rows.push({row: 'relation', conceptId: id, relation: 'is-a', targetId, at})
    }
    for (const value of this.values(record, 'tree number')) {
      rows.push({row: 'property', conceptId: id, property: 'tree-number', value, at})
      this.trees.add(value, id, at.line)
    }
    this.forEachValue(record, 'cross-map', (value, {label}) => {
      const vocabulary = vocabularyOf(label)
      const target = value.includes(':') || vocabulary === undefined ? value : `${vocabulary}:${value}`
      if (target.includes(':')) rows.push({row: 'map', conceptId: id, target, relation: 'xref', at})
      else rows.push({row: 'property', conceptId: id, property: label, value, at})
    })
    for (const role of ['status', 'value'] as const) {
      this.forEachValue(record, role, (value, {label}) => {
        rows.push({row: 'property', conceptId: id, property: label, value, at})
      })
    }
  }

  private isActive(record: TableRecord): boolean {
    return !(
      this.values(record, 'obsolete').some((value) => /^(?:1|true|t|yes|y)$/i.test(value)) ||
      this.values(record, 'active').some((value) => /^(?:0|false|f|no|n)$/i.test(value)) ||
      this.values(record, 'status').some((value) =>
        /^(?:deprecated|obsolete|inactive|retired|withdrawn|deleted)$/i.test(value),
      )
    )
  }

  private values(record: TableRecord, role: ColumnRole): string[] {
    const values: string[] = []
    this.forEachValue(record, role, (value) => values.push(value))
    return values
  }

  private forEachValue(
    {cells}: TableRecord,
    wanted: ColumnRole,
    take: (value: string, column: LaidOutColumn) => void,
  ): void {
    for (const column of this.columns.get(wanted) ?? []) {
      const cell = cells[column.index] ?? ''
      if (cell === '') continue
      for (const value of cellValues(cell, column)) take(value, column)
    }
  }

  private fits({cells}: TableRecord, at: SourceLine): boolean {
    const {width} = this.layout
    const count = `The row has ${cells.length} columns instead of ${width}.`
    if (cells.length < this.neededCells) {
      this.tell('too-few-columns', 'skipped', count, at)
      return false
    }
    if (cells.slice(width).some((cell) => cell !== '')) {
      this.tell('too-many-columns', 'skipped', count, at)
      return false
    }
    if (cells.length < width) this.tell('short-row', 'warning', count, at)
    return true
  }

  private tell(kind: string, severity: Problem['severity'], message: string, at: SourceLine): void {
    this.report({kind, severity, message, at})
  }
}

function cellValues(cell: TableRecord['cells'][number], {role, separator}: LaidOutColumn): string[] {
  if (separator !== undefined) return valuesOf(cell, separator)
  if (codeRoles.includes(role)) return valuesOf(cell, codeSeparators)
  if (typeof cell !== 'string') return valuesOf(cell, '')
  const value = singleValue(cell)
  return value === '' ? [] : [value]
}

const codeRoles: readonly ColumnRole[] = [
  'parent',
  'alternative id',
  'cross-map',
  'tree number',
  'replaced by',
]

/** `label`, `synonym`, `hasRelatedSynonym`, `PT`: what a column of kinds says of a name. */
function scopeOfKind(kind: string): TermScope {
  const isLabel = /^(?:rdfs[:_])?(?:pref|label|main|name|title|pt$|mh$|primary|heading)/i.test(kind)
  return weakerScope(kind) ?? (isLabel ? 'preferred' : 'exact')
}

function weakerScope(words: string): TermScope | undefined {
  return (['broad', 'narrow', 'related'] as const).find((scope) => words.toLowerCase().includes(scope))
}
