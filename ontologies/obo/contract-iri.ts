/** OBO's own IRIs, and the two vocabularies beside it that write `PREFIX_NUMBER` under an address of their own. */
const prefixed =
  /^https?:\/\/(?:purl\.obolibrary\.org\/obo|www\.orpha\.net\/ORDO|www\.ebi\.ac\.uk\/efo)\/([A-Za-z][A-Za-z0-9]*)_([A-Za-z0-9]+)$/

/** Prefix to the start of its IRIs, as `idspace` lines of a header declare them. */
export type IdSpaces = ReadonlyMap<string, string>

/**
 * Shortens an IRI to the id by which it is known: `http://purl.obolibrary.org/obo/HP_0000001` to `HP:0000001`, others by
 * the header's id spaces.
 *
 * @returns The id as it is, without blanks around, where it is no IRI or none is known for it.
 */
export function contractIri(written: string, idSpaces: IdSpaces = new Map()): string {
  const id = written.trim()
  if (!id.startsWith('http')) return id
  const [, prefix, number] = prefixed.exec(id) ?? []
  if (prefix !== undefined) return `${prefix}:${number}`
  for (const [space, start] of idSpaces) {
    if (id.length > start.length && id.startsWith(start)) return `${space}:${id.slice(start.length)}`
  }
  return id
}

/**
 * Shortens the IRI of what is no concept (a subset, a synonym type, a property), for which names are in use:
 * `http://purl.obolibrary.org/obo/hp#layperson` to `layperson`.
 */
export function contractName(id: string, idSpaces?: IdSpaces): string {
  const short = contractIri(id, idSpaces)
  if (!short.startsWith('http')) return short
  return short.slice(Math.max(short.lastIndexOf('/'), short.lastIndexOf('#')) + 1) || short
}
