import type {Span} from '../domain/mention.js'
import {type ClauseToken, splitClause, tokenizeClause} from './clause-tokens.js'
import {type ContextProperty, type ContextRules, contextProperties} from './context-rules/context-rules.js'

/** What a phrase of the rules does. */
export interface Cue {
  readonly kind:
    | 'before'
    | 'near'
    | 'prefix'
    | 'suffix'
    | 'after'
    | 'stop'
    | 'shield'
    | 'grade'
    | 'course'
    | 'beginning'
    | 'pseudo'
    | 'join'
    | 'yes'
    | 'no'
    | 'unknown'
  /** Absent for a stop: all of them. */
  readonly property?: ContextProperty
}

/** A piece of a sentence: one token, or the tokens of a phrase of the rules with what it does. */
export interface ClauseItem extends Span {
  readonly kind: ClauseToken['kind'] | 'phrase'
  readonly text: string
  readonly cues: readonly Cue[]
  /** Opening brackets around it, by item number; the innermost last. */
  readonly brackets: readonly number[]
}

/**
 * Splits a sentence into its mentions, the phrases of the rules (the longest from each word on) and the tokens between.
 *
 * @param mentions - Spans in the sentence.
 */
export function findCues(sentence: string, mentions: readonly Span[], rules: ContextRules): ClauseItem[] {
  const trie = compile(rules)
  const tokens = tokenizeClause(sentence, mentions)
  const items: ClauseItem[] = []
  let brackets: readonly number[] = []
  let opens = true
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i] as ClauseToken
    const {cues, length} = longestPhrase(tokens, i, trie, opens)
    const last = tokens[i + length - 1] as ClauseToken
    if (token.text === ')' && brackets.length > 0) brackets = brackets.slice(0, -1)
    items.push({
      start: token.start,
      end: last.end,
      kind: cues.length > 0 ? 'phrase' : token.kind,
      text: token.text,
      cues: cues.some((cue) => cue.kind === 'pseudo') ? cues.filter(({kind}) => kind === 'course') : cues,
      brackets,
    })
    opens &&= items.at(-1)?.kind === 'sign'
    if (token.text === '(' && brackets.length < 8) brackets = [...brackets, items.length - 1]
    i += length
  }
  return items
}

/** Whether what stands before and behind it belongs together: "and", "or", a slash. */
export function isJoin({cues, text}: ClauseItem): boolean {
  return text === '/' || cues.some(({kind}) => kind === 'join')
}

interface TrieNode {
  readonly next: Map<string, TrieNode>
  cues: Cue[]
}

const newNode = (): TrieNode => ({next: new Map(), cues: []})

const compiled = new WeakMap<ContextRules, TrieNode>()

function compile(rules: ContextRules): TrieNode {
  const known = compiled.get(rules)
  if (known) return known
  const root = newNode()
  const add = (phrases: readonly string[] | undefined, cue: Cue) => {
    for (const phrase of phrases ?? []) {
      let node = root
      for (const {text} of splitClause(phrase)) {
        const next = node.next.get(text) ?? newNode()
        node.next.set(text, next)
        node = next
      }
      node.cues.push(cue)
    }
  }
  for (const property of contextProperties) {
    add(rules.before[property], {kind: 'before', property})
    add(rules.near[property], {kind: 'near', property})
    add(rules.prefixes[property], {kind: 'prefix', property})
    add(rules.suffixes[property], {kind: 'suffix', property})
    add(rules.after[property], {kind: 'after', property})
    add(rules.stops[property], {kind: 'stop', property})
  }
  add(rules.ends, {kind: 'stop'})
  add(rules.shields, {kind: 'shield'})
  add(rules.grades, {kind: 'grade'})
  add(rules.courses, {kind: 'course'})
  add(rules.beginnings, {kind: 'beginning'})
  add(rules.pseudo, {kind: 'pseudo'})
  add(rules.joins, {kind: 'join'})
  for (const answer of ['no', 'yes', 'unknown'] as const) add(rules.answers[answer], {kind: answer})
  compiled.set(rules, root)
  return root
}

/** Blanks that part columns: "Fever: no   Recent travel: no" has no "no recent". */
export const columnGap = 3

/**
 * The longest phrase from a token on; without one, the token alone. What denies as a label ("Negative: fever") does so where it opens
 * the sentence: in "HIV negative: pneumonia" it is about what stands before.
 */
function longestPhrase(
  tokens: readonly ClauseToken[],
  from: number,
  trie: TrieNode,
  opens: boolean,
): {readonly length: number; readonly cues: readonly Cue[]} {
  let best: {length: number; cues: readonly Cue[]} = {length: 1, cues: []}
  let node: TrieNode | undefined = trie
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i] as ClauseToken
    const isApart = i > from && token.start - tokens[i - 1]!.end >= columnGap
    node = token.kind === 'mention' || isApart ? undefined : nextNode(node, token.text)
    if (!node) break
    const isLabel = token.text === ':' && node.cues.some(({property}) => property === 'negated')
    if (node.cues.length === 0 || (isLabel && !opens)) continue
    // what ", he" ends, ", he has" ends too
    const stops = node.cues.every(isStop) ? best.cues.filter(isStop) : []
    best = {length: i - from + 1, cues: [...stops, ...node.cues]}
  }
  return best
}

function isStop({kind}: Cue): boolean {
  return kind === 'stop'
}

/** As written before in lower case: a phrase with a capital matches only so. */
function nextNode(node: TrieNode, text: string): TrieNode | undefined {
  const {next} = node
  const written = next.get(text) ?? next.get(text.toLowerCase())
  if (written) return written
  // x3d
  if (/^x\d+\p{L}{0,3}$/iu.test(text)) return next.get('x')?.next.get('#')
  // 3, and the d of 3d
  const unit = /^\d+(\p{L}?)$/u.exec(text)?.[1]
  const number = unit === undefined ? undefined : next.get('#')
  return unit ? number?.next.get(unit.toLowerCase()) : number
}
