import {isPhraseWord, isSideBySide} from '../domain/function-words.js'
import type {Word} from '../domain/lexical-key.js'
import {auxiliaries, copulas, denials, feelings, persons, saysHow} from '../domain/predicate-words.js'
import {goesOn} from './find-dictionary-spans.js'

/** Words between an adjective and its verb: those that it is listed with. */
const longestList = 8

/**
 * Whether a sentence says an adjective of somebody: "she is weak", "felt weak and tired", "patient: pale"; not "weak pulses", nor
 * "the pulses are weak". English alone.
 *
 * @param words - The words of the sentence, offsets in `text`.
 * @param at - Which of them is the adjective.
 */
export function isSaidOfPerson(text: string, words: readonly Word[], at: number): boolean {
  const next = words[at + 1]
  if (goesOn(text, words[at]!, next) && !saysHow(next!.form)) return false
  // "blind to the study drug", "aggressive in treating it"
  if (next && /^(?:to|in|with|by|about)$/.test(next.form) && isSideBySide(text, words[at], next)) return false
  let verb = at - 1
  while (verb >= 0 && at - verb <= longestList && isListed(words[verb]!) && isInClause(text, words, verb))
    verb--
  if (verb < 0 || !isVerb(words[verb]!.form) || !isInClause(text, words, verb)) return false
  let subject = verb
  while (subject >= 0 && isBesideVerb(words[subject]!.form)) {
    // "appears pale", "denies being weak"
    if (
      subject === 0 ||
      /^(?:be|feel)ing$/.test(words[subject]!.form) ||
      !isSideBySide(text, words[subject - 1], words[subject])
    )
      return true
    subject--
  }
  return isPerson(words, subject)
}

function isVerb(form: string): boolean {
  return copulas.has(form) || feelings.has(form)
}

function isBesideVerb(form: string): boolean {
  return isVerb(form) || auxiliaries.has(form) || denials.has(form) || saysHow(form)
}

/** What may be said beside it, and what joins them. */
function isListed(word: Word): boolean {
  const {form} = word
  if (isVerb(form)) return false
  return /^(?:and|or|but|also|so|too)$/.test(form) || isBesideVerb(form) || isPhraseWord(word)
}

/** Whether no more than a comma parts a word from the next. */
function isInClause(text: string, words: readonly Word[], at: number): boolean {
  return /^[\s,\-‐‑]*$/u.test(text.slice(words[at]!.end, words[at + 1]!.start))
}

/** "The patient", "she", "Mrs. Miller" */
function isPerson(words: readonly Word[], at: number): boolean {
  const form = words[at]?.form
  if (form === undefined) return false
  return persons.has(form) || /^(?:mr|mrs|ms|miss)$/.test(words[at - 1]?.form ?? '')
}
