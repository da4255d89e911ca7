import type {OntologyRow} from '../../src/domain/ontology.js'

/**
 * Leaves out what belongs to other ontologies: an OBO file often holds terms that it imports.
 *
 * @param prefixes - Of the ids to keep, in any case, with or without a colon; none or absent: all are kept.
 * @returns Whether a row is of a concept to keep, and ties it to no other.
 */
export function keepsPrefixes(prefixes: readonly string[] | undefined): (row: OntologyRow) => boolean {
  if (!prefixes?.length) return () => true
  const wanted = new Set(prefixes.map((prefix) => prefix.replace(/:$/, '').toLowerCase()))
  const isWanted = (id: string) => wanted.has(id.slice(0, Math.max(0, id.indexOf(':'))).toLowerCase())
  return (row) => {
    switch (row.row) {
      case 'concept':
        return isWanted(row.id)
      case 'replacement':
        return isWanted(row.replacementId)
      case 'relation':
        return isWanted(row.conceptId) && isWanted(row.targetId)
      case 'preference':
      case 'kept':
        return true
      default:
        return isWanted(row.conceptId)
    }
  }
}
