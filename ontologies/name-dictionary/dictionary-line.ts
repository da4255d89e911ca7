/** One line of a dictionary: a concept's id, other ids that stand for it too, and names. */
export interface DictionaryLine {
  readonly ids: readonly string[]
  readonly names: readonly string[]
}

/**
 * Takes `id||name` apart, and its wider form `id|other id||name|other name`; lines of name pairs (`id||name||name`), which
 * SapBERT is trained on, are dictionaries as well.
 *
 * @returns `undefined` where nothing parts ids and names.
 */
export function parseDictionaryLine(line: string): DictionaryLine | undefined {
  const [ids, ...names] = line.split('||')
  if (ids === undefined || names.length === 0) return undefined
  return {ids: filled(ids.split('|')), names: filled(names.flatMap((part) => part.split('|')))}
}

/**
 * Whether a line can only be one of a dictionary: ids are short, hold no white space and some digit, names hold a letter.
 * Lines of RRF, which has empty columns between bars too, end with a bar; those of BioSyn's mention files have a span in
 * the second part.
 */
export function looksLikeDictionary(line: string): boolean {
  const [ids, first] = line.split('||')
  if (ids === undefined || first === undefined || line.endsWith('|') || !/\p{L}/u.test(first)) return false
  const parts = ids.split('|')
  return parts.every((id) => /^\S{1,100}$/.test(id.trim()) && /\d/.test(id))
}

function filled(parts: readonly string[]): string[] {
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}
