import type {OntologyRow, ReportProblem, SourceLine} from '../../src/domain/ontology.js'
import {InputError} from '../../src/errors.js'
import {shown} from '../shown.js'
import type {MeshLink, MeshRecord} from './mesh-record.js'

/** MeSH 2024 has 65,000 tree numbers. */
const mostHeld = 2_000_000

interface Held {
  readonly conceptId: string
  readonly at: SourceLine
}

/**
 * What ties records to each other: the tree, and relations to headings. A parent or a heading may come later than what
 * refers to it, so these rows wait; descriptors are to be read before supplementary records, which then need not wait.
 *
 * Reports `unknown-heading` (skipped), `missing-parent`, `duplicate-tree-number` (warnings).
 */
export class MeshLinks {
  private readonly idOfHeading = new Map<string, string>()
  private readonly nodes = new Map<string, Held>()
  private readonly waiting: (Held & {readonly relation: string; readonly heading: string})[] = []

  constructor(private readonly report: ReportProblem) {}

  /**
   * Takes note of a record whose other rows were made.
   *
   * @returns The relations that are known already.
   * @throws {InputError} When there are more tree numbers or headings than memory should hold.
   */
  add(record: MeshRecord, file: string): OntologyRow[] {
    const conceptId = record.id!.text
    if (record.kind === 'descriptor' && record.name) {
      this.idOfHeading.set(ownCopy(record.name.text.toLowerCase()), conceptId)
    }
    for (const {text, line} of record.treeNumbers) this.addNode(text, {conceptId, at: {file, line}})
    this.refuseTooMany(file, record.line)
    return record.links.flatMap((link) => this.linkRow(link, record, file) ?? [])
  }

  /** Everything that waited, when all records were read. */
  *rest(): Generator<OntologyRow> {
    for (const {heading, ...held} of this.waiting) {
      const targetId = this.resolve(heading)
      if (targetId === undefined) this.reportUnknown(heading, held.at)
      else yield {row: 'relation', ...held, targetId}
    }
    for (const [number, {conceptId, at}] of this.nodes) {
      const targetId = this.parentOf(number, at)
      if (targetId !== undefined && targetId !== conceptId) {
        yield {row: 'relation', conceptId, relation: 'is-a', targetId, at}
      }
    }
  }

  private addNode(number: string, node: Held): void {
    const other = this.nodes.get(number)
    if (other === undefined) this.nodes.set(ownCopy(number), node)
    else if (other.conceptId !== node.conceptId) {
      const message = `The tree number ${shown(number)} is that of ${other.conceptId} already.`
      this.report({kind: 'duplicate-tree-number', severity: 'warning', message, at: node.at})
    }
  }

  private linkRow(
    {relation, target, line}: MeshLink,
    {id, kind}: MeshRecord,
    file: string,
  ): OntologyRow | undefined {
    const held = {conceptId: id!.text, at: {file, line}}
    if ('id' in target) return {row: 'relation', ...held, relation, targetId: target.id}
    const targetId = this.resolve(target.heading)
    if (targetId !== undefined) return {row: 'relation', ...held, relation, targetId}
    if (kind === 'descriptor') this.waiting.push({...held, relation, heading: ownCopy(target.heading)})
    else this.reportUnknown(target.heading, held.at)
    return undefined
  }

  /** `*Heading/qualifier`: the asterisk marks the main one of several headings. */
  private resolve(written: string): string | undefined {
    const heading = written.replace(/^\*/, '').toLowerCase()
    return this.idOfHeading.get(heading) ?? this.idOfHeading.get(heading.replace(/\/[^/]*$/, ''))
  }

  /** The nearest node above, `C10.228` of `C10.228.140`. */
  private parentOf(number: string, at: SourceLine): string | undefined {
    let above = number
    for (let steps = 1; above.includes('.'); steps++) {
      above = above.slice(0, above.lastIndexOf('.'))
      if (steps === 1 && !this.nodes.has(above)) {
        const message = `No record has the tree number above ${shown(number)}; the next one further up counts.`
        this.report({kind: 'missing-parent', severity: 'warning', message, at})
      }
      const found = this.nodes.get(above)
      if (found) return found.conceptId
    }
    return undefined
  }

  private reportUnknown(heading: string, at: SourceLine): void {
    const message = `No descriptor of the source has the heading ${shown(heading)}.`
    this.report({kind: 'unknown-heading', severity: 'skipped', message, at})
  }

  private refuseTooMany(file: string, line: number): void {
    if (this.nodes.size + this.idOfHeading.size + this.waiting.length <= mostHeld) return
    throw new InputError(
      'INPUT_TOO_LARGE',
      `${file}, line ${line}: more than ${mostHeld} tree numbers and headings.`,
      'MeSH has some 100,000 of them; check that this is a file of NLM.',
    )
  }
}

/** A part of a string keeps the whole alive in V8, here a piece of the file for each heading. */
function ownCopy(text: string): string {
  return Buffer.from(text).toString()
}
