import type {ReportProblem} from '../../src/domain/ontology.js'
import {shown} from '../shown.js'
import {semanticGroups} from '../umls-rrf/semantic-groups.js'
import {
  type MeshKind,
  type MeshLink,
  type MeshRecord,
  type MeshTerm,
  type MeshValue,
  relationScopes,
} from './mesh-record.js'

/** A line `FIELD = value` of an ASCII file. */
export interface AsciiField extends MeshValue {
  readonly field: string
}

/**
 * Makes sense of the fields between two `*NEWRECORD` lines.
 *
 * Entry terms without sub-fields are permuted forms of others (`Fever, Typhoid`) and are left out; supplementary records
 * have none, and their plain synonyms count. Reports `unknown-subfields` (warning: the term was taken as an exact one).
 *
 * @returns `undefined` for qualifiers, which are no concepts of their own.
 * @see https://www.nlm.nih.gov/mesh/dtype.html and https://www.nlm.nih.gov/mesh/ctype.html, the data elements.
 */
export function asciiRecord(
  fields: readonly AsciiField[],
  line: number,
  file: string,
  report: ReportProblem,
): MeshRecord | undefined {
  const all = (...names: readonly string[]) => fields.filter(({field}) => names.includes(field))
  const first = (...names: readonly string[]) => all(...names)[0]
  const kind = kindOf(first('RECTYPE')?.text ?? (first('NM') ? 'C' : 'D'))
  if (kind === undefined) return undefined
  const isTerm = (field: AsciiField) => kind === 'supplementary' || field.text.includes('|')
  return {
    kind,
    line,
    id: first('UI'),
    name: kind === 'descriptor' ? first('MH') : first('NM'),
    recordClass: first('DC'),
    terms: all('ENTRY', 'PRINT ENTRY', 'SY')
      .filter(isTerm)
      .map((field) => readTerm(field, file, report)),
    notes: all(kind === 'descriptor' ? 'MS' : 'NO'),
    semanticTypes: all('ST').map(({text, line}) => ({text: nameOfType.get(text) ?? text, line})),
    treeNumbers: all('MN'),
    registryNumbers: all('RN'),
    relatedRegistryNumbers: all('RR'),
    links: [
      ...all('HM').map((field) => link('mapped-to', field)),
      ...all('PA').map((field) => link('pharmacological-action', field)),
      ...all('FX').map((field) => link('see-related', field)),
    ],
  }
}

/** ASCII gives semantic types by their number alone, `T109`. */
const nameOfType: ReadonlyMap<string, string> = new Map(
  Object.values(semanticGroups).flatMap(({types}) => Object.entries(types)),
)

function kindOf(recordType: string): MeshKind | undefined {
  if (recordType === 'D') return 'descriptor'
  return recordType === 'C' ? 'supplementary' : undefined
}

function link(relation: MeshLink['relation'], {text, line}: AsciiField): MeshLink {
  return {relation, target: {heading: text}, line}
}

/** `term|T109|NON|NRW|NLM (1991)|900308|abcdef`: the last sub-field says what the others are, `d` the relation. */
function readTerm({text, line}: AsciiField, file: string, report: ReportProblem): MeshTerm {
  const parts = text.split('|')
  const [term = ''] = parts
  if (parts.length === 1) return {text: term.trim(), line, scope: 'exact'}
  const legend = parts.at(-1)!.trim()
  const at = legend.indexOf('d')
  const isKnown = legend.length === parts.length - 1 && legend.startsWith('a')
  const scope = isKnown && at > 0 ? relationScopes.get(parts[at]!.trim()) : undefined
  if (!isKnown || (at > 0 && scope === undefined)) {
    const message = `The sub-fields of the term cannot be told apart by ${shown(legend)}; it counts as an exact one.`
    report({kind: 'unknown-subfields', severity: 'warning', message, at: {file, line}})
  }
  return {text: term.trim(), line, scope: scope ?? 'exact'}
}
