import {ownValue} from '../domain/own-value.js'
import {eclError} from './ecl-error.js'

/** A piece of an expression; `position` counts UTF-16 units from 0. */
export type EclToken =
  | {readonly kind: 'id'; readonly id: string; readonly position: number}
  | {readonly kind: 'symbol'; readonly symbol: EclSymbol; readonly position: number}
  | {readonly kind: 'end'; readonly position: number}

export type EclSymbol = HierarchySymbol | '^' | '*' | '(' | ')' | 'AND' | 'OR' | 'MINUS'

export type HierarchySymbol = '<' | '<<' | '<!' | '<<!' | '>' | '>>' | '>!' | '>>!'

/** Words that the long syntax of ECL has for the symbols; compared without regard to case. */
const words: Readonly<Record<string, EclSymbol>> = {
  and: 'AND',
  or: 'OR',
  minus: 'MINUS',
  any: '*',
  memberof: '^',
  descendantof: '<',
  descendantorselfof: '<<',
  childof: '<!',
  childorselfof: '<<!',
  ancestorof: '>',
  ancestororselfof: '>>',
  parentof: '>!',
  parentorselfof: '>>!',
}

/** Parts of ECL that are left to terminology servers, by how they begin; the longest first. */
const refusedParts: readonly (readonly [start: string, name: string])[] = [
  ['!!<', 'the bottom of a set'],
  ['!!>', 'the top of a set'],
  ['{{', 'a filter or history supplement'],
  ['{', 'an attribute group'],
  ['[', 'a cardinality or a choice of reference set fields'],
  [':', 'an attribute refinement'],
  ['.', 'dot notation'],
]

const blanks = /(?:\s+|\/\*[\s\S]*?\*\/)+/y
const symbol = /<<!|>>!|<<|>>|<!|>!|[<>^*(),]/y
/**
 * An SCTID ends where digits end, so that a refinement or dot after it is seen for what it is; other ids may hold colons
 * and dots between letters and digits (`HP:0000118`, `I21.9`).
 */
const bareId = /\d[\w-]*|[\p{L}_][\p{L}\p{N}_-]*(?:[.:][\p{L}\p{N}_-]+)*/uy
const quotedId = /"(?:[^"\\]|\\["\\])+"/y
const pipedTerm = /\|[^|]*\|/y

/**
 * Takes an expression of SNOMED CT's Expression Constraint Language apart. Comments, and terms in pipes after an id, say
 * nothing to a machine and are dropped.
 *
 * @throws {UsageError} At the first character that begins nothing known.
 * @see https://docs.snomed.org (Expression Constraint Language, 2.2: syntax)
 */
export function* eclTokens(text: string): Generator<EclToken> {
  let position = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position
    const found = pattern.exec(text)?.[0]
    position += found?.length ?? 0
    return found
  }
  for (;;) {
    take(blanks)
    const start = position
    if (start >= text.length) {
      yield {kind: 'end', position: text.length}
      return
    }
    const sign = take(symbol)
    if (sign !== undefined) {
      yield {kind: 'symbol', symbol: sign === ',' ? 'AND' : (sign as EclSymbol), position: start}
      continue
    }
    const quoted = take(quotedId)
    const id = quoted?.slice(1, -1).replace(/\\(.)/g, '$1') ?? take(bareId)
    if (id === undefined) throw unreadable(text, start)
    const word = quoted === undefined ? ownValue(words, id.toLowerCase()) : undefined
    if (word) {
      yield {kind: 'symbol', symbol: word, position: start}
      continue
    }
    yield {kind: 'id', id, position: start}
    take(blanks)
    take(pipedTerm)
  }
}

function unreadable(text: string, position: number): Error {
  const refused = refusedParts.find(([start]) => text.startsWith(start, position))
  if (refused) {
    return eclError(
      text,
      position,
      `stands ${refused[1]}, which biolord does not evaluate`,
      'Understood are < << <! <<! > >> >! >>! ^ * AND OR MINUS and parentheses; put an id with other signs in quotes ("250.00").',
    )
  }
  if (text.startsWith('/*', position)) {
    return eclError(text, position, 'a comment is not closed', 'Close it with */.')
  }
  if (text[position] === '|') {
    return eclError(
      text,
      position,
      'a term stands apart from its concept, or is not closed',
      'Write it as 73211009 |Diabetes mellitus|.',
    )
  }
  if (text[position] === '"') {
    return eclError(text, position, 'an id in quotes is empty or not closed', 'Close it with ".')
  }
  return eclError(
    text,
    position,
    'stands nothing that ECL knows',
    'Put an id with unusual signs in quotes: "http://example.org/1".',
  )
}
