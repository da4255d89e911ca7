import {execFileSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

/** Whether this user may mount a disk of a given size. */
export const canMountSmallDisk = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'biolord-mount-'))
  try {
    mount(folder, '1m')
    execFileSync('umount', [folder])
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
})()

/**
 * Runs something with a folder on a disk of its own.
 *
 * @param size - As `mount` takes it: `4m`.
 */
export async function withSmallDisk(size: string, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'biolord-disk-'))
  mount(folder, size)
  try {
    await use(folder)
  } finally {
    execFileSync('umount', [folder])
    rmSync(folder, {recursive: true, force: true})
  }
}

function mount(folder: string, size: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], {stdio: 'ignore'})
}
