import type {OntologyRow, ReportProblem, TermScope} from '../../src/domain/ontology.js'
import {itemsOf, type JsonNode, member, type ReportWrongKind, textMember} from '../json/json-node.js'

/** What the rows of a concept depend on. */
export interface ConceptContext {
  readonly file: string
  readonly report: ReportProblem
  readonly wrongKind: ReportWrongKind
  /** Of the code system: of names that say none. */
  readonly language: string | undefined
  /** Languages asked for, the best first. */
  readonly wanted: readonly string[]
  /** Id of the concept that a code of the same system stands for. */
  readonly idOf: (code: string) => string
  readonly type: string | undefined
  /** Whether the concept itself is listed elsewhere (supplements). */
  readonly isListedElsewhere: boolean
}

/** Of SNOMED CT and of FHIR's own list of uses. */
const fullySpecified: ReadonlySet<string> = new Set(['900000000000003001', 'fully-specified'])

/** Members of a property that hold its value, by kind. */
const valueMembers = [
  'valueCode',
  'valueString',
  'valueBoolean',
  'valueInteger',
  'valueDecimal',
  'valueDateTime',
]

/** Properties that name another concept of the system. */
const relations: ReadonlyMap<string, 'parent' | 'child' | 'part' | 'replacement'> = new Map([
  ['parent', 'parent'],
  ['subsumedBy', 'parent'],
  ['child', 'child'],
  ['partOf', 'part'],
  ['replacedBy', 'replacement'],
])

/**
 * Makes the rows of a concept of a CodeSystem, or of an entry of a ValueSet, the concept first.
 *
 * A concept is inactive when `inactive` says so, or a `status` of `retired`; `deprecated` alone means that it may still be
 * used.
 *
 * Reports `wrong-kind` (skipped).
 *
 * @see https://hl7.org/fhir/R4/codesystem-concept-properties.html
 * @param code - Of the concept, as written.
 */
export function conceptRows(node: JsonNode, code: string, context: ConceptContext): OntologyRow[] {
  const {file, idOf, isListedElsewhere, type, wrongKind} = context
  const conceptId = idOf(code)
  const at = {file, line: node.line}
  const properties = itemsOf(node, 'property', wrongKind).flatMap((item) => readProperty(item, wrongKind))
  const active = member(node, 'inactive')?.value !== true && !properties.some(isRetired)
  const rows: OntologyRow[] = []
  if (!isListedElsewhere) rows.push({row: 'concept', id: conceptId, active, at})
  if (type !== undefined) rows.push({row: 'type', conceptId, type, at})
  rows.push(...nameRows(node, conceptId, context))
  const definition = textMember(node, 'definition', wrongKind)
  if (definition?.trim()) {
    const place = {file, line: member(node, 'definition')!.line}
    rows.push({row: 'definition', conceptId, text: definition, ...inLanguage(context.language), at: place})
  }
  for (const {line, name, value} of properties) {
    const place = {file, line}
    const other = idOf(value)
    switch (relations.get(name)) {
      case 'parent':
        rows.push({row: 'relation', conceptId, relation: 'is-a', targetId: other, at: place})
        break
      case 'child':
        rows.push({row: 'relation', conceptId: other, relation: 'is-a', targetId: conceptId, at: place})
        break
      case 'part':
        rows.push({row: 'relation', conceptId, relation: 'part-of', targetId: other, at: place})
        break
      case 'replacement':
        if (!active) {
          rows.push({
            row: 'replacement',
            id: conceptId,
            replacementId: other,
            reason: 'replaced-by',
            at: place,
          })
        }
        break
      default:
        rows.push({row: 'property', conceptId, property: name, value, at: place})
    }
  }
  return rows
}

interface Property {
  readonly name: string
  readonly value: string
  readonly line: number
}

/** `{"code": "parent", "valueCode": "A00"}`; of a coding the code. */
function readProperty(item: JsonNode, wrongKind: ReportWrongKind): Property[] {
  const name = textMember(item, 'code', wrongKind)
  if (!name) return []
  for (const key of valueMembers) {
    const found = member(item, key)
    const value = found?.value
    if (found && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')) {
      return String(value).trim() === '' ? [] : [{name, value: String(value), line: found.line}]
    }
  }
  const coding = member(item, 'valueCoding')
  const code = textMember(coding, 'code', wrongKind)
  return coding && code ? [{name, value: code, line: coding.line}] : []
}

function isRetired({name, value}: Property): boolean {
  if (name === 'inactive') return value === 'true'
  return name === 'status' && /^(?:retired|inactive|withdrawn|obsolete)$/i.test(value)
}

/**
 * The display and the designations. Where languages are asked for, names in others are left out, and the display stays
 * only where the concept has no name in a wanted one.
 */
function nameRows(
  node: JsonNode,
  conceptId: string,
  {file, language, wanted, wrongKind}: ConceptContext,
): OntologyRow[] {
  const designations = itemsOf(node, 'designation', wrongKind).flatMap((item): OntologyRow[] => {
    const text = textMember(item, 'value', wrongKind)
    if (!text?.trim()) return []
    const own = textMember(item, 'language', wrongKind) ?? language
    const rank = rankOf(own, wanted)
    if (rank === undefined) return []
    const at = {file, line: member(item, 'value')!.line}
    const use = textMember(member(item, 'use'), 'code', wrongKind) ?? ''
    const scope: TermScope = fullySpecified.has(use) ? 'fully-specified' : 'exact'
    return [{row: 'term', conceptId, text, scope, ...(rank > 0 ? {rank} : {}), ...inLanguage(own), at}]
  })
  const display = textMember(node, 'display', wrongKind)
  if (!display?.trim()) return designations
  if (rankOf(language, wanted) === undefined && designations.length > 0) return designations
  const at = {file, line: member(node, 'display')!.line}
  const name: OntologyRow = {
    row: 'term',
    conceptId,
    text: display,
    scope: 'preferred',
    ...inLanguage(language),
    at,
  }
  return [name, ...designations]
}

/** The place of a language among the wanted ones, which may be wider (`de` for `de-CH`); all are wanted where none is. */
function rankOf(language: string | undefined, wanted: readonly string[]): number | undefined {
  if (wanted.length === 0) return 0
  const found = language?.toLowerCase() ?? ''
  const place = wanted.findIndex((one) => found === one || found.startsWith(`${one}-`))
  return place < 0 ? undefined : place
}

function inLanguage(language: string | undefined): {language?: string} {
  return language === undefined || language === '' ? {} : {language: language.toLowerCase()}
}
