/** A generator of numbers in [0, 1) that gives the same ones every time (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const words = [
  'heart',
  'Disease',
  ' of',
  ' the',
  'neoplasm',
  'type 2',
  'Ödem',
  'инфаркт',
  '心筋梗塞',
  'مرض',
  'ผู้ป่วย',
]

const special = [
  ...[
    '<s>',
    '</s>',
    '<unk>',
    '<mask>',
    '<pad>',
    '[CLS]',
    '[SEP]',
    '[MASK]',
    '[UNK]',
    '▁',
    '##',
    'Ġ',
    '<S>',
    '[cls]',
  ],
  ...[
    ' ',
    '  ',
    '\t',
    '\n',
    '\r\n',
    '\r',
    '\u00a0',
    '\u3000',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\u200b',
    '\u200d',
    '\u00ad',
  ],
  ...[
    '\u0000',
    '\u0007',
    '\u001b',
    '\u007f',
    '\u009f',
    '\ufffd',
    '\ud800',
    '\udc00',
    '\u202e',
    '\u2066',
    '\u061c',
  ],
  ...[
    'e\u0301',
    'a\u0308\u0301',
    'ﬁ',
    'ﬁ\u0301',
    'º\u0301',
    '①',
    '½',
    '㎎',
    'Ａ',
    'ｶﾞ',
    '한',
    '\u1112\u1161\u11ab',
    '가\u11a8',
  ],
  ...[
    '👍🏽',
    '👩‍⚕️',
    '🇩🇪',
    '1️⃣',
    '\u0600',
    'ก่',
    'क्ष',
    'İ',
    'ẞ',
    'Σ',
    'ς',
    'ǅ',
    '\u0345',
    "'s",
    "'ll",
    "'S",
    '’s',
    '...',
    '12,5 %',
  ],
]

/** Planes and blocks in which most of what is odd lies, and the whole of Unicode. */
const ranges: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0x00, 0x2ff],
  [0x300, 0x36f],
  [0x370, 0x5ff],
  [0x600, 0x6ff],
  [0x900, 0x0dff],
  [0xe00, 0x11ff],
  [0x1e00, 0x27ff],
  [0x3000, 0x30ff],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0xf900, 0xffff],
  [0x1f300, 0x1faff],
  [0x10000, 0x1ffff],
  [0x20000, 0x2ffff],
  [0, 0x10ffff],
]

/**
 * Texts of all that a text may hold: words, special tokens, white space, controls, marks, all planes, lone surrogates.
 *
 * @param allows - Code points that may be taken; those of one version of Unicode, say.
 */
export function randomTexts(count: number, seed: number, allows: (character: string) => boolean): string[] {
  const random = seededRandom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const character = (): string => {
    const [low, high] = pick(ranges)
    const drawn = String.fromCodePoint(low + Math.floor(random() * (high - low + 1)))
    return !drawn.isWellFormed() || allows(drawn) ? drawn : pick(words)
  }
  const part = () => (random() < 0.3 ? pick(words) : random() < 0.45 ? pick(special) : character())
  return Array.from({length: count}, () => Array.from({length: 1 + Math.floor(random() * 12)}, part).join(''))
}
