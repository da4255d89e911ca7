import {rmSync} from 'node:fs'

/**
 * A file or folder that is in its place by then, or is to go: removed when this is disposed of, or when the process ends before,
 * since gigabytes must not stay behind an interrupted command. Nothing happens where it is not there.
 */
export class RemovedWhenDone implements Disposable {
  private readonly remove: () => void

  constructor(path: string) {
    this.remove = () => rmSync(path, {recursive: true, force: true})
    process.once('exit', this.remove)
  }

  [Symbol.dispose](): void {
    process.off('exit', this.remove)
    this.remove()
  }
}
