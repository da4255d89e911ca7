import {Charsmap} from './charsmap.js'
import type {NormaliserStep} from './normaliser-step.js'

const space = 0x20

/** What becomes of an ASCII character, besides another one. */
const dropped = -1
/** It depends on its neighbours: the whole text has to be looked at. */
const unsure = -2
/** It was not met yet. */
const unknown = -3

/** Does to a text what the normaliser of a tokenizer.json does. */
export class Normaliser {
  private readonly steps: readonly ((text: string) => string)[]
  /** What becomes of each ASCII character: another one, {@link dropped} or {@link unsure}, once it was met. */
  private readonly ascii = new Int16Array(128).fill(unknown)
  /** Whether spaces at the ends and beside each other are treated apart. */
  private readonly mindsSpaces: boolean

  constructor(private readonly description: readonly NormaliserStep[]) {
    this.steps = description.map(compile)
    this.mindsSpaces = description.some(({kind}) => kind === 'strip' || kind === 'replace-spaces')
  }

  /** @param text - Well-formed UTF-16. */
  normalise(text: string): string {
    return this.steps.reduce((result, step) => step(result), text)
  }

  /**
   * Normalises a stretch of a text without making strings of it, which is possible for most ASCII.
   *
   * @param units - Where it goes; as long as the stretch at least.
   * @returns How many units there are now, or -1 where {@link normalise} is needed.
   */
  normaliseAscii(text: string, start: number, end: number, units: Uint16Array): number {
    let length = 0
    let before = space
    for (let i = start; i < end; i++) {
      const unit = text.charCodeAt(i)
      if (unit >= 128) return -1
      let normal = this.ascii[unit]!
      if (normal === unknown) {
        normal = this.foresee(unit)
        this.ascii[unit] = normal
      }
      if (normal === dropped) continue
      if (normal === unsure || (normal === space && before === space && this.mindsSpaces)) return -1
      units[length++] = normal
      before = normal
    }
    return this.mindsSpaces && before === space && length > 0 ? -1 : length
  }

  private foresee(code: number): number {
    let text = String.fromCharCode(code)
    // one half of a line end that is a grapheme
    if (text === '\r') return unsure
    for (const [i, step] of this.description.entries()) {
      if (step.kind === 'replace' && step.text.includes(text)) return unsure
      if (step.kind === 'strip' && text !== ' ' && /\p{White_Space}/u.test(text)) return unsure
      // a lone space is what the others mind
      if (step.kind !== 'strip' && step.kind !== 'replace') text = this.steps[i]!(text)
      if (text === '') return dropped
      if (text.length > 1 || text.charCodeAt(0) >= 128) return unsure
    }
    return text.charCodeAt(0)
  }
}

function compile(step: NormaliserStep): (text: string) => string {
  switch (step.kind) {
    case 'charsmap': {
      const charsmap = Charsmap.parse(step.charsmap)!
      return (text) => charsmap.normalise(text)
    }
    case 'form':
      return (text) => text.normalize(step.form)
    case 'lowercase':
      // the reference goes letter by letter and knows no final sigma
      return (text) => text.replaceAll('Σ', 'σ').toLowerCase()
    case 'strip-accents':
      return (text) => text.replace(/\p{M}/gu, '')
    case 'strip':
      return (text) => strip(text, step.left, step.right)
    case 'replace':
      return (text) => text.replaceAll(step.text, () => step.by)
    case 'replace-spaces':
      return (text) => text.replace(/ {2,}/g, () => step.by)
  }
}

/** `trim` has another idea of white space, and a pattern for the end takes quadratic time. */
function strip(text: string, left: boolean, right: boolean): string {
  let start = 0
  let end = text.length
  while (left && start < end && isSpace(text[start]!)) start++
  while (right && end > start && isSpace(text[end - 1]!)) end--
  return text.slice(start, end)
}

function isSpace(character: string): boolean {
  return /\p{White_Space}/u.test(character)
}
