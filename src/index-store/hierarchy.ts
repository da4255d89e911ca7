/** How far {@link Hierarchy.countPairs} counts. */
export interface PairLimits {
  /** Pairs of a concept and something above it. */
  readonly pairs: number
  /** Relations walked; one is walked once for each concept above it, so that a dense hierarchy costs more than its pairs. */
  readonly steps: number
}

/** Concepts that are all below each other: how many they are, the first of them, and a child of it that is one too. */
export interface Circle {
  readonly size: number
  readonly parent: number
  readonly child: number
}

/**
 * The is-a relations among concepts 0 to `size` - 1, as lists of children. Nothing here recurses: a hierarchy may be as
 * deep as it has concepts, and go in circles.
 */
export class Hierarchy {
  /** Children of concept n stand from `starts[n]` to `starts[n + 1]`. */
  private readonly starts: Uint32Array
  private readonly children: Uint32Array
  private readonly queue: Uint32Array
  /** The last walk that met a concept. */
  private readonly metBy: Uint32Array
  private walks = 0

  /**
   * @param children - With `parents`, the ends of each relation; a pair may come more than once.
   * @param parents - As many as children.
   */
  constructor(
    private readonly size: number,
    children: Uint32Array,
    parents: Uint32Array,
  ) {
    const starts = new Uint32Array(size + 1)
    for (const parent of parents) starts[parent + 1]!++
    for (let i = 0; i < size; i++) starts[i + 1]! += starts[i]!
    const next = starts.slice()
    this.children = new Uint32Array(children.length)
    for (let i = 0; i < children.length; i++) this.children[next[parents[i]!]!++] = children[i]!
    this.starts = starts
    this.queue = new Uint32Array(size)
    this.metBy = new Uint32Array(size)
  }

  /** @returns What is below a concept at any depth, ascending; never the concept itself. */
  descendantsOf(ancestor: number): Uint32Array {
    const found = this.walk(ancestor, Number.POSITIVE_INFINITY)
    return found ? this.queue.slice(1, 1 + found.concepts).sort() : new Uint32Array()
  }

  /** @returns How many concepts {@link descendantsOf} gives in all; `undefined` when that is beyond a limit. */
  countPairs(limits: PairLimits): number | undefined {
    let pairs = 0
    let steps = 0
    for (let ancestor = 0; ancestor < this.size; ancestor++) {
      const found = this.walk(ancestor, limits.steps - steps)
      if (!found) return undefined
      pairs += found.concepts
      steps += found.steps
      if (pairs > limits.pairs) return undefined
    }
    return pairs
  }

  /** Concepts that have anything below them, ascending. */
  *parents(): Generator<number> {
    for (let n = 0; n < this.size; n++) if (this.starts[n]! < this.starts[n + 1]!) yield n
  }

  /** Circles, by their first concept. Concepts that are all below each other count as one circle. */
  circles(): Circle[] {
    return new CircleSearch(this.starts, this.children)
      .find()
      .map((concepts) => {
        const members = new Set(concepts)
        const parent = concepts.reduce((a, b) => Math.min(a, b))
        const children = this.children.subarray(this.starts[parent]!, this.starts[parent + 1]!)
        return {
          size: concepts.length,
          parent,
          child: children.find((one) => one !== parent && members.has(one))!,
        }
      })
      .sort((a, b) => a.parent - b.parent)
  }

  /** Fills the queue with an ancestor and what is below it. `undefined` when that takes more steps than it may. */
  private walk(ancestor: number, maxSteps: number): {concepts: number; steps: number} | undefined {
    const {children, metBy, queue, starts} = this
    const walk = ++this.walks
    let steps = 0
    let length = 1
    queue[0] = ancestor
    metBy[ancestor] = walk
    for (let at = 0; at < length; at++) {
      const concept = queue[at]!
      const end = starts[concept + 1]!
      for (let i = starts[concept]!; i < end; i++) {
        const child = children[i]!
        if (metBy[child] === walk) continue
        metBy[child] = walk
        queue[length++] = child
      }
      steps += end - starts[concept]!
      if (steps > maxSteps) return undefined
    }
    return {concepts: length - 1, steps}
  }
}

/** Tarjan's strongly connected components, with a stack of its own. */
class CircleSearch {
  /** Order in which concepts were entered, from 1; 0: not yet. */
  private readonly entered: Uint32Array
  /** Earliest concept that is still open and can be reached. */
  private readonly lowest: Uint32Array
  private readonly isOpen: Uint8Array
  /** Concepts whose circle is not known yet. */
  private readonly open: Uint32Array
  /** The way from the root of the search, with the next child to look at. */
  private readonly path: Uint32Array
  private readonly nextChild: Uint32Array
  private readonly found: Uint32Array[] = []
  private entries = 0
  private openCount = 0

  constructor(
    private readonly starts: Uint32Array,
    private readonly children: Uint32Array,
  ) {
    const size = starts.length - 1
    this.entered = new Uint32Array(size)
    this.lowest = new Uint32Array(size)
    this.isOpen = new Uint8Array(size)
    this.open = new Uint32Array(size)
    this.path = new Uint32Array(size)
    this.nextChild = starts.slice(0, size)
  }

  find(): Uint32Array[] {
    for (let root = 0; root < this.entered.length; root++) if (this.entered[root] === 0) this.searchFrom(root)
    return this.found
  }

  private searchFrom(root: number): void {
    const {children, entered, isOpen, lowest, nextChild, path, starts} = this
    let depth = 0
    path[0] = root
    this.enter(root)
    while (depth >= 0) {
      const concept = path[depth]!
      if (nextChild[concept]! < starts[concept + 1]!) {
        const child = children[nextChild[concept]!++]!
        if (entered[child] === 0) {
          path[++depth] = child
          this.enter(child)
        } else if (isOpen[child]) lowest[concept] = Math.min(lowest[concept]!, entered[child]!)
        continue
      }
      if (lowest[concept] === entered[concept]) this.leave(concept)
      if (--depth >= 0) lowest[path[depth]!] = Math.min(lowest[path[depth]!]!, lowest[concept]!)
    }
  }

  private enter(concept: number): void {
    this.entered[concept] = this.lowest[concept] = ++this.entries
    this.open[this.openCount++] = concept
    this.isOpen[concept] = 1
  }

  /** Takes what was opened since a concept, and the concept itself, for one circle. */
  private leave(concept: number): void {
    const end = this.openCount
    do this.isOpen[this.open[--this.openCount]!] = 0
    while (this.open[this.openCount] !== concept)
    if (end - this.openCount > 1) this.found.push(this.open.slice(this.openCount, end))
  }
}
