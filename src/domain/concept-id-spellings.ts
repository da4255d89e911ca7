/**
 * The spellings under which a source may list an id that a user typed: as it stands, an IRI or `prefix_number` as a
 * CURIE, without its prefix, an ICD code with or without its dot, a MeSH id with or without `MESH:`. Case is the
 * look-up's to ignore.
 *
 * @returns Most literal first, without repetition.
 */
export function conceptIdSpellings(typed: string): string[] {
  const id = typed.trim().replace(/^<(.*)>$/, '$1')
  const spellings = new Set([id])
  const local = /^https?:\/\//i.test(id)
    ? id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf('#')) + 1)
    : id
  spellings.add(local)
  spellings.add(local.replace(/^([A-Za-z][A-Za-z0-9.]*)_(?=[A-Za-z0-9])/, '$1:'))
  const bare = /^[A-Za-z][A-Za-z0-9.]*:\s*(.+)$/.exec(local)?.[1]
  if (bare !== undefined) spellings.add(bare)
  for (const code of [local, bare]) {
    const icd = code === undefined ? null : /^([A-Z][0-9][0-9A-Z])\.?([0-9A-Z]{1,4})$/i.exec(code)
    if (icd) spellings.add(`${icd[1]}.${icd[2]}`).add(`${icd[1]}${icd[2]}`)
  }
  // sources that refer to MeSH write the prefix, MeSH does not
  if (/^[DC](?:[0-9]{6}|[0-9]{9})$/i.test(local)) spellings.add(`MESH:${local}`)
  spellings.delete('')
  return [...spellings]
}
