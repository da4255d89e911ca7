/** What a UTF-16 unit means where words are told apart. */
export const CharacterClass = {letter: 1, space: 2, punctuation: 3} as const

export type CharacterClass = (typeof CharacterClass)[keyof typeof CharacterClass]

const byUnit = new Uint8Array(1 << 16)

/** The class of a code point of the basic plane, as `BertPreTokenizer` has it; asks a pattern once for each. */
export function classOfUnit(unit: number): CharacterClass {
  const known = byUnit[unit]!
  if (known !== 0) return known as CharacterClass
  const found = classOf(String.fromCharCode(unit))
  byUnit[unit] = found
  return found
}

/** The class of one code point, given as a string. */
export function classOf(character: string): CharacterClass {
  if (/^\p{White_Space}$/u.test(character)) return CharacterClass.space
  return /^[\p{P}!-/:-@[-`{-~]$/u.test(character) ? CharacterClass.punctuation : CharacterClass.letter
}
