import {isEverydayWord} from '../domain/everyday-words.js'
import {isPhraseWord, isSideBySide} from '../domain/function-words.js'
import {isFiller, type Word} from '../domain/lexical-key.js'
import {stateNoun} from '../domain/state-nouns.js'
import type {FeatureValues} from './additive-model.js'
import type {Lexicon} from './candidate-features.js'

/** A stretch of words in a sentence. */
export interface WordSpan {
  /** The text that the offsets of the words are of. */
  readonly within: string
  /** The words of the sentence. */
  readonly words: readonly Word[]
  /** Of the stretch, inclusive. */
  readonly first: number
  readonly last: number
}

/**
 * A terminology with fewer is taken for a part of one of this size: that one name of ten holds a word does not make it a
 * common word.
 */
const enoughNames = 20_000
const enoughDefinitions = 10_000

/**
 * What a stretch of running text looks like, apart from the concepts it may mean: how long it is, what the terminology
 * does with its words, and whether it is only a part of a longer phrase ("severe" in "severe asthma"). Features of a
 * single word are absent where there are more.
 *
 * @param isAbbreviation - The document defines it as a short form.
 */
export function spanFeatures(
  {first, last, within: text, words}: WordSpan,
  isAbbreviation: boolean,
  lexicon: Lexicon,
): FeatureValues {
  const own = words.slice(first, last + 1)
  const start = (own[0] as Word).start
  const end = (own.at(-1) as Word).end
  const mention = text.slice(start, end)
  const telling = own.filter(({form}) => !isFiller(form))
  const used = inTermsOfStates(telling.length > 0 ? telling : own)
  const uses = used.map(({form}) => lexicon.wordUse(form))
  const before = isPhraseWord(words[first - 1]) && isSideBySide(text, words[first - 1], words[first])
  const after = isPhraseWord(words[last + 1]) && isSideBySide(text, words[last], words[last + 1])
  const isSentenceStart = first === 0
  return {
    words: used.length,
    letters: mention.length,
    abbreviation: Number(isAbbreviation),
    'rarest word': Math.min(
      ...uses.map(({names}) => Math.log1p((names * 1e5) / Math.max(enoughNames, lexicon.names))),
    ),
    'everyday words': used.filter(({form}) => isEverydayWord(form)).length / used.length,
    'content before': Number(before),
    'content after': Number(after),
    'and after': Number(/^(?:and|or)$/iu.test(formAt(words, last + 1))),
    'article before': Number(/^(?:a|an|the|no)$/iu.test(formAt(words, first - 1))),
    capitals: Number(
      mention.length > 1 && mention === mention.toUpperCase() && mention !== mention.toLowerCase(),
    ),
    digits: Number(/\p{N}/u.test(mention)),
    'capital inside': Number(!isSentenceStart && /^\p{Lu}\p{Ll}+$/u.test(mention)),
    ...(used.length === 1 &&
      singleWord(used[0] as Word, uses[0] as (typeof uses)[0], lexicon, before, after)),
  }
}

/** A word that is a mention for its noun ("nauseous") is as usual as that. */
function inTermsOfStates(words: readonly Word[]): readonly Word[] {
  const [word] = words
  const noun = words.length === 1 && word ? stateNoun(word.form) : undefined
  return word && noun !== undefined ? [{...word, form: noun}] : words
}

function singleWord(
  {form}: Word,
  {definitions, last, names}: ReturnType<Lexicon['wordUse']>,
  {definitionsRead, names: allNames}: Lexicon,
  before: boolean,
  after: boolean,
): FeatureValues {
  const inNames = Math.log1p((names * 1e4) / Math.max(enoughNames, allNames))
  const inDefinitions = Math.log1p((definitions * 1e4) / Math.max(enoughDefinitions, definitionsRead))
  return {
    'single: letters': form.length,
    'single: names': inNames,
    'single: ends names': (last + 0.5) / (names + 1),
    'single: everyday': Number(isEverydayWord(form)),
    'single: content after': Number(after),
    'single: content before': Number(before),
    ...(definitionsRead > 0 && {
      'single: definitions': inDefinitions,
      'single: rather in definitions': inDefinitions - inNames,
    }),
  }
}

function formAt(words: readonly Word[], at: number): string {
  return words[at]?.form ?? ''
}
