import {isEverydayWord} from '../domain/everyday-words.js'
import {isPhraseWord, isSideBySide} from '../domain/function-words.js'
import {isFiller, type Word} from '../domain/lexical-key.js'
import {looseParts} from '../domain/loose-key.js'
import type {Span} from '../domain/mention.js'
import {disorderPart} from '../domain/word-parts.js'
import type {ConceptFilter} from '../index-store/term-index.js'
import {type Dictionary, namesOf} from './find-dictionary-spans.js'
import type {Stretch} from './find-stretches.js'
import {isConjunction, longestPart, mostParts, type Parts} from './sentence-parts.js'
import {type Reading, type Run, textOf, toStretch} from './written-out.js'

/**
 * Finds names that a sentence says of something: "the spleen is enlarged", "ears were low-set and small", "liver and spleen are not
 * enlarged", "Abdomen: soft, distended", "losing her hair". What a name says by itself is none: "weight loss is absent" says no weight loss in
 * other words. English alone.
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
  const conceptsOf = (pieces: readonly Run[]) => {
    const forms = pieces.flatMap(({first, last}) => words.slice(first, last + 1).map(({form}) => form))
    const names = namesOf(textOf(text, words, pieces), forms, dictionary, filter)
    return names.map(({concept}) => concept)
  }
  const isName = ({pieces}: Reading) => {
    const [subject, predicate] = pieces.map(({first, last}) => words.slice(first, last + 1)) as [
      Word[],
      Word[],
    ]
    if (!isTelling(subject) || !isTelling(predicate)) return false
    if (subject.every(({form}) => isEverydayWord(form))) return false
    const concepts = conceptsOf(pieces)
    if (concepts.length === 0) return false
    const ofSubject = conceptsOf([pieces[0]])
    return concepts.some((concept) => !ofSubject.includes(concept))
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
      if (!sides.has(words[subject.first]!.form) && conceptsOf([subject]).length > 0) break
    }
    return undefined
  }
  return verbsIn(text, words).flatMap((verb) => {
    const predicates = predicatesAfter(verb, text, words, parts)
    return subjectsBefore(verb, parts).flatMap((subjects, i) =>
      predicates.flatMap((runs, j) => {
        const reading = firstOf(subjects, runs, i > 0)
        if (!reading) return []
        const stretch = toStretch(text, sentence, words, reading)
        return [verb.isPlain && i === 0 && j === 0 ? inOnePiece(stretch) : assertedAtLast(stretch)]
      }),
    )
  })
}

/** What is denied of something is the last piece: "spleen is not enlarged". */
function assertedAtLast(stretch: Stretch): Stretch {
  const {pieces} = stretch
  return pieces ? {...stretch, pieces: {...pieces, asserted: pieces.spans.at(-1)}} : stretch
}

function inOnePiece({pieces, ...stretch}: Stretch): Stretch {
  return stretch
}

/** What ties two parts of a name: a copula with what belongs to it ("was noted to be mildly"), the colon of a label, a possessive. */
interface Verb {
  /** The last word of the subject, the first of the predicate. */
  readonly subject: number
  readonly predicate: number
  /** Nothing in between changes what is said. */
  readonly isPlain: boolean
}

const copulas = wordSet(
  'is are was were be been being appear appeared seem seemed become became look looked remain remained',
)
const auxiliaries = wordSet(
  'has have had noted found felt reported described thought still also now very quite rather more',
)
/** What is done, and is no state of the subject: "urine was collected", "hypotension was induced". */
const actions = wordSet(
  `achieved activated administered analyzed assessed calculated collected compared completed confirmed detected determined
  discontinued discussed evaluated examined excluded explained induced inhibited initiated investigated measured monitored obtained
  offered ordered performed planned prescribed prevented produced recorded removed repeated required reviewed scheduled sent
  started stopped studied taken tested treated`,
)
/** "Losing her hair", "broke his hip" */
const possessives = wordSet('my your his her its our their')
const denials = wordSet('no not never nil without longer')

const sides = wordSet('left right bilateral')

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/u))
}

function verbsIn(text: string, words: readonly Word[]): Verb[] {
  const verbs: Verb[] = []
  for (let first = 1; first < words.length; first++) {
    if (first <= longestPart && isLabelEnd(text, words, first))
      verbs.push({subject: first - 1, predicate: first, isPlain: false})
    const isPossessed =
      possessives.has(words[first]!.form) && isSideBySide(text, words[first - 1], words[first])
    if (isPossessed && isSideBySide(text, words[first], words[first + 1]))
      verbs.push({subject: first - 1, predicate: first + 1, isPlain: true})
    let next = first
    while (isBesidePredicate(words, next) && isSideBySide(text, words[next - 1], words[next])) next++
    const verb = words.slice(first, next)
    if (verb.some(({form}) => copulas.has(form)) && isSideBySide(text, words[next - 1], words[next]))
      verbs.push({subject: first - 1, predicate: next, isPlain: !verb.some(({form}) => denials.has(form))})
    first = Math.max(first, next - 1)
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

function isAdverb(form: string): boolean {
  return /...ly$/.test(form)
}

/** What may be the subjects, the one beside the verb first; of each the longest run first. */
function subjectsBefore({subject}: Verb, parts: Parts): Run[][] {
  const runs = parts.upTo(subject)
  const joint = parts.joints.find(({isComma, right}) => !isComma && runs.some(({first}) => first === right))
  return [runs, ...(joint ? parts.endsBefore(joint).map((end) => parts.upTo(end)) : [])]
}

/** What may be said of them, item by item; of each the longest run first. */
function predicatesAfter({predicate}: Verb, text: string, words: readonly Word[], parts: Parts): Run[][] {
  const items: Run[][] = []
  for (let first = predicate; first < words.length && items.length < mostParts; ) {
    while (isBesidePredicate(words, first) && isSideBySide(text, words[first], words[first + 1])) first++
    const runs: Run[] = []
    for (let last = first; last < Math.min(words.length, first + longestPart); last++) {
      if (!parts.isPhrase({first, last})) break
      if (goesOn(text, words, last)) continue
      // "posteriorly rotated" or "severely delayed"
      if (isAdverb(words[first - 1]!.form)) runs.push({first: first - 1, last})
      runs.push({first, last})
    }
    items.push(runs)
    const next = nextItem(text, words, runs[0]?.last ?? first)
    if (next === undefined) break
    first = next
  }
  return items
}

/** The first word behind the comma or the conjunction that stands behind a word. */
function nextItem(text: string, words: readonly Word[], last: number): number | undefined {
  const next = words[last + 1]
  if (!next) return undefined
  const isComma = /^\s*,\s*$/u.test(text.slice(words[last]!.end, next.start))
  if (isConjunction(next)) return last + 2
  return isComma ? last + 1 : undefined
}

function goesOn(text: string, words: readonly Word[], last: number): boolean {
  const next = words[last + 1]
  if (!next || isAdverb(next.form)) return false
  // "difficult to understand" says nothing of how difficult
  if (copulas.has(next.form) || next.form === 'to') return true
  return isPhraseWord(next) && !isFiller(next.form) && isSideBySide(text, words[last], next)
}

/** Whether words say more than that something is wrong or was done. */
function isTelling(words: readonly Word[]): boolean {
  return (
    words.every((word) => isPhraseWord(word) && !actions.has(word.form)) &&
    words.some(({form}) => looseParts(form).some((part) => part !== disorderPart))
  )
}
