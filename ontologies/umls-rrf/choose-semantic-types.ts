import {UsageError} from '../../src/errors.js'
import {semanticGroups} from './semantic-groups.js'

/**
 * The semantic types that `--sty` asks for.
 *
 * @param asked - TUIs (`T047`), names of types, names or abbreviations of groups (`DISO`), without regard to case and
 *   punctuation. A name with commas may come in pieces, as the flag's list cuts it.
 * @returns Their TUIs.
 * @throws {UsageError} When a word is neither.
 */
export function chooseSemanticTypes(asked: readonly string[]): ReadonlySet<string> {
  const chosen = new Set<string>()
  for (let start = 0; start < asked.length; ) {
    const pieces = piecesOfName(asked, start)
    const found = typesByName.get(keyOf(asked.slice(start, start + pieces).join(' ')))
    if (found === undefined) throw unknownType(asked[start]!)
    for (const type of found) chosen.add(type)
    start += pieces
  }
  return chosen
}

/** No name has more than three commas. */
const mostPieces = 4

/** The longest run of pieces that is a name; 1 where none is. */
function piecesOfName(asked: readonly string[], start: number): number {
  for (let count = Math.min(mostPieces, asked.length - start); count > 1; count--) {
    if (typesByName.has(keyOf(asked.slice(start, start + count).join(' ')))) return count
  }
  return 1
}

const typesByName = new Map<string, readonly string[]>()
for (const [abbreviation, {name, types}] of Object.entries(semanticGroups)) {
  typesByName.set(keyOf(abbreviation), Object.keys(types))
  typesByName.set(keyOf(name), Object.keys(types))
}
for (const {types} of Object.values(semanticGroups)) {
  for (const [tui, name] of Object.entries(types)) {
    typesByName.set(keyOf(tui), [tui])
    typesByName.set(keyOf(name), [tui])
  }
}

function keyOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

function unknownType(word: string): UsageError {
  const groups = Object.entries(semanticGroups).map(([abbreviation, {name}]) => `${abbreviation} (${name})`)
  return new UsageError(
    `There is no semantic type or group "${word}".`,
    `Give a TUI (T047), the name of a type, or a group: ${groups.join(', ')}.`,
  )
}
