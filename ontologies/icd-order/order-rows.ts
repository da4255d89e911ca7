import type {OntologyRow, ReportProblem, SourceLine} from '../../src/domain/ontology.js'
import {shown} from '../shown.js'
import {dottedCode, type OrderLine, parseOrderLine} from './order-line.js'

/** The reference set of codes that are valid for claims, by which filters can tell them from headers. */
const billableSet = 'billable'

/**
 * Makes rows of the lines of one order file. A code lies below the nearest shorter code before it that it starts with: the
 * files list headers before what they head, so a stack of at most seven codes tells.
 *
 * Reports `bad-order-number`, `bad-code`, `bad-flag`, `empty-name` (skipped), `unordered-row` (warning).
 */
export class OrderRows {
  private readonly above: string[] = []
  private lastOrder = 0

  constructor(
    private readonly isPcs: boolean,
    private readonly report: ReportProblem,
  ) {}

  add(text: string, at: SourceLine, rows: OntologyRow[]): void {
    const line = parseOrderLine(text)
    if (typeof line === 'string') {
      this.report({kind: line, severity: 'skipped', message: messages[line](text), at})
      return
    }
    const name = line.longName || line.shortName
    const id = dottedCode(line.code, this.isPcs)
    if (name === '') {
      this.report({kind: 'empty-name', severity: 'skipped', message: `The code ${id} has no name.`, at})
      return
    }
    this.checkOrder(line, at)
    rows.push({row: 'concept', id, active: true, at})
    rows.push({row: 'term', conceptId: id, text: name, scope: 'preferred', at})
    if (line.shortName !== '' && line.shortName !== name) {
      rows.push({row: 'term', conceptId: id, text: line.shortName, scope: 'exact', at})
    }
    rows.push({row: 'property', conceptId: id, property: 'billable', value: String(line.isBillable), at})
    if (line.isBillable) rows.push({row: 'member', refset: billableSet, conceptId: id, at})
    const parent = this.placeBelow(line.code)
    if (parent !== undefined) {
      const targetId = dottedCode(parent, this.isPcs)
      rows.push({row: 'relation', conceptId: id, relation: 'is-a', targetId, at})
    }
  }

  /** @returns The code above this one, which now may head others itself. */
  private placeBelow(code: string): string | undefined {
    const {above} = this
    while (above.length > 0 && !(code.startsWith(above.at(-1)!) && code !== above.at(-1))) above.pop()
    const parent = above.at(-1)
    above.push(code)
    return parent
  }

  private checkOrder({code, order}: OrderLine, at: SourceLine): void {
    if (order <= this.lastOrder) {
      const message = `The code ${code} has the order number ${order} after ${this.lastOrder}: it may miss its parent.`
      this.report({kind: 'unordered-row', severity: 'warning', message, at})
    }
    this.lastOrder = order
  }
}

const messages = {
  'bad-order-number': (line: string) => `Columns 1 to 5 hold ${shown(line.slice(0, 6))} instead of a number.`,
  'bad-code': (line: string) => `Columns 7 to 13 hold ${shown(line.slice(6, 13))} instead of a code.`,
  'bad-flag': (line: string) => `Column 15 holds ${shown(line.slice(14, 15))} instead of 0 or 1.`,
}
