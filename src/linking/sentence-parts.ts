import {isFunctionWord, isSideBySide} from '../domain/function-words.js'
import {isFiller, type Word} from '../domain/lexical-key.js'
import type {Run} from './written-out.js'

/** Longest part of a coordination that is written out, in words. */
export const longestPart = 3

/** Longest list whose parts may share words. */
export const mostParts = 6

/** Where two parts of a coordination meet: last word of the one, first of the other. */
export interface Joint {
  readonly left: number
  readonly right: number
  readonly isComma: boolean
}

/** The parts that the conjunctions and commas of a sentence stand between. */
export class Parts {
  readonly joints: readonly Joint[]
  /** By word, the last joint that it stands after, and the first that it stands before. */
  private readonly jointBefore: (Joint | undefined)[] = []
  private readonly jointAfter: (Joint | undefined)[] = []

  constructor(
    private readonly text: string,
    private readonly words: readonly Word[],
  ) {
    this.joints = [...this.findJoints()]
    for (let i = 0, next = 0; i < words.length; i++) {
      while (next < this.joints.length && this.joints[next]!.right <= i) next++
      this.jointBefore.push(this.joints[next - 1])
    }
    for (let i = 0, next = 0; i < words.length; i++) {
      while (next < this.joints.length && this.joints[next]!.left < i) next++
      this.jointAfter.push(this.joints[next])
    }
  }

  /** Last words of the parts before a joint, the nearest first: of "breast, lung or" both. */
  endsBefore({left}: Joint): number[] {
    const ends = [left]
    while (ends.length < mostParts) {
      const last = ends.at(-1)!
      const previous = this.jointBefore[last]
      if (!previous?.isComma || last - previous.right >= longestPart) break
      if (!this.isPhrase({first: previous.right, last})) break
      ends.push(previous.left)
    }
    return ends
  }

  /** What may be the part that ends with a word, the longest first. */
  upTo(last: number): Run[] {
    const from = this.jointBefore[last]?.right ?? 0
    const runs: Run[] = []
    for (let first = Math.max(from, last - longestPart + 1); first <= last; first++)
      if (this.isPhrase({first, last})) runs.push({first, last})
    return runs
  }

  /** What may be the part after a joint, the longest first; after a comma another must follow. */
  from({isComma, right}: Joint): Run[] {
    const next = this.jointAfter[right]?.left
    const runs: Run[] = []
    const most = Math.min(next ?? this.words.length - 1, right + longestPart - 1)
    for (let last = most; last >= right; last--)
      if ((!isComma || last === next) && this.isPhrase({first: right, last})) runs.push({first: right, last})
    return runs
  }

  /** Whether words follow each other with blanks and hyphens alone between, none of them a function word. */
  isPhrase({first, last}: Run): boolean {
    const {words} = this
    if (isFiller(words[first]!.form) || isFiller(words[last]!.form)) return false
    for (let i = first; i <= last; i++) {
      if (isFunctionWord(words[i]!.form)) return false
      if (i < last && !isSideBySide(this.text, words[i], words[i + 1])) return false
    }
    return true
  }

  private *findJoints(): Generator<Joint> {
    const {words} = this
    for (let left = 0; left + 1 < words.length; left++) {
      const gap = this.gapAfter(left)
      const isWord = isConjunction(words[left + 1]!)
      if (isConjunction(words[left]!) || !(isWord ? /^\s*,?\s*$/u : /^\s*[,/]\s*$/u).test(gap)) continue
      let right = left + 1
      while (right < words.length && isPassedOver(words[right]!)) right++
      if (right < words.length) yield {left, right, isComma: !isWord && gap.includes(',')}
    }
  }

  private gapAfter(i: number): string {
    return this.text.slice(this.words[i]!.end, this.words[i + 1]!.start)
  }
}

/** Of English, German, French, Spanish, Swedish and Danish. */
const conjunctions: ReadonlySet<string> = new Set('and or und oder et ou y och og eller'.split(' '))

export function isConjunction({form}: Word): boolean {
  return conjunctions.has(form)
}

/** "and/or", "both the" */
function isPassedOver(word: Word): boolean {
  return isConjunction(word) || /^(?:the|a|an|both|either)$/u.test(word.form)
}
