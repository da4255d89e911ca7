import type {Assertion, Span} from '../domain/mention.js'
import type {ContextProperty, ContextRules} from './context-rules/context-rules.js'

/** A trigger, a stop or a pseudo-trigger found in a sentence. Offsets are in the sentence. */
interface Cue extends Span {
  readonly kind: 'before' | 'after' | 'stop' | 'pseudo'
  readonly property?: ContextProperty
}

/** No property holds: a mention without context. */
export const notAsserted: Assertion = {
  negated: false,
  uncertain: false,
  hypothetical: false,
  historical: false,
  family: false,
}

/**
 * Says what a sentence states of the mentions in it: a trigger acts on the mentions to its right (or left) up to the
 * next stop word, the end of the clause or of the sentence. Of cues that start together the longest wins, and none counts
 * inside a mention.
 *
 * @see Harkema H et al. ConText: an algorithm for determining negation, experiencer, and temporal status from clinical
 *   reports. J Biomed Inform 2009.
 * @param sentence - Text of one sentence.
 * @param mentions - Spans in that sentence.
 * @returns One assertion a mention.
 */
export function assertContext(sentence: string, mentions: readonly Span[], rules: ContextRules): Assertion[] {
  const cues = findCues(sentence, rules).filter(
    (cue) => !mentions.some((mention) => cue.start < mention.end && mention.start < cue.end),
  )
  const stops = cues.filter((cue) => cue.kind === 'stop')
  const triggers = cues.filter((cue) => cue.kind !== 'stop')
  return mentions.map((mention) => {
    const scope = scopeAround(mention, stops, sentence.length)
    const assertion = {...notAsserted}
    for (const cue of triggers)
      if (cue.property && reaches(cue, mention, scope)) assertion[cue.property] = true
    return assertion
  })
}

/** From the start of the last stop before a mention to the end of the first one after it: where its triggers stand. */
function scopeAround(mention: Span, stops: readonly Cue[], length: number): Span {
  const before = stops.findLast((stop) => stop.end <= mention.start)
  const after = stops.find((stop) => stop.start >= mention.end)
  return {start: before?.start ?? 0, end: after?.end ?? length}
}

function reaches(cue: Cue, mention: Span, scope: Span): boolean {
  return cue.kind === 'before'
    ? cue.end <= mention.start && cue.end > scope.start
    : cue.start >= mention.end && cue.start < scope.end
}

function findCues(sentence: string, rules: ContextRules): Cue[] {
  const {kinds, pattern} = compile(rules)
  const cues: Cue[] = []
  for (const match of sentence.matchAll(pattern)) {
    if (clauseEnd.test(match[0]))
      cues.push({kind: 'stop', start: match.index, end: match.index + match[0].length})
    const phrase = match[0].toLowerCase().replace(/\s+/gu, ' ')
    for (const cue of kinds.get(phrase) ?? []) {
      cues.push({...cue, start: match.index, end: match.index + match[0].length})
    }
  }
  return cues.filter((cue) => cue.kind !== 'pseudo')
}

/** What ends a clause in every language. */
const clauseEnd = /^(?:;|\s[-–]\s)$/u

interface CompiledRules {
  readonly pattern: RegExp
  readonly kinds: ReadonlyMap<string, readonly Pick<Cue, 'kind' | 'property'>[]>
}

const compiled = new WeakMap<ContextRules, CompiledRules>()

function compile(rules: ContextRules): CompiledRules {
  const known = compiled.get(rules)
  if (known) return known
  const kinds = new Map<string, Pick<Cue, 'kind' | 'property'>[]>()
  const add = (phrases: readonly string[], cue: Pick<Cue, 'kind' | 'property'>) => {
    for (const phrase of phrases) kinds.set(phrase, [...(kinds.get(phrase) ?? []), cue])
  }
  add(rules.pseudo, {kind: 'pseudo'})
  add(rules.stops, {kind: 'stop'})
  for (const kind of ['before', 'after'] as const) {
    for (const [property, phrases] of Object.entries(rules[kind])) {
      add(phrases, {kind, property: property as ContextProperty})
    }
  }
  // longest first: the alternation takes the first that fits
  const phrases = [...kinds.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  const source = phrases.map(escapePattern).join('|').replaceAll(' ', '\\s+')
  const result = {
    pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])|;|\\s[-–]\\s`, 'giu'),
    kinds,
  }
  compiled.set(rules, result)
  return result
}

function escapePattern(phrase: string): string {
  return phrase.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
