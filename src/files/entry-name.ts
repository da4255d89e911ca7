import {UsageError} from '../errors.js'

const pattern = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/

/** Whether a string can be the name of an index or a model: a folder on every system, and not a hidden one. */
export function isEntryName(name: string): boolean {
  return pattern.test(name)
}

/**
 * @param what - For the message: `an index`, `a model`.
 * @throws {UsageError} When the string cannot be a name.
 */
export function checkEntryName(name: string, what: string): void {
  if (isEntryName(name)) return
  throw new UsageError(
    `"${name}" cannot be the name of ${what}.`,
    'Use up to 64 letters, digits, dots, hyphens and underscores, and no dot at the start.',
  )
}
