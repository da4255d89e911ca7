import {describe, expect, it} from 'vitest'
import {forTerminal} from '../../../src/output/for-terminal.js'

describe('forTerminal', () => {
  it.each([
    ['\u001B[31mred', '\uFFFDred'],
    ['\u001B]0;title\u0007', '\uFFFD]0;title\uFFFD'],
    ['fever\u202Ereturned\u2069', 'fever\uFFFDreturned\uFFFD'],
    ['\u009B2J', '\uFFFD2J'],
    ['\r\u0008', '\uFFFD\uFFFD'],
  ])('lets no text give orders: %j', (text, shown) => {
    expect(forTerminal(text)).toBe(shown)
  })

  it.each(['a\tb\n', '\u001B[1mhead\u001B[22m', 'שלום é 😀'])('leaves the rest: %j', (text) => {
    expect(forTerminal(text)).toBe(text)
  })
})
