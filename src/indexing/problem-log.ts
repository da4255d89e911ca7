import type {Problem} from '../domain/ontology.js'

/** Problems of one kind: how many there were and the first few. */
export interface ProblemGroup {
  readonly kind: string
  readonly severity: Problem['severity']
  readonly count: number
  readonly examples: readonly Problem[]
}

const examplesPerKind = 3

/** Counts problems by kind and keeps the first few of each, so that memory stays bounded however many there are. */
export class ProblemLog {
  private readonly groups = new Map<
    string,
    {severity: Problem['severity']; count: number; examples: Problem[]}
  >()

  readonly report = (problem: Problem): void => {
    let group = this.groups.get(problem.kind)
    if (!group) {
      group = {severity: problem.severity, count: 0, examples: []}
      this.groups.set(problem.kind, group)
    }
    group.count++
    if (group.examples.length < examplesPerKind) group.examples.push(problem)
  }

  /** Skipped rows, over all kinds. */
  get skipped(): number {
    return [...this.groups.values()].reduce(
      (sum, {count, severity}) => sum + (severity === 'skipped' ? count : 0),
      0,
    )
  }

  /** Kinds in the order in which they were first met. */
  get all(): ProblemGroup[] {
    return [...this.groups].map(([kind, group]) => ({kind, ...group}))
  }
}
