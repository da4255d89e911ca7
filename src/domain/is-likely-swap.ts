const keyboard = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
/** How far each row of keys stands to the right of the one above, in keys. */
const shift = 0.5
/** Keys that touch are no farther from each other. */
const reach = 1.2

/** Letters that sound alike, and the last few that look so. */
const alike = ['aeiouyäöüåæø', 'ckqsxz', 'fvw', 'bpv', 'dt', 'gj', 'mn', 'lr', 'gq', 'il', 'uv']

const places = new Map(
  keyboard.flatMap((keys, row) =>
    Array.from(keys, (letter, i) => [letter, {x: i + row * shift, y: row}] as const),
  ),
)

/**
 * Whether one letter may be written for another: they sound or look alike, or their keys touch on a QWERTY keyboard. Where they
 * do not, words that differ in this letter alone are two words more often than one that is misspelt ("drowsy", "dropsy").
 */
export function isLikelySwap(a: string, b: string): boolean {
  if (alike.some((letters) => letters.includes(a) && letters.includes(b))) return true
  const [one, other] = [places.get(a), places.get(b)]
  return one !== undefined && other !== undefined && Math.hypot(one.x - other.x, one.y - other.y) < reach
}
