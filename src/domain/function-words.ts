import type {Word} from './lexical-key.js'
import {normaliseWord} from './word-form.js'

/** Whether a word may belong to a phrase: neither a function word (those that names hold are none) nor a number. */
export function isPhraseWord(word: Word | undefined): word is Word {
  return word !== undefined && !isFunctionWord(word.form) && !/^\p{N}+$/u.test(word.form)
}

/** Whether nothing but blanks and hyphens stands between two neighbouring words. */
export function isSideBySide(text: string, left: Word | undefined, right: Word | undefined): boolean {
  return left !== undefined && right !== undefined && /^[\s\-‐‑]+$/u.test(text.slice(left.end, right.start))
}

/** @param form - A normalised word. */
export function isPossessive(form: string): boolean {
  return possessives.has(form)
}

const possessives: ReadonlySet<string> = new Set('my your his her its their'.split(' '))

/** Articles and prepositions of other languages than English, which a mention begins or ends with where its name does. */
export function isForeignFiller(form: string): boolean {
  return foreignFillers.has(form)
}

const foreignFillers: ReadonlySet<string> = new Set(
  'de du des la le les un une el los las del der die das den dem ein eine van het een av af et'.split(' '),
)

/** @param form - A normalised word. */
export function isFunctionWord(form: string): boolean {
  return functionWords.has(form)
}

/**
 * Words that no name of a finding or disorder begins or ends with: closed classes of English (articles, pronouns,
 * prepositions, conjunctions, auxiliaries, common adverbs), and the verbs of reporting. In the form that words are compared in.
 */
const functionWords: ReadonlySet<string> = new Set(
  `a and or but nor so yet if then than that this these those it its he she they we i you his her him them our your their my
  who whom whose which what when where why how all any both each either neither every some such no not none other
  another same own only very too also just even more most much many few several less least about above across after
  against along among around as before behind below beneath beside between beyond despite down during except from into
  like near off onto out outside over per since through throughout till toward under until unto up upon via with within
  without versus vs v is are was were be been being am do does did done have has had having can could may might must shall
  should will would there here again once ever never always often sometimes usually now today currently recently
  previously still well however therefore thus although though because while whereas whether etc
  show showed shown report reported describe described present presented reveal revealed include included including
  find found suggest suggested deny denied note noted state stated appear appeared seem seemed become became
  cause caused causing associated related due occur occurred develop developed undergo underwent undergoes continue take took
  taken give given use used using observe observed identify identified see seen say said tell told feel felt get got
  go goes went come came make made know known patient mr mrs ms dr`
    .split(/\s+/u)
    .map(normaliseWord),
)
