import {isEverydayWord} from '../domain/everyday-words.js'
import {isPhraseWord, isPossessive, isSideBySide} from '../domain/function-words.js'
import type {Word} from '../domain/lexical-key.js'
import {looseParts} from '../domain/loose-key.js'
import type {Span} from '../domain/mention.js'
import {
  actions,
  auxiliaries,
  copulas,
  denials,
  doubts,
  happenings,
  nounsInLy,
  prepositions,
  saysHow,
  sides,
  wellBeingsOfSkin,
} from '../domain/predicate-words.js'
import {disorderPart} from '../domain/word-parts.js'
import type {ConceptFilter} from '../index-store/term-index.js'
import {type Dictionary, goesOn} from './find-dictionary-spans.js'
import type {Stretch} from './find-stretches.js'
import {isConjunction, longestPart, mostParts, type Parts} from './sentence-parts.js'
import {namesOfPieces, type Reading, type Run, toStretch} from './written-out.js'

/**
 * Finds names that a sentence says of something: "the spleen is enlarged", "ears were low-set and small", "liver and spleen are not
 * enlarged", "Abdomen: soft, distended", "broke her hip". What a name says by itself is none: "weight loss is absent" is no weight loss
 * in other words. English alone.
 *
 * @param sentence - Offsets in `text`.
 * @param words - The words of the sentence, offsets in `text`.
 * @returns In one piece where nothing but a copula and adverbs stands between.
 */
export function findPredicated(
  text: string,
  sentence: Span,
  words: readonly Word[],
  parts: Parts,
  dictionary: Dictionary,
  filter?: ConceptFilter,
): Stretch[] {
  const wordsOf = ({first, last}: Run) => words.slice(first, last + 1)
  const namesAt = (pieces: readonly Run[]) => namesOfPieces(text, words, pieces, dictionary, filter)
  const isName = ({pieces}: Reading) => {
    const [subject, predicate] = pieces
    const named = namesAt(pieces)
    if (named.length === 0 || !saysMore(wordsOf(subject)) || !maySay(wordsOf(predicate))) return false
    // the head is small, and seizures are absent, by their own words alone
    const mustBeStrict = wordsOf(subject).every(isEveryday) || wordsOf(predicate).some(isAbsent)
    const names = named.filter(({byLooseKey}) => !(byLooseKey && mustBeStrict))
    const ofSubject = namesAt([subject])
    return names.some((name) => ofSubject.every(({concept}) => concept !== name.concept))
  }
  const firstOf = (
    subjects: readonly Run[],
    runs: readonly Run[],
    isShared: boolean,
  ): Reading | undefined => {
    for (const subject of subjects) {
      const readings = runs.map((run): Reading => {
        const whole = {first: subject.first, last: run.last}
        return {own: isShared ? subject : run, pieces: [subject, run], whole}
      })
      const reading = readings.find(isName)
      if (reading) return reading
      // of a frontal bone that is irregular nothing is said of bones, but of the left ear all that is of ears
      if (!sides.has(words[subject.first]!.form) && namesAt([subject]).length > 0) break
    }
    return undefined
  }
  return verbsIn(text, words).flatMap((verb) => {
    const predicates = withoutWellBeing(predicatesAfter(verb, text, words, parts), words)
    return subjectsBefore(verb, words, parts).flatMap((subjects, i) =>
      predicates.flatMap(({isDenied, runs}, j) => {
        const reading = firstOf(subjects, runs, i > 0)
        if (!reading) return []
        const {pieces, ...stretch} = toStretch(text, sentence, words, reading)
        const isWhole = verb.isPlain && i === 0 && j === 0
        const opensClause = isClauseStart(text, words, reading.whole.first)
        return [
          {
            ...stretch,
            ...(!isWhole && {pieces}),
            ...(verb.kind !== 'possessive' && {said: {isDenied, opensClause}}),
          },
        ]
      }),
    )
  })
}

/** Whether a clause may begin with a phrase: the sentence does, or a comma or its like stands before it. */
function isClauseStart(text: string, words: readonly Word[], at: number): boolean {
  const first = startOfPhrase(words, at)
  return first === 0 || /[,;)\n]/u.test(text.slice(words[first - 1]!.end, words[first]!.start))
}

/** Where a phrase begins with its articles and possessives. */
function startOfPhrase(words: readonly Word[], at: number): number {
  let first = at
  while (first > 0 && isDeterminer(words[first - 1]!)) first--
  return first
}

function isDeterminer({form}: Word): boolean {
  return isPossessive(form) || /^(?:the|an?)$/.test(form)
}

/** What ties two parts of a name: a copula with what belongs to it ("was noted to be mildly"), the colon of a label, a possessive. */
interface Verb {
  readonly kind: 'copula' | 'label' | 'possessive'
  /** The last word of the subject, the first of the predicate. */
  readonly subject: number
  readonly predicate: number
  /** Nothing in between changes what is said. */
  readonly isPlain: boolean
}

/** One of the things that are said of a subject. */
interface Predicate {
  /** Words that may be it, the longest run first. */
  readonly runs: readonly Run[]
  readonly isDenied: boolean
}

