import type {OntologyRow} from '../../src/domain/ontology.js'
import {itemsOf, type JsonNode, member, type ReportWrongKind, textMember} from '../json/json-node.js'
import {systemName} from './system-name.js'

/** R4's `equivalence` and R5's `relationship`, as what the target is to the source; others say that nothing matches. */
const relations: ReadonlyMap<string, string> = new Map([
  ['equal', 'exact'],
  ['equivalent', 'exact'],
  ['wider', 'broad'],
  ['subsumes', 'broad'],
  ['source-is-narrower-than-target', 'broad'],
  ['narrower', 'narrow'],
  ['specializes', 'narrow'],
  ['source-is-broader-than-target', 'narrow'],
  ['relatedto', 'related'],
  ['related-to', 'related'],
  ['inexact', 'related'],
])

/**
 * Makes the rows of an element of a ConceptMap.
 *
 * @param conceptId - Of the element's code.
 * @param system - Canonical address of the targets' code system.
 * @see https://hl7.org/fhir/R4/valueset-concept-map-equivalence.html
 * @see https://hl7.org/fhir/R5/valueset-concept-map-relationship.html
 */
export function mapRows(
  node: JsonNode,
  conceptId: string,
  system: string | undefined,
  file: string,
  wrongKind: ReportWrongKind,
): OntologyRow[] {
  const vocabulary = system === undefined ? '' : `${systemName(system)}:`
  return itemsOf(node, 'target', wrongKind).flatMap((item): OntologyRow[] => {
    const code = textMember(item, 'code', wrongKind)?.trim()
    const said = textMember(item, 'relationship', wrongKind) ?? textMember(item, 'equivalence', wrongKind)
    const relation = said === undefined ? 'related' : relations.get(said)
    if (!code || relation === undefined) return []
    const advice = textMember(item, 'comment', wrongKind)
    const at = {file, line: member(item, 'code')!.line}
    return [{row: 'map', conceptId, target: vocabulary + code, relation, ...(advice ? {advice} : {}), at}]
  })
}
