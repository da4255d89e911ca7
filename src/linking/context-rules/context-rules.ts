import {readFileSync} from 'node:fs'
import {alternativesOf} from '../../domain/alternatives.js'
import type {Language} from '../../domain/language.js'

/** The properties that context decides. */
export const contextProperties = ['negated', 'uncertain', 'hypothetical', 'historical', 'family'] as const

export type ContextProperty = (typeof contextProperties)[number]

/** Phrases that decide each property. */
export type PhrasesOfProperty = Readonly<Partial<Record<ContextProperty, readonly string[]>>>

/**
 * The words of one language that change what a mention says, as `LANG.json` holds them. Phrases are matched as whole
 * words, the longest first, whatever their case; a phrase with a capital letter matches only as written, and `#` is any
 * number. In the file phrases may have alternatives: see `alternativesOf`.
 */
export interface ContextRules {
  readonly language: Language
  /** Act on what follows, up to a stop. */
  readonly before: PhrasesOfProperty
  /** Act on what follows closely: not over a comma, nor over more than a few words. */
  readonly near: PhrasesOfProperty
  /** Act on the word that they are written to, and on nothing else: "non-smoker". */
  readonly prefixes: PhrasesOfProperty
  /** Act on the mention that they stand behind, and on those joined to it: "fall and seizure precautions". */
  readonly suffixes: PhrasesOfProperty
  /** Act on what goes before. */
  readonly after: PhrasesOfProperty
  /** End the reach of the triggers of a property, in both directions. */
  readonly stops: PhrasesOfProperty
  /** End the reach of every trigger. */
  readonly ends: readonly string[]
  /** Keep a negation from what they introduce, up to the next comma: "no pain in the knee". */
  readonly shields: readonly string[]
  /** Begin what is there behind a comma, up to which a negation reaches then: "no murmur, mild edema"; not in a list with "or". */
  readonly grades: readonly string[]
  /** Say right behind a mention how it goes on: "no fever, cough improving". It is there, as with `grades`. */
  readonly courses: readonly string[]
  /** Say right behind a mention that it came after all: "no seizures until May". */
  readonly beginnings: readonly string[]
  /** Look like a trigger but are none: "no increase". */
  readonly pseudo: readonly string[]
  /** Before a substance that somebody does not bear, which what stands in brackets behind it says the effect of. */
  readonly allergies: readonly string[]
  /** Answers in lists of findings: "Fever: no". */
  readonly answers: {
    readonly no: readonly string[]
    readonly yes: readonly string[]
    readonly unknown: readonly string[]
  }
  /** How a sentence begins that is about the patient, even among those about the family. */
  readonly patient: readonly string[]
  /** Words that join the items of a list: and, or. */
  readonly joins: readonly string[]
}

const known = new Map<Language, ContextRules>()

/** The rules of a language, read when they are first asked for. */
export function contextRulesOf(language: Language): ContextRules {
  const rules = known.get(language) ?? readRules(language)
  known.set(language, rules)
  return rules
}

function readRules(language: Language): ContextRules {
  const json = readFileSync(new URL(`./${language}.json`, import.meta.url), 'utf8')
  return JSON.parse(json, (_, value) => (Array.isArray(value) ? value.flatMap(alternativesOf) : value))
}
