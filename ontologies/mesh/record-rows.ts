import type {OntologyRow, ReportProblem} from '../../src/domain/ontology.js'
import type {SeenIds} from '../seen-ids.js'
import {shown} from '../shown.js'
import {descriptorClasses, supplementaryClasses, treeCategories} from './mesh-categories.js'
import type {MeshRecord, MeshValue} from './mesh-record.js'
import {registryTarget} from './registry-target.js'

/**
 * Notes of supplementary records that only send the indexer elsewhere; thousands share them, and none says what the
 * substance is.
 */
const isRemark = (note: string) => /^(?:structure\b|RN\b|UD\b)/i.test(note)

/**
 * Makes the rows of a record, but for those that need other records: hierarchy and relations.
 *
 * Reports `record-without-id`, `bad-id` and `duplicate-id` (skipped: the record is lost), `record-without-name` (warning).
 *
 * @returns Nothing for a record that is lost.
 */
export function recordRows(
  record: MeshRecord,
  file: string,
  seen: SeenIds,
  report: ReportProblem,
): OntologyRow[] {
  const conceptId = usableId(record, file, seen, report)
  if (conceptId === undefined) return []
  const at = ({line}: {readonly line: number}) => ({file, line})
  const {language, name} = record
  const rows: OntologyRow[] = [{row: 'concept', id: conceptId, active: true, at: at(record)}]
  if (name === undefined) {
    const message = `The record ${conceptId} has no heading.`
    report({kind: 'record-without-name', severity: 'warning', message, at: at(record)})
  }
  const terms = name === undefined ? record.terms : [{...name, scope: 'preferred' as const}, ...record.terms]
  for (const term of terms) {
    rows.push({
      row: 'term',
      conceptId,
      text: term.text,
      scope: term.scope,
      ...(language !== undefined && {language}),
      at: at(term),
    })
  }
  for (const note of record.notes) {
    rows.push(
      record.kind === 'supplementary' && isRemark(note.text)
        ? {row: 'property', conceptId, property: 'note', value: note.text, at: at(note)}
        : {
            row: 'definition',
            conceptId,
            text: note.text,
            ...(language !== undefined && {language}),
            at: at(note),
          },
    )
  }
  for (const [type, value] of typesOf(record)) rows.push({row: 'type', conceptId, type, at: at(value)})
  for (const number of record.treeNumbers) {
    rows.push({row: 'property', conceptId, property: 'tree-number', value: number.text, at: at(number)})
  }
  const numbers = [
    ...record.registryNumbers.map((number) => ['registry-number', number] as const),
    ...record.relatedRegistryNumbers.map((number) => ['related-registry-number', number] as const),
  ]
  for (const [relation, number] of numbers) {
    if (number.text === '0') continue
    const target = registryTarget(number.text)
    rows.push(
      target === undefined
        ? {row: 'property', conceptId, property: relation, value: number.text, at: at(number)}
        : {row: 'map', conceptId, target, relation, at: at(number)},
    )
  }
  return rows
}

function usableId(
  record: MeshRecord,
  file: string,
  seen: SeenIds,
  report: ReportProblem,
): string | undefined {
  const lost = (kind: string, message: string) => {
    report({kind, severity: 'skipped', message, at: {file, line: record.line}})
    return undefined
  }
  if (record.id === undefined) return lost('record-without-id', 'The record has no id; it was left out.')
  const {text} = record.id
  // six digits, or nine since 2013
  const pattern = record.kind === 'descriptor' ? /^D\d{6,9}$/ : /^C\d{6,9}$/
  if (!pattern.test(text)) return lost('bad-id', `${shown(text)} is no id of a ${record.kind} record.`)
  if (!seen.add(text))
    return lost('duplicate-id', `There was a record ${text} before; this one was left out.`)
  return text
}

/** Each type once, with the first value that says so. */
function typesOf(record: MeshRecord): Map<string, MeshValue> {
  const types = new Map<string, MeshValue>()
  const add = (type: string | undefined, value: MeshValue) => {
    if (type !== undefined && !types.has(type)) types.set(type, value)
  }
  for (const number of record.treeNumbers) add(treeCategories.get(number.text.charAt(0)), number)
  const {recordClass} = record
  const classes = record.kind === 'descriptor' ? descriptorClasses : supplementaryClasses
  if (recordClass !== undefined) add(classes.get(recordClass.text), recordClass)
  for (const type of record.semanticTypes) add(type.text, type)
  return types
}
