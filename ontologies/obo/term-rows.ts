import type {OntologyRow, ReportProblem, SourceLine} from '../../src/domain/ontology.js'
import {ownValue} from '../../src/domain/own-value.js'
import {annotationRows} from './annotation-rows.js'
import {contractIri, contractName} from './contract-iri.js'
import type {OboHeader} from './obo-header.js'
import {readPlain, readQuoted, readWords, unescapeObo} from './obo-values.js'
import type {Stanza, TagLine} from './read-stanzas.js'
import {readSynonym, synonymTags} from './synonym.js'

/** Tags that a term may have once only. */
const singleTags: ReadonlySet<string> = new Set(['id', 'name', 'def', 'namespace', 'is_obsolete'])

/**
 * Makes the rows of a `[Term]` stanza, the concept first, the others in the order of the lines. Obsolete terms keep
 * theirs: the store decides what of them is kept.
 *
 * Reports `term-without-id`, `anonymous-term` and `unparsable-line` (skipped), `duplicate-tag` (warning: a second name
 * becomes an exact synonym, of ids the first counts).
 *
 * @param file - For the places of rows and problems.
 */
export function termRows(
  stanza: Stanza,
  header: OboHeader,
  file: string,
  report: ReportProblem,
): OntologyRow[] {
  const idLine = stanza.tags.find(({tag}) => tag === 'id')
  const id = idLine && readIds(idLine, header)[0]
  if (id === undefined) {
    const message = 'The term has no id; it was left out.'
    report({kind: 'term-without-id', severity: 'skipped', message, at: {file, line: stanza.line}})
    return []
  }
  const at = {file, line: stanza.line}
  if (stanza.tags.some(({tag, value}) => tag === 'is_anonymous' && readPlain(value) === 'true')) {
    const message = `The term "${id}" is anonymous: its id means nothing elsewhere.`
    report({kind: 'anonymous-term', severity: 'skipped', message, at})
    return []
  }
  const obsolete = stanza.tags.some(({tag, value}) => tag === 'is_obsolete' && readPlain(value) === 'true')
  const rows: OntologyRow[] = [{row: 'concept', id, active: !obsolete, at}]
  const context = {id, obsolete, header, seen: new Set<string>()}
  for (const line of stanza.tags) {
    const place = {file, line: line.line}
    const made = tagRows(line, place, context)
    if (made === undefined) reportUnparsable(line, place, report)
    else rows.push(...made)
    if (singleTags.has(line.tag) && context.seen.has(line.tag)) reportDuplicate(line, place, report)
    context.seen.add(line.tag)
  }
  const {defaultNamespace} = header
  if (!context.seen.has('namespace') && defaultNamespace) {
    rows.push({row: 'type', conceptId: id, type: defaultNamespace, at})
  }
  return rows
}

interface TermContext {
  readonly id: string
  readonly obsolete: boolean
  readonly header: OboHeader
  /** Tags of the lines before. */
  readonly seen: ReadonlySet<string>
}

