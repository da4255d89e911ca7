import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

/** A new folder of this user's own in the system's place for temporary files, removed when it is disposed of. */
export class ScratchFolder implements Disposable {
  readonly path: string

  constructor() {
    this.path = mkdtempSync(join(tmpdir(), 'biolord-'))
  }

  [Symbol.dispose](): void {
    rmSync(this.path, {recursive: true, force: true})
  }
}
