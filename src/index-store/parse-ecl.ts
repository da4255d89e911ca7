import {UsageError} from '../errors.js'
import {eclError} from './ecl-error.js'
import {type EclSymbol, type EclToken, eclTokens, type HierarchySymbol} from './ecl-tokens.js'

/** An expression that names a set of concepts. */
export type EclExpression =
  | {readonly kind: 'any'}
  | {readonly kind: 'concept'; readonly id: string}
  | {readonly kind: 'hierarchy'; readonly step: HierarchyStep; readonly of: EclExpression}
  /** Members of the reference sets that `of` names: by id, by the concepts that stand for them, or all. */
  | {readonly kind: 'members'; readonly of: EclExpression}
  | {readonly kind: 'and' | 'or'; readonly parts: readonly EclExpression[]}
  | {readonly kind: 'minus'; readonly from: EclExpression; readonly without: EclExpression}

/** Where an operator leads from a concept. */
export interface HierarchyStep {
  readonly direction: 'down' | 'up'
  /** Children or parents only. */
  readonly isOne: boolean
  readonly withSelf: boolean
}

/** Deeper than anybody writes, and far from the end of the stack. */
const deepestNesting = 200

/** Longer than a list of every concept of a reference set that somebody would write out. */
const longestExpression = 1_000_000

const steps: Readonly<Record<HierarchySymbol, HierarchyStep>> = {
  '<': {direction: 'down', isOne: false, withSelf: false},
  '<<': {direction: 'down', isOne: false, withSelf: true},
  '<!': {direction: 'down', isOne: true, withSelf: false},
  '<<!': {direction: 'down', isOne: true, withSelf: true},
  '>': {direction: 'up', isOne: false, withSelf: false},
  '>>': {direction: 'up', isOne: false, withSelf: true},
  '>!': {direction: 'up', isOne: true, withSelf: false},
  '>>!': {direction: 'up', isOne: true, withSelf: true},
}

/**
 * Parses the core of SNOMED CT's Expression Constraint Language: hierarchy operators, `^`, `*`, AND, OR, MINUS,
 * parentheses, in short and long syntax. Ids may be of any terminology.
 *
 * @throws {UsageError} When it is no expression, is nested too deeply, or uses another part of ECL; with the position.
 * @see https://docs.snomed.org (Expression Constraint Language, 2.2: syntax)
 */
export function parseEcl(text: string): EclExpression {
  if (text.length > longestExpression) {
    throw new UsageError(
      `The ECL expression has ${text.length} characters; at most ${longestExpression} are read.`,
      'Split it into several filters.',
    )
  }
  return new EclParser(text).parse()
}

class EclParser {
  private readonly tokens: Iterator<EclToken, void>
  private next: EclToken
  private depth = 0

  constructor(private readonly text: string) {
    this.tokens = eclTokens(text)
    this.next = this.read()
  }

  parse(): EclExpression {
    const expression = this.expression()
    if (this.next.kind === 'end') return expression
    throw this.isSymbol(')')
      ? this.error('a parenthesis is closed that was never opened', 'Leave it out, or open it with "(".')
      : this.error('AND, OR or MINUS is missing', 'Put one of them between two sets of concepts.')
  }

  private expression(): EclExpression {
    const first = this.operand()
    if (this.take('MINUS')) {
      const without = this.operand()
      this.refuseMixing('MINUS')
      return {kind: 'minus', from: first, without}
    }
    for (const symbol of ['AND', 'OR'] as const) {
      if (!this.isSymbol(symbol)) continue
      const parts = [first]
      while (this.take(symbol)) parts.push(this.operand())
      this.refuseMixing(symbol)
      return {kind: symbol === 'AND' ? 'and' : 'or', parts}
    }
    return first
  }

  private refuseMixing(symbol: 'AND' | 'OR' | 'MINUS'): void {
    const mixed = (['AND', 'OR', 'MINUS'] as const).find((other) => this.isSymbol(other))
    if (mixed === undefined) return
    throw this.error(
      `${mixed} follows ${symbol} without parentheses`,
      'Say with parentheses what belongs together: (A OR B) MINUS C.',
    )
  }

  private operand(): EclExpression {
    for (const [symbol, step] of Object.entries(steps)) {
      if (this.take(symbol as HierarchySymbol)) return {kind: 'hierarchy', step, of: this.memberOf()}
    }
    return this.memberOf()
  }

  private memberOf(): EclExpression {
    return this.take('^') ? {kind: 'members', of: this.focus()} : this.focus()
  }

  private focus(): EclExpression {
    if (this.take('*')) return {kind: 'any'}
    if (this.next.kind === 'id') {
      const {id} = this.next
      this.next = this.read()
      return {kind: 'concept', id}
    }
    if (this.isSymbol('(')) return this.parenthesised()
    throw this.next.kind === 'symbol' && Object.hasOwn(steps, this.next.symbol)
      ? this.error('an operator follows another', 'Put what the first one is for in parentheses: < (> X).')
      : this.error('a concept is missing', 'Put an id, * or an expression in parentheses there.')
  }

  private parenthesised(): EclExpression {
    if (++this.depth > deepestNesting) {
      throw this.error(
        `parentheses are nested more than ${deepestNesting} deep`,
        'Leave out the parentheses that are not needed.',
      )
    }
    this.next = this.read()
    const expression = this.expression()
    if (!this.take(')')) {
      throw this.next.kind === 'end'
        ? this.error('a parenthesis is not closed', 'Close it with ")".')
        : this.error('AND, OR, MINUS or ")" is missing', 'Close the parenthesis, or join what follows.')
    }
    this.depth--
    return expression
  }

  private take(symbol: EclSymbol): boolean {
    if (!this.isSymbol(symbol)) return false
    this.next = this.read()
    return true
  }

  private isSymbol(symbol: EclSymbol): boolean {
    return this.next.kind === 'symbol' && this.next.symbol === symbol
  }

  private read(): EclToken {
    return this.tokens.next().value ?? {kind: 'end', position: this.text.length}
  }

  private error(fault: string, hint: string): Error {
    return eclError(this.text, this.next.position, fault, hint)
  }
}
