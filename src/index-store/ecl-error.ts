import {UsageError} from '../errors.js'

/** Letters of the expression that a message shows. */
const shownLetters = 24

/**
 * An expression that cannot be read, told with the place at fault.
 *
 * @param fault - What is wrong there, in a main clause without its end: `a parenthesis is not closed`.
 * @param position - Index into the text, from 0; messages count from 1.
 */
export function eclError(text: string, position: number, fault: string, hint: string): UsageError {
  const rest = [...text.slice(position, position + 2 * shownLetters)]
  const shown = rest.slice(0, shownLetters).join('') + (rest.length > shownLetters ? '…' : '')
  const place = position < text.length ? `at character ${position + 1} ("${shown}")` : 'at its end'
  return new UsageError(`The ECL expression cannot be evaluated: ${place} ${fault}.`, hint)
}
