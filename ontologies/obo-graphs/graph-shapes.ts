import {type JsonShape, listOf, shapeOf} from '../json/json-shape.js'

/** A document has a list of graphs, or is one graph itself. */
function documentOf(graph: Readonly<Record<string, JsonShape>>): JsonShape {
  return shapeOf({...graph, graphs: {items: shapeOf(graph)}})
}

/** What is read of a document; see {@link graphOf} for the graph that an element lies in. */
export const graphShape = documentOf({
  id: {name: 'graph'},
  nodes: listOf('node'),
  edges: listOf('edge'),
  logicalDefinitionAxioms: listOf('definition'),
})

/** What a document says of its graphs, and the ids of its nodes. */
export const graphHeadShape = documentOf({
  id: {name: 'graph'},
  meta: {name: 'meta'},
  nodes: {items: shapeOf({id: {name: 'node'}})},
})

/** By what a document is known from its start, before any node ends: ids, and members that no other graph JSON has. */
export const graphSignShape = documentOf({
  id: {name: 'graph'},
  meta: shapeOf({version: {name: 'sign'}, basicPropertyValues: listOf('sign')}),
  nodes: {
    items: shapeOf({id: {name: 'node'}, lbl: {name: 'sign'}, meta: {name: 'sign'}, type: {name: 'nodeType'}}),
  },
})

/**
 * The place of the graph in the document, from 0.
 *
 * @param path - Of an element of a list within a graph.
 */
export function graphOf(path: readonly number[]): number {
  return path.length > 2 ? (path[1] as number) : 0
}
