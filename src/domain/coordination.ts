import {boundForms, looseForms} from './combining-forms.js'
import type {Span} from './mention.js'

/** More parts, or longer texts, are lists of another kind. */
const mostParts = 8
const longestText = 300

/**
 * The full forms that a coordinated text stands for: "type 1 and 2 diabetes" is "type 1 diabetes" and "type 2
 * diabetes". Words alone do not say how much the parts share, so each part has several readings; take the first that
 * the dictionary or the encoder knows.
 *
 * @returns For each part in order its readings, those that share most first, the part by itself last; empty where the
 * text has no conjunction.
 */
export function expandCoordination(text: string): string[] {
  const parts = text.length > longestText ? [] : splitParts(text)
  if (parts.length < 2 || parts.length > mostParts) return []
  const readings = new Set<string>()
  const add = (...pieces: (readonly Piece[])[]) => readings.add(joinPieces(text, pieces.flat()))
  const first = parts[0] as Part
  const last = parts.at(-1) as Part
  const crossed =
    parts.length === 3 && parts.every(({listed}) => !listed) && (parts[1]?.words.length ?? 0) > 1
  for (const [i, {words}] of parts.entries()) {
    if (crossed && i !== 1) {
      // "short and broad fingers and toes": either adjective of either noun
      const [adjective, noun] = splitAt((parts[1] as Part).words, -1)
      if (i === 0) for (const head of [noun, last.words]) add(words, head)
      else for (const modifier of [first.words, adjective]) add(modifier, words)
    } else if (!crossed) {
      for (const reading of completions(text, parts, i)) add(reading)
    }
    add(words)
  }
  return [...readings]
}

interface Piece extends Span {
  /** Written on to the piece before without a space. */
  readonly joined?: boolean
}

interface Part {
  readonly words: readonly Piece[]
  /** A comma stands before it. */
  readonly listed: boolean
}

const joint =
  /\s*,\s*(?:(?:and\/or|and|or|as well as|with or without)\s+)?|\s+(?:and\/or|and|or|as well as|with or without|&)\s+|\s*\/\s*(?=\p{L})/giu

function splitParts(text: string): Part[] {
  const joints = [...text.matchAll(joint)]
  if (!joints.some(([sign]) => /[a-z&/]/i.test(sign))) return [] // "sclerosis, multiple"
  const parts: Part[] = []
  let start = 0
  for (const {0: sign, index} of [...joints, {0: '', index: text.length}]) {
    const listed = /,\s*$/.test(text.slice(0, start))
    const words = wordsOf(text, start, index)
    if (words.length === 0) return []
    parts.push({words, listed})
    start = index + sign.length
  }
  return parts
}

/** Words without the articles and "both" that begin a part. */
function wordsOf(text: string, start: number, end: number): Piece[] {
  const words = [...text.slice(start, end).matchAll(/\S+/g)].map((match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
    word: match[0].toLowerCase(),
  }))
  const first = words.findIndex(({word}) => !['the', 'a', 'an', 'both', 'either'].includes(word))
  return first === -1 ? [] : words.slice(first).map((word) => ({start: word.start, end: word.end}))
}

/** Readings of one part that share words with others: a head after the last, a beginning before the first, or both. */
function* completions(text: string, parts: readonly Part[], i: number): Generator<Piece[]> {
  const first = (parts[0] as Part).words
  const last = (parts.at(-1) as Part).words
  const own = (parts[i] as Part).words
  const cut = cutWord(text, own, last)
  if (cut) {
    yield cut
    return
  }
  const beginnings = i === 0 ? [] : beginningsOf(text, first)
  const isLast = i === parts.length - 1
  const modifiers = isLast ? [] : [1, 2, 3].filter((size) => size < last.length)
  // as many words as the parts between have: "renal cell and squamous cell carcinoma"
  const usual = parts.length > 2 ? (parts[1] as Part).words.length : 1
  modifiers.sort((a, b) => Math.abs(a - usual) - Math.abs(b - usual))
  for (const size of modifiers) {
    const head = last.slice(size)
    for (const beginning of beginnings) yield [...beginning, ...own, ...head]
    yield [...own, ...head]
  }
  for (const beginning of beginnings) yield [...beginning, ...own]
}

/** What the first part may share: all but its last word, or less; after a preposition all up to that. */
function beginningsOf(text: string, first: readonly Piece[]): Piece[][] {
  const preposition = first.findLastIndex(({end, start}) =>
    /^(?:of|in|to|on|the)$/iu.test(text.slice(start, end)),
  )
  const most = Math.min(4, first.length - 1)
  const sizes = [most, ...(preposition > 0 ? [preposition + 1] : [1, 2, 3])]
  return [...new Set(sizes)].filter((size) => size > 0 && size <= most).map((size) => first.slice(0, size))
}

/** "Hyper- and hypothyroidism", "RCC- and VHL-associated tumors": the rest of the word is in the last part. */
function cutWord(text: string, own: readonly Piece[], last: readonly Piece[]): Piece[] | undefined {
  const stump = own.at(-1)
  if (!stump || text[stump.end - 1] !== '-') return undefined
  for (const [w, {end, start}] of last.entries()) {
    const word = text.slice(start, end)
    const hyphen = word.lastIndexOf('-', word.length - 2)
    const prefix = [...boundForms, ...looseForms]
      .filter((form) => word.toLowerCase().startsWith(form))
      .sort((a, b) => b.length - a.length)[0]
    const at = hyphen > 0 ? hyphen : prefix?.length
    if (at === undefined || word.length - at < 4) continue
    const tail = {start: start + at, end, joined: true}
    return [...own.slice(0, -1), {start: stump.start, end: stump.end - 1}, tail, ...last.slice(w + 1)]
  }
  return undefined
}

function splitAt(words: readonly Piece[], at: number): [Piece[], Piece[]] {
  return [words.slice(0, at), words.slice(at)]
}

function joinPieces(text: string, pieces: readonly Piece[]): string {
  return pieces
    .map(({end, joined, start}) => (joined ? '' : ' ') + text.slice(start, end))
    .join('')
    .trim()
}
