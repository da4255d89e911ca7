import {RemovedWhenDone} from '../files/removed-when-done.js'
import type {BuiltIndex, VectorCache} from './vector-cache.js'

/**
 * Deletes the folder of an index that is not in its place any more, once the cache has what only it holds.
 *
 * @param others - Indexes that stay.
 * @returns How many vectors the cache keeps of it.
 */
export async function retireIndex(
  folder: string,
  cache: VectorCache | undefined,
  others: readonly BuiltIndex[],
): Promise<number> {
  using _ = new RemovedWhenDone(folder)
  return (await cache?.keep(folder, others)) ?? 0
}
