import type {OntologyRow, ReportProblem, SourceLine, TermScope} from '../../src/domain/ontology.js'
import {itemsOf, type JsonNode, member, type ReportWrongKind, textMember} from '../json/json-node.js'
import {annotationRows} from '../obo/annotation-rows.js'
import {contractIri, contractName} from '../obo/contract-iri.js'

const scopes: ReadonlyMap<string, TermScope> = new Map([
  ['hasExactSynonym', 'exact'],
  ['hasBroadSynonym', 'broad'],
  ['hasNarrowSynonym', 'narrow'],
  ['hasRelatedSynonym', 'related'],
])

/** How what is wrong within a file is told. */
export interface Reporting {
  readonly file: string
  readonly report: ReportProblem
}

/** Tells values of the wrong kind: `wrong-kind` (skipped). */
export function wrongKindIn({file, report}: Reporting): ReportWrongKind {
  return (wanted, line) => {
    const message = `The value is no ${wanted.replace(/^an? /, '')}.`
    report({kind: 'wrong-kind', severity: 'skipped', message, at: {file, line}})
  }
}

/**
 * Makes the rows of a node that is a class, the concept first. As in OBO, obsolete ones keep theirs.
 *
 * Reports `wrong-kind` (skipped).
 *
 * @param id - Of the node, as written.
 * @param defaultNamespace - Type of a node that names no namespace.
 * @see https://github.com/geneontology/obographs/blob/master/README-ObographsSchema.md
 */
export function nodeRows(
  node: JsonNode,
  id: string,
  defaultNamespace: string | undefined,
  reporting: Reporting,
): OntologyRow[] {
  const {file} = reporting
  const wrongKind = wrongKindIn(reporting)
  const conceptId = contractIri(id)
  const meta = member(node, 'meta')
  if (meta !== undefined && !(meta.value instanceof Map)) wrongKind('object for "meta"', meta.line)
  const obsolete = member(meta, 'deprecated')?.value === true
  const place = (value: JsonNode): SourceLine => ({file, line: value.line})
  const at = place(node)
  const rows: OntologyRow[] = [{row: 'concept', id: conceptId, active: !obsolete, at}]

  const name = textMember(node, 'lbl', wrongKind)
  if (name?.trim())
    rows.push({row: 'term', conceptId, text: name, scope: 'preferred', at: place(member(node, 'lbl')!)})

  const definition = member(meta, 'definition')
  const text = textMember(definition, 'val', wrongKind)
  if (text?.trim()) rows.push({row: 'definition', conceptId, text, at: place(member(definition, 'val')!)})

  for (const item of itemsOf(meta, 'subsets', wrongKind)) {
    if (typeof item.value !== 'string') wrongKind('text', item.line)
    else rows.push({row: 'member', conceptId, refset: contractName(item.value), at: place(item)})
  }
  for (const item of itemsOf(meta, 'synonyms', wrongKind))
    rows.push(...synonymRows(item, conceptId, file, wrongKind))
  for (const item of itemsOf(meta, 'xrefs', wrongKind)) {
    const target = textMember(item, 'val', wrongKind)
    if (target?.trim()) {
      const line = place(member(item, 'val')!)
      rows.push({row: 'map', conceptId, target: contractIri(target), relation: 'xref', at: line})
    }
  }
  for (const item of itemsOf(meta, 'basicPropertyValues', wrongKind)) {
    const property = textMember(item, 'pred', wrongKind)
    const value = textMember(item, 'val', wrongKind)
    if (property === undefined || value === undefined) continue
    rows.push(...annotationRows(property, value, {conceptId, obsolete, at: place(member(item, 'val')!)}))
  }
  if (defaultNamespace !== undefined && !rows.some(({row}) => row === 'type')) {
    rows.push({row: 'type', conceptId, type: defaultNamespace, at})
  }
  return rows
}

/** `{"pred": "hasExactSynonym", "val": "…", "synonymType": "…#abbreviation"}`; without a scope it is a related one. */
function synonymRows(
  item: JsonNode,
  conceptId: string,
  file: string,
  wrongKind: ReportWrongKind,
): OntologyRow[] {
  const text = textMember(item, 'val', wrongKind)
  if (!text?.trim()) return []
  const at = {file, line: member(item, 'val')!.line}
  const scope = scopes.get(contractName(textMember(item, 'pred', wrongKind) ?? '')) ?? 'related'
  const type = textMember(item, 'synonymType', wrongKind)
  const term: OntologyRow = {row: 'term', conceptId, text, scope, at}
  if (!type) return [term]
  return [term, {row: 'property', conceptId, property: contractName(type), value: text, at}]
}
