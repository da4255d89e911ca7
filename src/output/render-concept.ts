import type {ConceptDetails, ConceptMap, ConceptSummary} from '../index-store/term-index.js'

/** Everything known of a concept, for reading; one fact a line. */
export function conceptText(concept: ConceptDetails): string {
  const {
    active,
    children,
    definitions,
    id,
    leftOut,
    maps,
    name,
    parents,
    properties,
    refsets,
    relations,
    replacements,
    replaces,
    source,
    terms,
    types,
  } = concept
  const lines = [
    `${id}  ${name}${active ? '' : '  (inactive)'}${leftOut ? '  (left out of this index)' : ''}`,
  ]
  const add = (label: string, values: readonly string[]) => {
    for (const [i, value] of values.entries()) lines.push(`  ${(i === 0 ? label : '').padEnd(12)}${value}`)
  }
  add('source', [source])
  add('type', types)
  add(
    'replaced by',
    replacements.map(({concept: other, reason}) => `${brief(other)}  (${reason})`),
  )
  add(
    'names',
    terms.map(
      ({language, own, scope, text}) =>
        `${text}  (${[scope, language, own && 'yours'].filter(Boolean).join(', ')})`,
    ),
  )
  add('definition', definitions)
  add('parents', parents.map(brief))
  add('children', children.map(brief))
  add(
    'relations',
    relations.map(({concept: other, group, relation}) => `${relation}: ${brief(other)}${inGroup(group)}`),
  )
  add(
    'values',
    properties.map(({group, property, value}) => `${property}: ${value}${inGroup(group)}`),
  )
  add(
    'refsets',
    refsets.map(({id: refset, name: its}) => [refset, its].filter(Boolean).join('  ')),
  )
  add('maps', maps.map(mapLine))
  add(
    'replaces',
    replaces.map(({id: old, reason}) => `${old}  (${reason})`),
  )
  return `${lines.join('\n')}\n`
}

function inGroup(group: number | undefined): string {
  return group === undefined ? '' : `  (group ${group})`
}

/** The advice of a rule-based map says in words what its rule says. */
function mapLine({advice, group, priority, relation, rule, target}: ConceptMap): string {
  const place = group === undefined ? [] : [`group ${group}${priority === undefined ? '' : `.${priority}`}`]
  return `${target}  (${[relation, ...place, advice ?? rule].filter(Boolean).join('; ')})`
}

function brief({id, name}: ConceptSummary): string {
  return `${id}  ${name}`
}
