import {isUtf8} from 'node:buffer'

const utf8 = new TextEncoder()

/** What is known of a code point of the basic plane that stands alone. */
const State = {unknown: 0, unchanged: 1, replaced: 2} as const

/**
 * A SentencePiece charsmap: replacements of characters, found through a double-array trie over UTF-8.
 *
 * As the reference applies it: a grapheme shorter than six bytes is looked up whole and replaced by what its *shortest*
 * known beginning stands for; if none is known, and in longer graphemes, each code point is looked up alone.
 *
 * @see https://github.com/huggingface/tokenizers/blob/main/tokenizers/src/normalizers/precompiled.rs
 */
export class Charsmap {
  private readonly states = new Uint8Array(1 << 16)
  private readonly replacements = new Map<string, string | undefined>()

  private constructor(
    private readonly trie: Uint32Array,
    /** Replacements, each ended by a zero byte. */
    private readonly normal: Buffer,
  ) {}

  /**
   * @param base64 - Length of the trie in bytes (uint32), trie (uint32 each), replacements (UTF-8).
   * @returns `undefined` when it is not a charsmap.
   */
  static parse(base64: string): Charsmap | undefined {
    const bytes = Buffer.from(base64, 'base64')
    if (bytes.length < 8) return undefined
    const size = bytes.readUInt32LE(0)
    if (size === 0 || size % 4 !== 0 || 4 + size > bytes.length) return undefined
    const trie = new Uint32Array(bytes.buffer.slice(bytes.byteOffset + 4, bytes.byteOffset + 4 + size))
    const normal = bytes.subarray(4 + size)
    return isUtf8(normal) ? new Charsmap(trie, normal) : undefined
  }

  /** @param text - Well-formed UTF-16. */
  normalise(text: string): string {
    let result = ''
    let copied = 0
    for (let at = 0; at < text.length; ) {
      const end = endOfSimple(text, at)
      if (end === at) {
        const stop = endOfComplex(text, at)
        result += text.slice(copied, at) + this.normaliseGraphemes(text.slice(at, stop))
        at = stop
        copied = stop
        continue
      }
      for (; at < end; at++) {
        if (this.stateOf(text, at) !== State.replaced) continue
        result += text.slice(copied, at) + this.replacementOf(text[at]!)!
        copied = at + 1
      }
    }
    return copied === 0 ? text : result + text.slice(copied)
  }

  /** A stretch in which characters may belong together. */
  private normaliseGraphemes(text: string): string {
    let result = ''
    for (const [segment] of text.matchAll(grapheme)) {
      const replacement = isShort(segment) ? this.replacementOf(segment) : undefined
      if (replacement !== undefined) result += replacement
      else for (const character of segment) result += this.replacementOf(character) ?? character
    }
    return result
  }

  private stateOf(text: string, at: number): number {
    const unit = text.charCodeAt(at)
    const known = this.states[unit]!
    if (known !== State.unknown) return known
    const state = this.replacementOf(text[at]!) === undefined ? State.unchanged : State.replaced
    this.states[unit] = state
    return state
  }

  private replacementOf(key: string): string | undefined {
    if (this.replacements.has(key)) return this.replacements.get(key)
    const found = this.find(utf8.encode(key))
    // graphemes are without number
    if (this.replacements.size > 1 << 16) this.replacements.clear()
    this.replacements.set(key, found)
    return found
  }

  /** Units of the trie as Darts-clone lays them out; reads beyond it find nothing. */
  private find(key: Uint8Array): string | undefined {
    const {normal, trie} = this
    let node = offsetOf(trie[0]!)
    for (const byte of key) {
      if (byte === 0) return undefined
      node ^= byte
      const unit = trie[node]
      if (unit === undefined || (unit & 0x800000ff) !== byte) return undefined
      node ^= offsetOf(unit)
      if ((unit & 0x100) !== 0) {
        const start = (trie[node] ?? 0) & 0x7fffffff
        const end = normal.indexOf(0, start)
        return normal.toString('utf8', start, end < 0 ? normal.length : end)
      }
    }
    return undefined
  }
}

function offsetOf(unit: number): number {
  return (unit >>> 10) << ((unit & 0x200) >>> 6)
}

const prepended = '\\u0600-\\u0605\\u06dd\\u070f'
const control = '\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}'
const extending = '\\p{Grapheme_Extend}\\p{Emoji_Modifier}\\u200d\\u0e33\\u0eb3'
const hangul = '\\u1100-\\u11ff\\ua960-\\ua97c\\uac00-\\ud7fb'
/** Marks with a width that nevertheless stand for themselves. */
const apart =
  '\\u102b\\u102c\\u1038\\u1062-\\u1064\\u1067-\\u106d\\u1083\\u1087-\\u108c\\u108f\\u109a-\\u109c\\u1a61\\u1a63\\u1a64\\uaa7b\\uaa7d'

/**
 * A grapheme, as far as it matters whether it is shorter than six bytes: emoji, flags and Indic syllables of several
 * letters never are. `Intl.Segmenter` takes minutes for a megabyte of emoji.
 *
 * @see https://www.unicode.org/reports/tr29/#Grapheme_Cluster_Boundary_Rules
 */
const grapheme = new RegExp(
  `\\r\\n|(?![${extending}${prepended}])[${control}]|` +
    `[${prepended}]*(?:[${hangul}]+|[^${control}])?(?:[${extending}]|(?![${apart}])\\p{Mc})*`,
  'gu',
)

/** Whether a text has fewer than six bytes in UTF-8. */
function isShort(text: string): boolean {
  return text.length < 6 && Buffer.byteLength(text) < 6
}

/**
 * Characters that end a grapheme before them and, followed by one another, after them: all below U+0300 but the carriage
 * return, Greek, Cyrillic and Arabic letters, kana, Hangul and Chinese characters without marks, common punctuation.
 */
function isSimple(unit: number): boolean {
  if (unit < 0x300) return unit !== 0x0d
  return (
    (unit >= 0x370 && unit < 0x483) ||
    (unit >= 0x620 && unit < 0x64b) ||
    (unit >= 0x1e00 && unit < 0x200b) ||
    (unit >= 0x2010 && unit < 0x2028) ||
    (unit >= 0x3041 && unit < 0x3097) ||
    (unit >= 0x30a1 && unit < 0x30fb) ||
    (unit >= 0x3400 && unit < 0xa000) ||
    (unit >= 0xac00 && unit < 0xd7a4)
  )
}

/** The end of the characters from `at` that are graphemes of their own: the last before another kind is not sure to be. */
function endOfSimple(text: string, at: number): number {
  let end = at
  while (end < text.length && isSimple(text.charCodeAt(end))) end++
  return end === text.length || end === at ? end : end - 1
}

/** The end of a stretch that begins with anything and ends before two simple characters, or one at the text's end. */
function endOfComplex(text: string, at: number): number {
  let end = at + 1
  while (end < text.length) {
    const simple = isSimple(text.charCodeAt(end))
    if (simple && (end + 1 === text.length || isSimple(text.charCodeAt(end + 1))) && text[end - 1] !== '\r')
      return end
    end++
  }
  return end
}
