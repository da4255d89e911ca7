import type {JsonNode} from './json-node.js'

/**
 * Which values of a file are wanted, so that the rest is passed over and a file need not be held: a tree that follows
 * the objects and arrays of the file. It may contain itself, for elements that nest without end.
 */
export interface JsonShape {
  /** Values here are given out under this name, whole, but for what within them is named itself. */
  readonly name?: string
  /** Members of an object that lies here. */
  readonly members?: ReadonlyMap<string, JsonShape>
  /** Elements of an array that lies here. */
  readonly items?: JsonShape
}

/** A wanted value, given out as soon as it ends: what nests within it comes before it. */
export interface JsonElement {
  /** Of its {@link JsonShape}. */
  readonly name: string
  readonly node: JsonNode
  /** The number of the document in the file, then the places in the arrays around the value, all from 0. */
  readonly path: readonly number[]
}

/** A shape with members, written as an object. */
export function shapeOf(members: Readonly<Record<string, JsonShape>>, name?: string): JsonShape {
  return {...(name === undefined ? {} : {name}), members: new Map(Object.entries(members))}
}

/** An array whose elements are given out under a name. */
export function listOf(name: string): JsonShape {
  return {items: {name}}
}
