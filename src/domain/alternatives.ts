const braces = /\{([^{}]*)\}/u

/** All that a phrase with alternatives in braces stands for: `{his |}{mother|father}` is four. */
export function alternativesOf(phrase: string): readonly string[] {
  const inside = braces.exec(phrase)?.[1]
  if (inside === undefined) return [phrase]
  return inside.split('|').flatMap((one) => alternativesOf(phrase.replace(braces, one)))
}
