import {firstEndingAfter} from '../domain/first-ending-after.js'

const surrogatePairs = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g

/** Turns offsets of a text in code points, the unit of annotation formats, into UTF-16 units, in any order. */
export class CodePoints {
  /** Code points before each pair of units that is one, in order. */
  private readonly pairs: readonly number[]
  /** Of the text, in code points; a lone surrogate counts as one. */
  readonly length: number

  /** @param alsoOne - Other sequences of two UTF-16 units that count as one character. */
  constructor(text: string, alsoOne?: RegExp) {
    const pairs: number[] = []
    const counted = alsoOne ? new RegExp(`${surrogatePairs.source}|${alsoOne.source}`, 'g') : surrogatePairs
    for (const {index} of text.matchAll(counted)) pairs.push(index - pairs.length)
    this.pairs = pairs
    this.length = text.length - pairs.length
  }

  /** @param offset - Between 0 and `length`. */
  toUtf16(offset: number): number {
    const {pairs} = this
    return offset + firstEndingAfter(pairs.length, (i) => (pairs[i] as number) + 1, offset)
  }
}
