import {closeSync, fchmodSync, fstatSync, ftruncateSync, openSync, writeFileSync} from 'node:fs'
import {UsageError} from '../errors.js'
import {diskFailure} from './disk-failure.js'

/**
 * A file that only its owner can read. It is opened before the work whose results it is for, and what it held stays until
 * there is something to write.
 */
export class PrivateFile {
  private readonly descriptor: number
  private isEmptied = false

  /** @throws {UsageError} When it cannot be written. */
  constructor(readonly path: string) {
    try {
      this.descriptor = openSync(path, 'a', 0o600)
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
      const why = isMissing ? 'there is no such folder' : (diskFailure(error) ?? (error as Error).message)
      throw new UsageError(`${path} cannot be written: ${why}.`, 'Name another file.', {cause: error})
    }
  }

  write(text: string): void {
    if (!this.isEmptied) this.empty()
    writeFileSync(this.descriptor, text) // all of it, where a full disk takes a part
  }

  private empty(): void {
    this.isEmptied = true
    if (!fstatSync(this.descriptor).isFile()) return // a device stays as it is
    fchmodSync(this.descriptor, 0o600)
    ftruncateSync(this.descriptor)
  }

  [Symbol.dispose](): void {
    closeSync(this.descriptor)
  }
}
