const oboPurl = /^https?:\/\/purl\.obolibrary\.org\/obo\/([A-Za-z][A-Za-z0-9]*)_([A-Za-z0-9]+)$/

/** Prefix to the start of its IRIs, as `idspace` lines of a header declare them. */
export type IdSpaces = ReadonlyMap<string, string>

/**
 * Shortens an IRI to the id by which it is known: `http://purl.obolibrary.org/obo/HP_0000001` to `HP:0000001`, others by
 * the header's id spaces.
 *
 * @returns The id as it is where it is no IRI or none is known for it.
 */
export function contractIri(id: string, idSpaces: IdSpaces): string {
  if (!id.startsWith('http')) return id
  const [, prefix, number] = oboPurl.exec(id) ?? []
  if (prefix !== undefined) return `${prefix}:${number}`
  for (const [space, start] of idSpaces) {
    if (id.length > start.length && id.startsWith(start)) return `${space}:${id.slice(start.length)}`
  }
  return id
}
