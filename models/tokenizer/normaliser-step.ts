import {Charsmap} from './charsmap.js'
import type {JsonPart} from './json-part.js'

/** One thing that is done to a text before it is cut into pieces. */
export type NormaliserStep =
  /** A SentencePiece charsmap, base64. */
  | {readonly kind: 'charsmap'; readonly charsmap: string}
  | {readonly kind: 'form'; readonly form: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'}
  | {readonly kind: 'lowercase'}
  | {readonly kind: 'strip-accents'}
  | {readonly kind: 'strip'; readonly left: boolean; readonly right: boolean}
  | {readonly kind: 'replace'; readonly text: string; readonly by: string}
  /** Two or more spaces become one text. */
  | {readonly kind: 'replace-spaces'; readonly by: string}

/**
 * Reads a normaliser of a tokenizer.json, be it absent, a single one or a sequence.
 *
 * @throws {ModelUnusableError} When it is of an unknown kind.
 */
export function readNormaliser(part: JsonPart | undefined): NormaliserStep[] {
  if (part === undefined) return []
  const {type} = part
  switch (type) {
    case 'Sequence':
      return part.allow('type', 'normalizers').parts('normalizers').flatMap(readNormaliser)
    case 'Precompiled':
      return readCharsmap(part.allow('type', 'precompiled_charsmap'))
    case 'NFC':
    case 'NFD':
    case 'NFKC':
    case 'NFKD':
      part.allow('type')
      return [{kind: 'form', form: type}]
    case 'Lowercase':
      part.allow('type')
      return [{kind: 'lowercase'}]
    case 'StripAccents':
      part.allow('type')
      return [{kind: 'strip-accents'}]
    case 'Strip':
      part.allow('type', 'strip_left', 'strip_right')
      return [{kind: 'strip', left: part.flag('strip_left', true), right: part.flag('strip_right', true)}]
    case 'Replace':
      return [readReplace(part.allow('type', 'pattern', 'content'))]
    default:
      throw part.refuse('type', `is "${type}"`)
  }
}

function readCharsmap(part: JsonPart): NormaliserStep[] {
  const charsmap = part.get('precompiled_charsmap')
  const whole = typeof charsmap === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(charsmap)
  if (!whole || Charsmap.parse(charsmap) === undefined) {
    throw part.refuse('precompiled_charsmap', 'is damaged')
  }
  return [{kind: 'charsmap', charsmap}]
}

function readReplace(part: JsonPart): NormaliserStep {
  const pattern = part.part('pattern')?.allow('String', 'Regex')
  const by = part.text('content')
  if (pattern?.get('Regex') === ' {2,}' && by.isWellFormed()) return {kind: 'replace-spaces', by}
  const text = pattern?.get('String')
  if (typeof text !== 'string' || text === '' || !(text + by).isWellFormed()) {
    throw part.refuse('pattern', 'is neither a text nor the regular expression " {2,}"')
  }
  return {kind: 'replace', text, by}
}

export function isNormaliserStep(value: unknown): value is NormaliserStep {
  const step = value as NormaliserStep | null
  switch (step?.kind) {
    case 'charsmap':
      return typeof step.charsmap === 'string' && Charsmap.parse(step.charsmap) !== undefined
    case 'form':
      return /^NFK?[CD]$/.test(step.form)
    case 'lowercase':
    case 'strip-accents':
    case 'strip':
      return true
    case 'replace':
      return typeof step.text === 'string' && step.text !== '' && typeof step.by === 'string'
    case 'replace-spaces':
      return typeof step.by === 'string'
    default:
      return false
  }
}
