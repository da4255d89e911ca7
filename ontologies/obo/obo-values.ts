const namedEscapes: Readonly<Record<string, string>> = {n: '\n', t: '\t', W: ' '}

/**
 * Resolves backslashes: `\n` line feed, `\t` tab, `\W` space, any other character stands for itself.
 *
 * @see https://owlcollab.github.io/oboformat/doc/GO.format.obo-1_4.html "Escape characters"
 */
export function unescapeObo(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(.)/gs, (_escape, character: string) => namedEscapes[character] ?? character)
}

/**
 * Reads a quoted string at the start of a value.
 *
 * @returns The string, unescaped, and what follows it; `undefined` where no quote opens or closes.
 */
export function readQuoted(value: string): {text: string; rest: string} | undefined {
  if (!value.startsWith('"')) return undefined
  for (let at = 1; at < value.length; at++) {
    const character = value[at]
    if (character === '\\') at++
    else if (character === '"') return {text: unescapeObo(value.slice(1, at)), rest: value.slice(at + 1)}
  }
  return undefined
}

/** A value without quotes that runs to the end of the line (`name`, `namespace`, `xref`), without what may trail it. */
export function readPlain(value: string): string {
  return unescapeObo(withoutTrailing(value)).trim()
}

/** The words of a value before what may trail it: ids, relation names. Words keep their escaped blanks. */
export function readWords(value: string): string[] {
  return withoutTrailing(value)
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(unescapeObo)
}

/**
 * Cuts trailing modifiers (`{source="…"}`) and the comment after `!`. Writers leave both characters unescaped in names,
 * so a comment must follow a blank and modifiers must name a value.
 */
function withoutTrailing(value: string): string {
  const uncommented = value.trimEnd().endsWith('}') ? value : withoutComment(value)
  return withoutComment(withoutModifiers(uncommented))
}

function withoutModifiers(value: string): string {
  const trimmed = value.trimEnd()
  if (!trimmed.endsWith('}')) return value
  const open = trimmed.lastIndexOf('{')
  const follows = open === 0 || /\s/.test(trimmed[open - 1] ?? '')
  const modifiers = trimmed.slice(open + 1, -1)
  return follows && (modifiers.trim() === '' || modifiers.includes('=')) ? trimmed.slice(0, open) : value
}

function withoutComment(value: string): string {
  if (value.startsWith('!')) return ''
  const at = value.search(/\s!/)
  return at < 0 ? value : value.slice(0, at)
}
