import {groupBy} from '../domain/group-by.js'
import {isFiller, splitWords, type Word} from '../domain/lexical-key.js'
import {looseKeyOfForms} from '../domain/loose-key.js'
import type {Span} from '../domain/mention.js'
import type {ConceptFilter} from '../index-store/term-index.js'
import type {Dictionary} from './find-dictionary-spans.js'
import type {Stretch} from './find-stretches.js'
import {longestPart, type Parts} from './sentence-parts.js'
import {formsOf, namesOfPieces, type Reading, type Run, toStretch} from './written-out.js'

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
  parts: Parts,
  names: readonly Stretch[],
  dictionary: Dictionary,
  filter?: ConceptFilter,
): Stretch[] {
  if (parts.joints.every(({isComma}) => isComma)) return []
  const isName = ({own, pieces}: Reading) => {
    const names = namesOfPieces(text, words, pieces, dictionary, filter)
    if (names.length === 0) return false
    const forms = formsOf(words, pieces)
    // by their meaning, "lost weight" and "lost consciousness" share nothing
    const sharesMeaning = looseKeyOfForms(forms) !== looseKeyOfForms(formsOf(words, [own]))
    const order = spokenOrder(forms)
    return names.some(
      ({byLooseKey, term}) =>
        (byLooseKey && sharesMeaning) ||
        spokenOrder(splitWords(term.replace(/, /g, ' of ')).map(({form}) => form)) === order,
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
    // "feeding, and a septal defect": what has an article of its own shares nothing with what is before it
    const isOwn = /^an?$/.test(words[joint.right - 1]!.form)
    if (!joint.isComma && !isOwn)
      for (const end of ends) add(...firstOf(sharingEnd(parts.upTo(end), after), isName))
    add(...firstOf(sharingStart(parts.from(joint), before), isName))
    if (joint.isComma || isOwn) continue
    const heads = range(joint.right + 1, joint.right + longestPart).flatMap(
      (first) => byFirst.get(first) ?? [],
    )
    for (const both of sharingBoth(parts.upTo(joint.left), joint.right, heads, parts))
      if (both.every(isName)) add(...both)
  }
  return [...found.values()]
    .map((reading) => toStretch(text, sentence, words, reading))
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
