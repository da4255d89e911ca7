import {type JsonShape, listOf, shapeOf} from '../json/json-shape.js'

/** A shape whose elements hold a list of their like. */
function nestedList(name: string, member: string): JsonShape {
  const element: {name: string; members?: ReadonlyMap<string, JsonShape>} = {name}
  element.members = new Map([[member, {items: element}]])
  return {items: element}
}

/** A resource, or a bundle of resources. */
function bundled(resource: Readonly<Record<string, JsonShape>>): JsonShape {
  return shapeOf({...resource, entry: {items: shapeOf({resource: shapeOf(resource)})}})
}

const headMembers = [
  'resourceType',
  'id',
  'url',
  'version',
  'name',
  'language',
  'content',
  'supplements',
  'hierarchyMeaning',
] as const

/** A member that says what a resource is. */
export type HeadMember = (typeof headMembers)[number]

const heads = Object.fromEntries(headMembers.map((name) => [name, {name}]))

/**
 * What resources say of themselves, groups of concept maps of their ends, and includes of value sets of their system
 * (`source`); each given out under its own name.
 */
export const headShape = bundled({
  ...heads,
  group: {items: shapeOf({source: {name: 'source'}, target: {name: 'target'}})},
  compose: shapeOf({include: {items: shapeOf({system: {name: 'source'}})}}),
})

/** What resources hold. */
export const contentShape = bundled({
  concept: nestedList('concept', 'concept'),
  group: {items: shapeOf({element: listOf('element')})},
  expansion: shapeOf({contains: nestedList('contains', 'contains')}),
  compose: shapeOf({include: {items: shapeOf({concept: listOf('include')})}}),
})

/** By what a resource is known from its start. */
export const signShape = bundled({
  resourceType: {name: 'resourceType'},
  concept: {items: shapeOf({code: {name: 'likely'}})},
  group: {items: shapeOf({element: {items: shapeOf({code: {name: 'likely'}})}})},
  compose: shapeOf({include: {items: shapeOf({system: {name: 'likely'}})}}),
  expansion: shapeOf({contains: {items: shapeOf({system: {name: 'likely'}})}}),
})
