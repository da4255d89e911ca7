import type {OntologyRow} from '../../src/domain/ontology.js'
import {itemsOf, type JsonNode, member, textMember} from '../json/json-node.js'
import type {JsonElement} from '../json/json-shape.js'
import {contractIri, contractName} from '../obo/contract-iri.js'
import {nodeRows, type Reporting, wrongKindIn} from './node-rows.js'

/** Edges that tie properties or individuals. */
const idlePredicates: ReadonlySet<string> = new Set(['subPropertyOf', 'inverseOf', 'type'])

/** Ontologies have some hundred properties at most. */
const mostShorthands = 100_000

/**
 * Turns the elements of one document into rows. Writers put nodes before edges: the names that a document gives to its
 * properties (`shorthand`) are used for the edges that follow.
 *
 * Reports, as skipped, `node-without-id`, `edge-without-end` and `wrong-kind`.
 */
export class GraphRows {
  private readonly shorthands = new Map<string, string>()

  constructor(private readonly reporting: Reporting) {}

  /** @param defaultNamespace - Of the graph that the element lies in. */
  rowsOf({name, node}: JsonElement, defaultNamespace: string | undefined): OntologyRow[] {
    switch (name) {
      case 'node':
        return this.ofNode(node, defaultNamespace)
      case 'edge':
        return this.ofEdge(node)
      case 'definition':
        return this.ofDefinition(node)
      default:
        return []
    }
  }

  private ofNode(node: JsonNode, defaultNamespace: string | undefined): OntologyRow[] {
    const id = textMember(node, 'id', this.wrongKind)
    if (!id?.trim()) {
      this.skip('node-without-id', 'The node has no id; it was left out.', node.line)
      return []
    }
    const type = textMember(node, 'type', this.wrongKind)
    const shorthand = shorthandOf(node)
    if (shorthand !== undefined && this.shorthands.size < mostShorthands) this.shorthands.set(id, shorthand)
    // what a document only refers to has no type; of those, properties are known by their shorthand
    const isClass = type === 'CLASS' || (type === undefined && shorthand === undefined)
    return isClass ? nodeRows(node, id, defaultNamespace, this.reporting) : []
  }

  private ofEdge(node: JsonNode): OntologyRow[] {
    const child = textMember(node, 'sub', this.wrongKind)
    const predicate = textMember(node, 'pred', this.wrongKind)
    const target = textMember(node, 'obj', this.wrongKind)
    if (!child || !predicate || !target) {
      this.skip('edge-without-end', 'The edge lacks its "sub", "pred" or "obj"; it was left out.', node.line)
      return []
    }
    if (idlePredicates.has(predicate)) return []
    const relation =
      predicate === 'is_a' ? 'is-a' : (this.shorthands.get(predicate) ?? contractName(predicate))
    const at = {file: this.reporting.file, line: node.line}
    return [{row: 'relation', conceptId: contractIri(child), relation, targetId: contractIri(target), at}]
  }

  /** Of a logical definition the genus alone is a parent, as in the OBO reader. */
  private ofDefinition(node: JsonNode): OntologyRow[] {
    const defined = textMember(node, 'definedClassId', this.wrongKind)
    if (!defined) return []
    return itemsOf(node, 'genusIds', this.wrongKind).flatMap((genus): OntologyRow[] => {
      if (typeof genus.value !== 'string') return []
      const at = {file: this.reporting.file, line: genus.line}
      const ends = {conceptId: contractIri(defined), targetId: contractIri(genus.value)}
      return [{row: 'relation', ...ends, relation: 'is-a', at}]
    })
  }

  private readonly wrongKind = (wanted: string, line: number) => wrongKindIn(this.reporting)(wanted, line)

  private skip(kind: string, message: string, line: number): void {
    const {file, report} = this.reporting
    report({kind, severity: 'skipped', message, at: {file, line}})
  }
}

/** `{"pred": "…oboInOwl#shorthand", "val": "part_of"}` of a property's node. */
function shorthandOf(node: JsonNode): string | undefined {
  const ignore = () => {} // told where the node is read as a class
  const item = itemsOf(member(node, 'meta'), 'basicPropertyValues', ignore).find((one) =>
    textMember(one, 'pred', ignore)?.endsWith('oboInOwl#shorthand'),
  )
  return textMember(item, 'val', ignore)
}
