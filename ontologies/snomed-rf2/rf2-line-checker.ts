import type {Problem, ReportProblem, SourceLine} from '../../src/domain/ontology.js'
import {descriptionTypes} from './metadata-ids.js'
import {type Rf2Kind, rf2Columns} from './rf2-file.js'
import {isValidSctid} from './sctid.js'

const knownDescriptionTypes: readonly string[] = Object.values(descriptionTypes)
const descriptionTypeColumn = rf2Columns.description.indexOf('typeId')

/** Kinds whose first column is an SCTID; a reference set member's is a UUID. */
const componentKinds: readonly Rf2Kind[] = ['concept', 'description', 'relationship']

/**
 * Reports what is odd about the rows of one file. Skipped: `too-few-columns`, `bad-active-flag`, `empty-column`. Used all
 * the same: `too-many-columns`, `bad-date`, `bad-check-digit`, `unknown-description-type`.
 */
export class Rf2LineChecker {
  private readonly neededCount: number
  private readonly checksId: boolean
  /** A release has some hundred dates for a million rows. */
  private readonly goodDates = new Set<string>()

  constructor(
    private readonly kind: Rf2Kind,
    private readonly headerCount: number,
    private readonly report: ReportProblem,
  ) {
    this.neededCount = rf2Columns[kind].length
    this.checksId = componentKinds.includes(kind)
  }

  /** @returns Whether the row can be used. */
  check(columns: readonly string[], at: SourceLine): boolean {
    if (columns.length < this.neededCount) {
      const message = `The row has ${columns.length} columns instead of ${this.headerCount}.`
      return this.skip('too-few-columns', message, at)
    }
    const [id, date, active] = columns
    if (active !== '1' && active !== '0') {
      return this.skip(
        'bad-active-flag',
        `The column "active" holds ${shown(active!)} instead of 0 or 1.`,
        at,
      )
    }
    const empty = this.emptyColumn(columns)
    if (empty !== undefined) return this.skip('empty-column', `The column "${empty}" is empty.`, at)
    this.warnOfOddities(columns, id!, date!, at)
    return true
  }

  private warnOfOddities(columns: readonly string[], id: string, date: string, at: SourceLine): void {
    if (columns.length > this.headerCount) {
      const message = `The row has ${columns.length} columns instead of ${this.headerCount}.`
      this.warn('too-many-columns', message, at)
    }
    if (this.checksId && !isValidSctid(id)) {
      this.warn('bad-check-digit', `${shown(id)} is not an SCTID: its check digit or form is wrong.`, at)
    }
    if (!this.isGoodDate(date)) this.warn('bad-date', `${shown(date)} is not a date.`, at)
    const type = columns[descriptionTypeColumn]
    if (this.kind === 'description' && !knownDescriptionTypes.includes(type!)) {
      this.warn('unknown-description-type', `${shown(type!)} is taken for the type of a synonym.`, at)
    }
  }

  /** The ids and the text that no row can do without. */
  private emptyColumn(columns: readonly string[]): string | undefined {
    const needed = neededColumns[this.kind].find((column) => columns[column]!.trim() === '')
    return needed === undefined ? undefined : rf2Columns[this.kind][needed]
  }

  private isGoodDate(date: string): boolean {
    if (this.goodDates.has(date)) return true
    if (!isCalendarDate(date)) return false
    this.goodDates.add(date)
    return true
  }

  private skip(kind: string, message: string, at: SourceLine): false {
    this.tell('skipped', kind, message, at)
    return false
  }

  private warn(kind: string, message: string, at: SourceLine): void {
    this.tell('warning', kind, message, at)
  }

  private tell(severity: Problem['severity'], kind: string, message: string, at: SourceLine): void {
    this.report({kind, severity, message, at})
  }
}

/** Positions in {@link rf2Columns}. */
const neededColumns: Readonly<Record<Rf2Kind, readonly number[]>> = {
  concept: [0],
  description: [0, 4, 7],
  relationship: [4, 5, 7],
  language: [5],
  association: [5, 6],
  'simple-map': [5],
  'extended-map': [5],
}

/** A value in a message: quoted, and short whatever the file holds. */
function shown(value: string): string {
  return `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`
}

/** `20180931` has the form of a date and is none. */
function isCalendarDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? []
  if (year === undefined) return false
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}
