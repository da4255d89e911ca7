/** Lets one piece of work after another do something, in the order in which they ask. */
export class Turns {
  private last: Promise<void> = Promise.resolve()

  /** @returns When all that asked before are done; to be disposed when this one is. */
  async take(): Promise<Disposable> {
    const before = this.last
    let done = () => {}
    this.last = new Promise((resolve) => {
      done = resolve
    })
    await before
    return {[Symbol.dispose]: done}
  }
}
