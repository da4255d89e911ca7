import {isFunctionWord, isSideBySide} from '../domain/function-words.js'
import {groupBy} from '../domain/group-by.js'
import {isFiller, splitWords, type Word} from '../domain/lexical-key.js'
import type {Span} from '../domain/mention.js'
import type {ConceptFilter} from '../index-store/term-index.js'
import {type Dictionary, namesOf} from './find-dictionary-spans.js'
import type {Stretch} from './find-stretches.js'

/** Longest part of a coordination that is written out, in words. */
const longestPart = 3

/** Longest list whose parts may share words. */
const mostParts = 6

/** Places of words in a sentence, inclusive. */
interface Run {
  readonly first: number
  readonly last: number
}

/** Where two parts of a coordination meet: last word of the one, first of the other. */
interface Joint {
  readonly left: number
  readonly right: number
  readonly isComma: boolean
}

/** A part of a coordination, written out. */
interface Reading {
  /** Its own words. */
  readonly own: Run
  /** These and those that it shares, in order. */
  readonly pieces: readonly [Run, Run]
  /** From its first word, or that of the part that it shares words with, to the last of both. */
  readonly whole: Run
}

/**
 * Finds the parts of coordinations that are names only with words of a name beside them: "breast" in "breast and ovarian
 * cancer", "distension" in "abdominal pain and distension", and both parts of "type 1 and 2 diabetes", where either is one
 * with words of the other. Where no name stands beside it, a part is not written out: words alone do not say what it shares.
 *
 * @param sentence - Offsets in `text`.
 * @param words - The words of the sentence, offsets in `text`.
 * @param names - Its stretches that have a name.
 * @returns In order of the text.
 */
export function findCoordinated(
  text: string,
  sentence: Span,
  words: readonly Word[],
  names: readonly Stretch[],
  dictionary: Dictionary,
  filter?: ConceptFilter,
): Stretch[] {
  const parts = new Parts(text, words)
  if (parts.joints.every(({isComma}) => isComma)) return []
  const textOf = (pieces: readonly Run[]) =>
    pieces.map(({first, last}) => text.slice(words[first]!.start, words[last]!.end)).join(' ')
  const isName = ({pieces}: Reading) => {
    const forms = pieces.flatMap(({first, last}) => words.slice(first, last + 1).map(({form}) => form))
    const order = spokenOrder(forms)
    return namesOf(textOf(pieces), forms, dictionary, filter).some(
      ({byLooseKey, term}) =>
        byLooseKey || spokenOrder(splitWords(term.replace(/, /g, ' of ')).map(({form}) => form)) === order,
    )
  }
  const longestFirst = names
    .filter(({isAbbreviation}) => !isAbbreviation)
    .sort((a, b) => b.last - b.first - (a.last - a.first))
  const byFirst = groupBy(longestFirst, ({first}) => first)
  const byLast = groupBy(longestFirst, ({last}) => last)
  const found = new Map<number, Reading>()
  const add = (...readings: Reading[]) => {
    for (const reading of readings) found.set(reading.own.first, reading)
  }
  for (const joint of parts.joints) {
    const ends = parts.endsBefore(joint)
    const after = byFirst.get(joint.right) ?? []
    const before = ends.flatMap((end) => byLast.get(end) ?? [])
    if (!joint.isComma) for (const end of ends) add(...firstOf(sharingEnd(parts.upTo(end), after), isName))
    add(...firstOf(sharingStart(parts.from(joint), before), isName))
    if (joint.isComma) continue
    const heads = range(joint.right + 1, joint.right + longestPart).flatMap(
      (first) => byFirst.get(first) ?? [],
    )
    for (const both of sharingBoth(parts.upTo(joint.left), joint.right, heads, parts))
      if (both.every(isName)) add(...both)
  }
  return [...found.values()]
    .map((reading) => toStretch(text, sentence, words, reading, textOf(reading.pieces)))
    .sort((a, b) => a.start - b.start || a.end - b.end)
}

function range(from: number, to: number): number[] {
  return Array.from({length: to - from + 1}, (_, i) => from + i)
}

/** "Cancer of the breast" as "breast cancer": keys forget the order, which tells what words of two parts say together. */
function spokenOrder(forms: readonly string[]): string {
  const parts: string[][] = [[]]
  for (const form of forms) {
    if (/^(?:of|in|on|to)$/.test(form)) parts.unshift([])
    else if (!isFiller(form)) parts[0]!.push(form)
  }
  return parts.flat().join(' ')
}

function firstOf(readings: Iterable<Reading>, isName: (reading: Reading) => boolean): Reading[] {
  for (const reading of readings) if (isName(reading)) return [reading]
  return []
}

/** Parts with what a name after them ends with, the longest first: "breast [and ovarian] cancer". */
function* sharingEnd(parts: readonly Run[], names: readonly Run[]): Generator<Reading> {
  for (const own of parts)
    for (const {first, last} of names)
      for (let from = first + 1; from <= last; from++)
        yield {own, pieces: [own, {first: from, last}], whole: {first: own.first, last}}
}

/** Parts with what a name before them begins with, the longest first: "abdominal [pain and] distension". */
function* sharingStart(parts: readonly Run[], names: readonly Run[]): Generator<Reading> {
  for (const own of parts)
    for (const {first, last} of names)
      for (let to = last - 1; to >= first; to--)
        yield {own, pieces: [{first, last: to}, own], whole: {first, last: own.last}}
}

/** Two parts, each with words of the other: "type 1 and 2 diabetes", whose last word is a name. */
function* sharingBoth(
  befores: readonly Run[],
  right: number,
  heads: readonly Run[],
  parts: Parts,
): Generator<readonly [Reading, Reading]> {
  for (const head of heads) {
    const after = {first: right, last: head.last}
    if (!parts.isPhrase(after)) continue
    for (const before of befores)
      for (let to = before.first; to < before.last; to++) {
        const whole = {first: before.first, last: head.last}
        yield [
          {own: before, pieces: [before, head], whole},
          {
            own: {first: right, last: head.first - 1},
            pieces: [{first: before.first, last: to}, after],
            whole,
          },
        ]
      }
  }
}

/** The parts that the conjunctions and commas of a sentence stand between. */
class Parts {
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

function isConjunction({form}: Word): boolean {
  return conjunctions.has(form)
}

/** "and/or", "both the" */
function isPassedOver(word: Word): boolean {
  return isConjunction(word) || /^(?:the|a|an|both|either)$/u.test(word.form)
}

/** The stretch in the sentence as if its full form alone stood there, which says what it looks like. */
function toStretch(
  text: string,
  sentence: Span,
  words: readonly Word[],
  {own, pieces, whole}: Reading,
  linkAs: string,
): Stretch {
  const spanOf = ({first, last}: Run): Span => ({start: words[first]!.start, end: words[last]!.end})
  const [before, after] = pieces.map(spanOf) as [Span, Span]
  const {end, start} = spanOf(whole)
  const lead = text.slice(sentence.start, start)
  const within = `${lead}${linkAs}${text.slice(end, sentence.end)}`
  const written = splitWords(within)
  return {
    start: before.start,
    end: after.end,
    pieces: {own: spanOf(own), spans: [before, after]},
    linkAs,
    isAbbreviation: false,
    within,
    words: written,
    first: written.findIndex((word) => word.end > lead.length),
    last: written.findLastIndex((word) => word.start < lead.length + linkAs.length),
  }
}
