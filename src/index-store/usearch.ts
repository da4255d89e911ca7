import {UsageError} from '../errors.js'

export type Usearch = typeof import('usearch')

/**
 * Loads usearch, an optional dependency.
 *
 * @throws {UsageError} When it is not installed or does not run here.
 */
export async function loadUsearch(): Promise<Usearch> {
  try {
    return await import('usearch')
  } catch (cause) {
    throw new UsageError(
      'The search engine usearch cannot be used: its package is not installed, or does not run on this machine.',
      'Leave --engine out, or install biolord again with optional dependencies.',
      {cause},
    )
  }
}
