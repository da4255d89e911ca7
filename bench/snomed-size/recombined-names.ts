import type {Random} from './random.js'

/** Makes names that are not there, of the words, phrases and lengths of those that are. */
export class RecombinedNames {
  private readonly names: readonly (readonly string[])[]
  private readonly made = new Set<string>()

  constructor(
    names: readonly string[],
    private readonly random: Random,
  ) {
    this.names = names.map((name) => name.split(' '))
  }

  /** A name that was not made before: the beginning of one name and the end of another. */
  next(): string {
    for (;;) {
      const name = this.recombine()
      const before = this.made.size
      if (this.made.add(name).size > before) return name
    }
  }

  private recombine(): string {
    const first = this.pick()
    const second = this.pick()
    if (first.length === 1 || second.length === 1) return [...first, ...second].slice(0, 12).join(' ')
    const end = 1 + this.random.below(first.length - 1)
    const start = 1 + this.random.below(second.length - 1)
    return [...first.slice(0, end), ...second.slice(start)].join(' ')
  }

  private pick(): readonly string[] {
    return this.names[this.random.below(this.names.length)]!
  }
}
