import {UsageError} from '../errors.js'

export type Hnswlib = typeof import('hnswlib-node')

/**
 * Loads hnswlib-node, an optional dependency.
 *
 * @throws {UsageError} When it is not installed or does not run here.
 */
export async function loadHnswlib(): Promise<Hnswlib> {
  try {
    const {default: hnswlib} = await import('hnswlib-node')
    return hnswlib
  } catch (cause) {
    throw new UsageError(
      'The search engine hnswlib cannot be used: the package hnswlib-node is not installed, or does not run on this machine.',
      'Leave --engine out, or install biolord again with optional dependencies and a C++ compiler.',
      {cause},
    )
  }
}
