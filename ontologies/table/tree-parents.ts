import type {OntologyRow, ReportProblem} from '../../src/domain/ontology.js'

/** MeSH has 65,000; a table with more of them than this keeps its numbers, but gets no hierarchy. */
const most = 1_000_000

/**
 * The hierarchy that tree numbers spell out: `C14.280.647` lies below `C14.280`.
 *
 * Reports `too-many-tree-numbers` (warning) where there are too many to keep.
 */
export class TreeParents {
  private readonly places = new Map<string, {readonly id: string; readonly line: number}>()
  private isFull = false

  constructor(
    private readonly path: string,
    private readonly report: ReportProblem,
  ) {}

  add(treeNumber: string, id: string, line: number): void {
    if (this.places.size < most) this.places.set(treeNumber, {id, line})
    else if (!this.isFull) {
      this.isFull = true
      this.report({
        kind: 'too-many-tree-numbers',
        severity: 'warning',
        message: `Only the first ${most} tree numbers make is-a relations.`,
        at: {file: this.path, line},
      })
    }
  }

  /** Adds an is-a relation for each number whose parent's number is there; roots of branches have none. */
  addRelations(rows: OntologyRow[]): void {
    for (const [treeNumber, {id, line}] of this.places) {
      const dot = treeNumber.lastIndexOf('.')
      const parent = dot < 0 ? undefined : this.places.get(treeNumber.slice(0, dot))
      if (parent === undefined || parent.id === id) continue
      const at = {file: this.path, line}
      rows.push({row: 'relation', conceptId: id, relation: 'is-a', targetId: parent.id, at})
    }
  }
}
