import {randomUUID} from 'node:crypto'
import {linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs'
import {hostname} from 'node:os'
import {dirname} from 'node:path'
import {setTimeout as wait} from 'node:timers/promises'
import {makeFolder} from '../../src/files/make-folder.js'
import type {RetryOptions} from './retries.js'

const heartbeatMs = 5000
const silentMs = 60_000
const pollMs = 250

/**
 * Takes a lock file, or waits for its owner: two pulls of one file would load it twice. The owner touches the file every
 * five seconds; one whose process has ended, or that was silent for a minute, has lost it. The cache may lie on a
 * network drive, where locks of the operating system cannot be relied on; a lock that fails all the same costs time
 * only, for what is loaded is checked.
 *
 * @returns Gives the lock back.
 */
export async function lockBlob(
  path: string,
  {onNote, signal}: Pick<RetryOptions, 'onNote' | 'signal'>,
): Promise<() => void> {
  const content = JSON.stringify({host: hostname(), pid: process.pid, id: randomUUID()})
  makeFolder(dirname(path))
  let noted = false
  while (!create(path, content)) {
    if (removeAbandoned(path)) continue
    if (!noted) onNote?.('Another biolord process is loading the same file; waiting for it.')
    noted = true
    await wait(pollMs, undefined, {signal})
  }
  const heartbeat = setInterval(() => touch(path), heartbeatMs)
  heartbeat.unref()
  return () => {
    clearInterval(heartbeat)
    if (read(path) === content) rmSync(path, {force: true})
  }
}

function create(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, {flag: 'wx'})
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** @returns Whether the lock may be free now. */
function removeAbandoned(path: string): boolean {
  const content = read(path)
  if (content === undefined) return true
  if (!isAbandoned(path, content)) return false
  const aside = `${path}.${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true // somebody else was faster
    throw error
  }
  // or has even taken it anew: then it is theirs
  if (read(aside) !== content) restore(aside, path)
  rmSync(aside, {force: true})
  return true
}

function isAbandoned(path: string, content: string): boolean {
  const changed = statSync(path, {throwIfNoEntry: false})?.mtimeMs
  if (changed === undefined || Date.now() - changed > silentMs) return true
  const owner = parse(content)
  return owner?.host === hostname() && !isRunning(owner.pid)
}

/** @returns `undefined` for a file that is still being written. */
function parse(content: string): {host: unknown; pid: number} | undefined {
  try {
    const {host, pid} = JSON.parse(content)
    return Number.isSafeInteger(pid) && pid > 0 ? {host, pid} : undefined
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0) // signal 0 only asks
    return true
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}

/** @returns `undefined` when it is gone; nothing of another user's that may not be read. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? undefined : ''
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}

function restore(from: string, path: string): void {
  try {
    linkSync(from, path)
  } catch {
    // taken once more meanwhile
  }
}

function touch(path: string): void {
  const now = new Date()
  try {
    utimesSync(path, now, now)
  } catch {
    // removed from outside; what is loaded is checked all the same
  }
}
