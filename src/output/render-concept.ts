import type {ConceptDetails, ConceptSummary} from '../index-store/term-index.js'

/** Everything known of a concept, for reading; one fact a line. */
export function conceptText(concept: ConceptDetails): string {
  const {
    active,
    children,
    definitions,
    id,
    maps,
    name,
    parents,
    replacements,
    replaces,
    source,
    terms,
    types,
  } = concept
  const lines = [`${id}  ${name}${active ? '' : '  (inactive)'}`]
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
    terms.map(({language, scope, text}) => `${text}  (${[scope, language].filter(Boolean).join(', ')})`),
  )
  add('definition', definitions)
  add('parents', parents.map(brief))
  add('children', children.map(brief))
  add(
    'maps',
    maps.map(({relation, target}) => `${target}  (${relation})`),
  )
  add(
    'replaces',
    replaces.map(({id: old, reason}) => `${old}  (${reason})`),
  )
  return `${lines.join('\n')}\n`
}

function brief({id, name}: ConceptSummary): string {
  return `${id}  ${name}`
}
