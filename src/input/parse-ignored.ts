import {splitLines} from '../domain/split-lines.js'
import type {InputText} from './read-text.js'

/** A text that is not to be linked; with `id`, not to be linked to that concept. `line` counts from 1. */
export interface IgnoredLine {
  readonly text: string
  readonly id?: string
  readonly line: number
}

/**
 * Reads texts that are not to be linked: one a line, or with a tab and the id of the one concept that it is not to be
 * linked to. Empty lines and lines that start with `#` are left out.
 */
export function parseIgnored(input: InputText): IgnoredLine[] {
  const ignored: IgnoredLine[] = []
  for (const {line, lineText} of splitLines(input.text.replace(/^\uFEFF/u, ''))) {
    if (lineText.startsWith('#')) continue
    const [text = '', id = ''] = lineText.split('\t').map((cell) => cell.trim())
    if (text !== '') ignored.push({text, line, ...(id !== '' && {id})})
  }
  return ignored
}
