import {UsageError} from './errors.js'
import {filterExpressions} from './filter-flags.js'
import type {IndexFlags} from './index-flags.js'
import type {PreviousIndex} from './index-store/previous-index.js'
import type {FilterExpressions} from './index-store/term-index.js'

/**
 * The filters of an update are those of before: of the sources that it keeps, the index has no more than they let in.
 *
 * @param kept - Codes of these sources.
 */
export function filtersOfUpdate(
  flags: IndexFlags,
  previous: PreviousIndex | undefined,
  kept: readonly string[],
): FilterExpressions {
  const given = filterExpressions({include: flags.include, exclude: flags.exclude})
  if (!previous) return given
  const {exclude = [], include = []} = previous.manifest.filters ?? {}
  const before = {include, exclude}
  if (given.include.length + given.exclude.length === 0) return before
  const isSame = JSON.stringify(given) === JSON.stringify(before)
  if (!isSame && kept.length > 0) {
    throw new UsageError(
      `Other filters than those of the index need all its sources; ${kept.join(', ')} is not among those given.`,
      'Give releases of all sources, or leave the filters out to keep those of the index.',
    )
  }
  return given
}
