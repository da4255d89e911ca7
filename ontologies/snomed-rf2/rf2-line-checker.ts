import type {Problem, ReportProblem, SourceLine} from '../../src/domain/ontology.js'
import {shown} from '../shown.js'
import {isCalendarDate} from './effective-time.js'
import {descriptionTypes} from './metadata-ids.js'
import {componentKinds, type Rf2Kind, rf2Columns} from './rf2-columns.js'
import type {Rf2File} from './rf2-file.js'
import {isValidSctid} from './sctid.js'

const knownDescriptionTypes: readonly string[] = Object.values(descriptionTypes)
const descriptionTypeColumn = rf2Columns.description.indexOf('typeId')

/** Why a row cannot be used. */
type Fault = Pick<Problem, 'kind' | 'message'>

/**
 * Finds what is odd about the rows of one file. Skipped: `too-few-columns`, `bad-active-flag`, `empty-column`. Used all
 * the same: `too-many-columns`, `bad-date`, `bad-check-digit`, `unknown-description-type`, `bad-number`.
 */
export class Rf2LineChecker {
  private readonly kind: Rf2Kind
  private readonly headerCount: number
  private readonly neededCount: number
  private readonly needed: readonly number[]
  private readonly numbers: readonly number[]
  private readonly checksId: boolean
  /** A release has some hundred dates for a million rows. */
  private readonly goodDates = new Set<string>()

  constructor(
    {kind, columnCount}: Rf2File,
    private readonly report: ReportProblem,
  ) {
    this.kind = kind
    this.headerCount = columnCount
    this.neededCount = rf2Columns[kind].length
    this.needed = neededColumns[kind].map((name) => rf2Columns[kind].indexOf(name))
    this.numbers = numericColumns
      .map((name) => rf2Columns[kind].indexOf(name))
      .filter((column) => column >= 0)
    this.checksId = componentKinds.includes(kind)
  }

  /** @returns Whether the row can be used, without a report. */
  isUsable(columns: readonly string[]): boolean {
    return this.faultOf(columns) === undefined
  }

  /** @returns Whether the row can be used; what keeps it from that is reported. */
  check(columns: readonly string[], at: SourceLine): boolean {
    const fault = this.faultOf(columns)
    if (fault) this.report({...fault, severity: 'skipped', at})
    return fault === undefined
  }

  /** Reports what is odd about a row that is used. */
  warnOfOddities(columns: readonly string[], at: SourceLine): void {
    const [id, date] = columns as readonly [string, string]
    if (columns.length > this.headerCount) {
      const message = `The row has ${columns.length} columns instead of ${this.headerCount}.`
      this.warn('too-many-columns', message, at)
    }
    if (this.checksId && !isValidSctid(id)) {
      this.warn('bad-check-digit', `${shown(id)} is not an SCTID: its check digit or form is wrong.`, at)
    }
    if (!this.isGoodDate(date)) this.warn('bad-date', `${shown(date)} is not a date.`, at)
    if (this.kind === 'description') {
      const type = columns[descriptionTypeColumn]!
      if (!knownDescriptionTypes.includes(type)) {
        this.warn('unknown-description-type', `${shown(type)} is taken for the type of a synonym.`, at)
      }
    }
    for (const column of this.numbers) {
      const value = columns[column]!
      if (value !== '0' && !/^\d{1,9}$/.test(value)) {
        const name = rf2Columns[this.kind][column]
        this.warn('bad-number', `The column "${name}" holds ${shown(value)}, which is taken for 0.`, at)
      }
    }
  }

  private faultOf(columns: readonly string[]): Fault | undefined {
    if (columns.length < this.neededCount) {
      const message = `The row has ${columns.length} columns instead of ${this.headerCount}.`
      return {kind: 'too-few-columns', message}
    }
    const active = columns[2]!
    if (active !== '1' && active !== '0') {
      const message = `The column "active" holds ${shown(active)} instead of 0 or 1.`
      return {kind: 'bad-active-flag', message}
    }
    for (const column of this.needed) {
      if (columns[column]!.trim() !== '') continue
      return {kind: 'empty-column', message: `The column "${rf2Columns[this.kind][column]}" is empty.`}
    }
    return undefined
  }

  private isGoodDate(date: string): boolean {
    if (this.goodDates.has(date)) return true
    if (!isCalendarDate(date)) return false
    this.goodDates.add(date)
    return true
  }

  private warn(kind: string, message: string, at: SourceLine): void {
    this.report({kind, severity: 'warning', message, at})
  }
}

/** The ids and the text that no row can do without. */
const neededColumns: Readonly<Record<Rf2Kind, readonly string[]>> = {
  concept: ['id'],
  description: ['id', 'conceptId', 'term'],
  relationship: ['sourceId', 'destinationId', 'typeId'],
  'concrete-value': ['sourceId', 'value', 'typeId'],
  language: ['referencedComponentId'],
  association: ['referencedComponentId', 'targetComponentId'],
  'simple-map': ['referencedComponentId'],
  'simple-map-to': ['referencedComponentId', 'mapSource'],
  'extended-map': ['referencedComponentId'],
  'module-dependency': ['moduleId', 'referencedComponentId'],
  member: ['refsetId', 'referencedComponentId'],
}

const numericColumns = ['relationshipGroup', 'mapGroup', 'mapPriority']
