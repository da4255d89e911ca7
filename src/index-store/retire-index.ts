import {rmSync} from 'node:fs'
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
  const remove = () => rmSync(folder, {recursive: true, force: true})
  process.once('exit', remove) // interrupted: gigabytes must not stay behind
  try {
    return (await cache?.keep(folder, others)) ?? 0
  } finally {
    process.off('exit', remove)
    remove()
  }
}
