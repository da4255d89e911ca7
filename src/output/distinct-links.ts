import type {LinkedMention} from '../domain/mention.js'
import {oneLine} from './one-line.js'

/** Gathers what each text was linked to, for formats that map texts rather than mark places. */
export class DistinctLinks {
  private readonly best = new Map<string, LinkedMention>()

  /** Of the same text and concept the more certain mention is kept. */
  add(mention: LinkedMention): void {
    if (mention.text.trim() === '') return
    const {id, source} = mention.concept ?? {}
    const key = JSON.stringify([labelOf(mention), source, id])
    const former = this.best.get(key)
    if (former === undefined || (mention.score ?? 0) > (former.score ?? 0)) this.best.set(key, mention)
  }

  /** By text, source and id, in the order of code units, so that the order of documents changes nothing. */
  *[Symbol.iterator](): Generator<{readonly label: string; readonly mention: LinkedMention}> {
    const keys = [...this.best.keys()].sort()
    for (const key of keys) {
      const mention = this.best.get(key) as LinkedMention
      yield {label: labelOf(mention), mention}
    }
  }
}

/** White space at the ends or in runs is no part of what a text says. */
function labelOf({text}: LinkedMention): string {
  return oneLine(text).replace(/\s+/g, ' ').trim()
}