/** @returns `undefined` for a value that cannot be read; nothing for tags of no interest. */
function tagRows(line: TagLine, at: SourceLine, context: TermContext): OntologyRow[] | undefined {
  const {id: conceptId, obsolete, header, seen} = context
  const {tag, value} = line
  switch (tag) {
    case 'name': {
      const text = readPlain(value)
      const scope = seen.has('name') ? 'exact' : 'preferred'
      return text === '' ? undefined : [{row: 'term', conceptId, text, scope, at}]
    }
    case 'def': {
      const text = readQuoted(value)?.text
      if (text === undefined) return undefined
      return text.trim() === '' ? [] : [{row: 'definition', conceptId, text, at}]
    }
    case 'namespace': {
      const type = readPlain(value)
      return type === '' ? undefined : [{row: 'type', conceptId, type, at}]
    }
    case 'is_a': {
      const [targetId] = readIds(line, header)
      return targetId === undefined
        ? undefined
        : [{row: 'relation', conceptId, relation: 'is-a', targetId, at}]
    }
    case 'relationship': {
      const [relation, targetId] = readIds(line, header)
      if (relation === undefined || targetId === undefined) return undefined
      return [{row: 'relation', conceptId, relation, targetId, at}]
    }
    case 'intersection_of': {
      // the genus alone is a parent; a differentia is part of a definition, and stands as a relationship where it holds
      const [targetId, filler] = readIds(line, header)
      if (targetId === undefined) return undefined
      return filler === undefined ? [{row: 'relation', conceptId, relation: 'is-a', targetId, at}] : []
    }
    case 'subset': {
      const [refset] = readWords(value)
      if (refset === undefined) return undefined
      return [{row: 'member', conceptId, refset: contractName(refset, header.idSpaces), at}]
    }
    case 'property_value': {
      const annotation = readAnnotation(value)
      if (annotation === undefined) return undefined
      const annotated = {conceptId, obsolete, idSpaces: header.idSpaces, at}
      return annotationRows(annotation.property, annotation.value, annotated)
    }
    case 'xref': {
      const target = readXref(value, header)
      return target === '' ? undefined : [{row: 'map', conceptId, target, relation: 'xref', at}]
    }
    case 'alt_id': {
      const [id] = readIds(line, header)
      if (id === undefined) return undefined
      return [{row: 'replacement', id, replacementId: conceptId, reason: 'alternative-id', at}]
    }
    case 'replaced_by':
    case 'consider': {
      const [replacementId] = readIds(line, header)
      if (replacementId === undefined) return undefined
      // on a term still in use the tag says nothing that history could keep
      const reason = tag === 'consider' ? 'consider' : 'replaced-by'
      return obsolete ? [{row: 'replacement', id: conceptId, replacementId, reason, at}] : []
    }
    default:
      return Object.hasOwn(synonymTags, tag) ? synonymRows(line, at, context) : []
  }
}

function synonymRows(
  {tag, value}: TagLine,
  at: SourceLine,
  {id, header}: TermContext,
): OntologyRow[] | undefined {
  const synonym = readSynonym(value, header.typeScopes)
  if (synonym === undefined) return undefined
  if (synonym.text.trim() === '') return []
  const {text, type} = synonym
  const scope = ownValue(synonymTags, tag) ?? synonym.scope
  const rows: OntologyRow[] = [{row: 'term', conceptId: id, text, scope, at}]
  if (type !== undefined) {
    rows.push({
      row: 'property',
      conceptId: id,
      property: contractName(type, header.idSpaces),
      value: text,
      at,
    })
  }
  return rows
}

/** `PROPERTY "literal" xsd:string` or `PROPERTY ID`, and what may trail it. */
function readAnnotation(value: string): {property: string; value: string} | undefined {
  const blank = value.search(/\s/)
  const property = unescapeObo(value.slice(0, Math.max(0, blank)))
  const rest = value.slice(blank).trimStart()
  const written = rest.startsWith('"') ? readQuoted(rest)?.text : readWords(rest)[0]
  return property === '' || written === undefined ? undefined : {property, value: written}
}

function readIds({value}: TagLine, {idSpaces}: OboHeader): string[] {
  return readWords(value).map((word) => contractIri(word, idSpaces))
}

/** `ID "description" {modifiers}`; some writers put blanks into the id. */
function readXref(value: string, {idSpaces}: OboHeader): string {
  const quote = value.indexOf(' "')
  return contractIri(readPlain(quote < 0 ? value : value.slice(0, quote)), idSpaces)
}

function reportUnparsable({tag}: TagLine, at: SourceLine, report: ReportProblem): void {
  report({kind: 'unparsable-line', severity: 'skipped', message: `The value of "${tag}" cannot be read.`, at})
}

function reportDuplicate({tag}: TagLine, at: SourceLine, report: ReportProblem): void {
  report({kind: 'duplicate-tag', severity: 'warning', message: `The term has "${tag}" more than once.`, at})
}
