import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {onTestFinished} from 'vitest'

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'biolord-ontologies-'))
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}))
  return folder
}

/**
 * Writes files into a new temporary folder.
 *
 * @param files - Relative path to content.
 * @returns The folder.
 */
export function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), {recursive: true})
    writeFileSync(path, content)
  }
  return folder
}

/** Writes one file into a new temporary folder and returns its path. */
export function fileOf(name: string, content: string | Buffer): string {
  return join(folderOf({[name]: content}), name)
}