function verbsIn(text: string, words: readonly Word[]): Verb[] {
  const verbs: Verb[] = []
  for (let first = 1; first < words.length; first++) {
    if (first <= longestPart && isLabelEnd(text, words, first))
      verbs.push({kind: 'label', subject: first - 1, predicate: first, isPlain: false})
    // "losing her hair"
    const isHappening = isPossessive(words[first]!.form) && happenings.has(words[first - 1]!.form)
    if (isHappening && [first, first + 1].every((at) => isSideBySide(text, words[at - 1], words[at])))
      verbs.push({kind: 'possessive', subject: first - 1, predicate: first + 1, isPlain: true})
    let next = first
    while (isBesidePredicate(words, next) && isSideBySide(text, words[next - 1], words[next])) next++
    if (next === first) continue
    const verb = words.slice(first, next)
    const isVerb = verb.some(({form}) => copulas.has(form) || form === 'not')
    if (isVerb && isSideBySide(text, words[next - 1], words[next]))
      verbs.push({kind: 'copula', subject: first - 1, predicate: next, isPlain: !verb.some(isDenial)})
    first = next - 1
  }
  return verbs
}

/** "Abdomen: distended", "Abdomen - distended" */
function isLabelEnd(text: string, words: readonly Word[], next: number): boolean {
  return /^(?:[ \t]*:\s*|\s+[-–—]\s+)$/u.test(text.slice(words[next - 1]!.end, words[next]!.start))
}

function isBesidePredicate(words: readonly Word[], at: number): boolean {
  const form = words[at]?.form
  if (form === undefined) return false
  if (form === 'to') return words[at + 1]?.form === 'be'
  return copulas.has(form) || auxiliaries.has(form) || denials.has(form) || isAdverb(form)
}

function isDenial({form}: Word): boolean {
  return denials.has(form)
}

/** How much or how something is so, and not whether, or when. */
function isAdverb(form: string): boolean {
  return saysHow(form) && !doubts.has(form) && !nounsInLy.has(form)
}

/** What may be the subjects, the one beside the verb first; of each the longest run first. */
function subjectsBefore({kind, subject}: Verb, words: readonly Word[], parts: Parts): Run[][] {
  const runs = parts.upTo(subject)
  const before = words[startOfPhrase(words, runs[0]?.first ?? 0) - 1]
  if (kind === 'copula' && before && prepositions.has(before.form)) return []
  const joint = parts.joints.find(({isComma, right}) => !isComma && runs.some(({first}) => first === right))
  return [runs, ...(joint ? parts.endsBefore(joint).map((end) => parts.upTo(end)) : [])]
}

/** What may be said of them, item by item. What one is denied with goes for those joined to it, too: "not dry or itchy". */
function predicatesAfter(verb: Verb, text: string, words: readonly Word[], parts: Parts): Predicate[] {
  const predicates: Predicate[] = []
  let isDenied = verb.kind === 'copula' && !verb.isPlain
  for (let first = verb.predicate; first < words.length && predicates.length < mostParts; ) {
    const item = first
    while (isBesidePredicate(words, first) && isSideBySide(text, words[first], words[first + 1])) first++
    const skipped = words.slice(item, first)
    if (skipped.some(isDenial)) isDenied = true
    else if (skipped.some(({form}) => copulas.has(form))) isDenied = false
    const runs: Run[] = []
    for (let last = first; last < Math.min(words.length, first + longestPart); last++) {
      if (!parts.isPhrase({first, last})) break
      if (isCutShort(text, words, last)) continue
      // "posteriorly rotated" or "severely delayed"
      if (first - 1 > verb.subject && isAdverb(words[first - 1]!.form)) runs.push({first: first - 1, last})
      runs.push({first, last})
    }
    predicates.push({runs, isDenied})
    const last = runs[0]?.last ?? first
    const next = words[last + 1]
    if (!next) break
    if (isConjunction(next)) first = last + 2
    else if (/^\s*,\s*$/u.test(text.slice(words[last]!.end, next.start))) {
      first = last + 1
      isDenied &&= conjunctionAfter(words, first) === 'or'
    } else break
  }
  return predicates
}

/** What is said without what means no harm beside the rest: "skin: warm and dry". */
function withoutWellBeing(predicates: readonly Predicate[], words: readonly Word[]): readonly Predicate[] {
  const isOne = (run: Run, test: (form: string) => boolean) =>
    run.first === run.last && test(words[run.first]!.form)
  const isWell = predicates.some(({runs}) =>
    runs.some((run) => isOne(run, (form) => wellBeingsOfSkin.has(form))),
  )
  if (!isWell) return predicates
  return predicates.map(({isDenied, runs}) => ({
    isDenied,
    runs: runs.filter((run) => !isOne(run, (form) => form === 'dry')),
  }))
}

/** The conjunction that a list ends with. */
function conjunctionAfter(words: readonly Word[], from: number): string | undefined {
  return words.slice(from, from + longestPart * 2).find(isConjunction)?.form
}

function isCutShort(text: string, words: readonly Word[], last: number): boolean {
  const next = words[last + 1]
  if (!next || isAdverb(next.form)) return false
  // "difficult to understand" says nothing of how difficult
  if (copulas.has(next.form) || next.form === 'to') return true
  return goesOn(text, words[last]!, next)
}

/** Whether words say more than that something is wrong. */
function saysMore(words: readonly Word[]): boolean {
  return (
    words.every(isPhraseWord) &&
    words.some(({form}) => looseParts(form).some((part) => part !== disorderPart))
  )
}

/** Whether words may be said of something: "impaired", but not "lesion" alone. */
function maySay(words: readonly Word[]): boolean {
  if (!words.every((word) => isPhraseWord(word) && !actions.has(word.form))) return false
  return saysMore(words) || words.every(({form}) => /(?:ed|al|ive)$/.test(form))
}

function isEveryday({form}: Word): boolean {
  return isEverydayWord(form)
}

function isAbsent({form}: Word): boolean {
  return form === 'absent'
}
