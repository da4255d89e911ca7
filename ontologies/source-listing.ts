import {InputError} from '../src/errors.js'

/** A SNOMED CT release has some hundred files, a UMLS release some thousand. */
const mostFiles = 100_000

/** Dot files, and what macOS adds to archives. */
export function isHidden(name: string): boolean {
  return (name.startsWith('.') && name !== '.') || name === '__MACOSX'
}

/** Code unit order, the same in every locale. */
export function byRelativePath(
  a: {readonly relativePath: string},
  b: {readonly relativePath: string},
): number {
  if (a.relativePath === b.relativePath) return 0
  return a.relativePath < b.relativePath ? -1 : 1
}

/** @throws {InputError} When a source has so many files that it cannot be a release (a home folder, say). */
export function refuseTooMany(path: string, files: number): void {
  if (files <= mostFiles) return
  throw new InputError(
    'INPUT_TOO_LARGE',
    `${path} holds more than ${mostFiles} files.`,
    'Give the folder or the archive of one terminology release.',
  )
}
