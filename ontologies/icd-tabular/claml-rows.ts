import type {OntologyRow, ReportProblem, SourceLine, TermScope} from '../../src/domain/ontology.js'
import {childrenOf, type XmlElement} from '../../src/xml/xml-element.js'
import type {SeenIds} from '../seen-ids.js'
import {shown} from '../shown.js'

const scopes: ReadonlyMap<string, TermScope> = new Map([
  ['preferred', 'preferred'],
  ['preferredLong', 'exact'],
  ['inclusion', 'narrow'],
])

/** Rubrics that are kept as values. */
const properties: ReadonlySet<string> = new Set(['exclusion', 'note', 'coding-hint', 'text', 'introduction'])

const types: ReadonlyMap<string, string> = new Map([
  ['chapter', 'ICD chapter'],
  ['block', 'ICD section'],
])

/**
 * Makes the rows of a `Class` of ClaML.
 *
 * Reports `code-missing`, `bad-code` and `duplicate-code` (skipped: the class is lost), `code-without-name` (warning).
 *
 * @see EN 14463:2007, Classification Markup Language.
 */
export function clamlRows(
  element: XmlElement,
  file: string,
  seen: SeenIds,
  report: ReportProblem,
): OntologyRow[] {
  const at: SourceLine = {file, line: element.line}
  const {code = '', kind = '', usage} = element.attributes
  const conceptId = code.trim()
  const problem = problemOf(conceptId, seen)
  if (problem) {
    report({...problem, severity: 'skipped', at})
    return []
  }
  const rows: OntologyRow[] = [{row: 'concept', id: conceptId, active: true, at}]
  const type = types.get(kind)
  if (type !== undefined) rows.push({row: 'type', conceptId, type, at})
  if (usage) rows.push({row: 'property', conceptId, property: 'usage', value: usage, at})
  for (const parent of childrenOf(element, 'SuperClass')) {
    const targetId = parent.attributes.code?.trim()
    if (targetId)
      rows.push({row: 'relation', conceptId, relation: 'is-a', targetId, at: {file, line: parent.line}})
  }
  for (const rubric of childrenOf(element, 'Rubric')) rows.push(...rubricRows(conceptId, rubric, file))
  if (!rows.some((row) => row.row === 'term')) {
    report({kind: 'code-without-name', severity: 'warning', message: `${shown(conceptId)} has no title.`, at})
  }
  return rows
}

function problemOf(code: string, seen: SeenIds): {kind: string; message: string} | undefined {
  if (code === '') return {kind: 'code-missing', message: 'The class has no code; it was left out.'}
  if (code.length > 40 || /\s/.test(code)) return {kind: 'bad-code', message: `${shown(code)} is no code.`}
  if (seen.add(code)) return undefined
  return {kind: 'duplicate-code', message: `${shown(code)} was there before; this class was left out.`}
}

function rubricRows(conceptId: string, rubric: XmlElement, file: string): OntologyRow[] {
  const kind = rubric.attributes.kind ?? ''
  const scope = scopes.get(kind)
  return childrenOf(rubric, 'Label').flatMap((label): OntologyRow[] => {
    const at = {file, line: label.line}
    const code = label.attributes['xml:lang']?.toLowerCase()
    const language = code === undefined ? {} : {language: code}
    if (scope !== undefined) {
      const text = nameOf(label)
      return text === '' ? [] : [{row: 'term', conceptId, text, scope, ...language, at}]
    }
    const text = spacedText(label)
    if (text === '') return []
    if (kind === 'definition') return [{row: 'definition', conceptId, text, ...language, at}]
    return properties.has(kind) ? [{row: 'property', conceptId, property: kind, value: text, at}] : []
  })
}

/** References are codes that the name speaks of, and no part of it; their brackets go too. */
function nameOf(label: XmlElement): string {
  return spacedText(label, {references: false}).replace(/\s*\(\s*\)/g, '')
}

/** Fragments and paragraphs stand side by side without a blank. */
function spacedText({content}: XmlElement, {references = true} = {}): string {
  return rawText(content, references).replace(/\s+/g, ' ').trim()
}

function rawText(content: XmlElement['content'], references: boolean): string {
  const parts = content.map((part) => {
    if (typeof part === 'string') return part
    if (part.name === 'Reference' && !references) return ''
    const text = rawText(part.content, references)
    return isApart.test(part.name) ? ` ${text} ` : text
  })
  return parts.join('')
}

const isApart = /^(?:Fragment|Para|List|ListItem|Table|Row|Cell)$/
