import type {OntologyRow, SourceLine} from '../../src/domain/ontology.js'
import {contractIri, contractName, type IdSpaces} from './contract-iri.js'

/** The concept that an annotation stands on. */
export interface Annotated {
  readonly conceptId: string
  readonly obsolete: boolean
  readonly idSpaces?: IdSpaces
  readonly at: SourceLine
}

/** Who wrote an entry, when, and where it is talked about: of no use to who looks for a concept. */
const curation =
  /(?:^|[:/#_])(?:creator|contributor|created_by|creation_date|date|issued|modified|term_editor|term_tracker_item|shorthand|id|IAO[:_]0000(?:117|119|233))$/i

/** What annotations mean that OBO writes with tags of their own, by the end of the property's name. */
const meanings: readonly [RegExp, (value: string, annotated: Annotated) => OntologyRow[]][] = [
  [/(?:^skos:|skos\/core#)exactMatch$/, mapped('exact')],
  [/(?:^skos:|skos\/core#)closeMatch$/, mapped('close')],
  [/(?:^skos:|skos\/core#)broadMatch$/, mapped('broad')],
  [/(?:^skos:|skos\/core#)narrowMatch$/, mapped('narrow')],
  [/(?:^skos:|skos\/core#)relatedMatch$/, mapped('related')],
  [/(?:^|\/)IAO[:_]0100001$/, replaced('replaced-by')],
  [/oboInOwl[:#]consider$/, replaced('consider')],
  [/oboInOwl[:#]hasAlternativeId$/, alternative],
  [/oboInOwl[:#]hasOBONamespace$/, (type, {at, conceptId}) => [{row: 'type', conceptId, type, at}]],
  [curation, () => []],
]

/**
 * Makes the rows of an annotation: OBO's `property_value`, an entry of `basicPropertyValues` in OBO Graphs.
 *
 * @param property - A CURIE, an IRI or a name.
 * @param value - A literal or an id, as written.
 * @returns SKOS matches as maps, replacements of obsolete terms as history, the rest as properties.
 */
export function annotationRows(property: string, value: string, annotated: Annotated): OntologyRow[] {
  if (value.trim() === '') return []
  const meaning = meanings.find(([pattern]) => pattern.test(property))
  if (meaning) return meaning[1](value, annotated)
  const {at, conceptId, idSpaces} = annotated
  const name = contractName(property, idSpaces)
  return [{row: 'property', conceptId, property: name, value: contractIri(value, idSpaces), at}]
}

function mapped(relation: string) {
  return (value: string, {at, conceptId, idSpaces}: Annotated): OntologyRow[] => [
    {row: 'map', conceptId, target: contractIri(value, idSpaces), relation, at},
  ]
}

/** On a term still in use a replacement says nothing that history could keep. */
function replaced(reason: string) {
  return (value: string, {at, conceptId, idSpaces, obsolete}: Annotated): OntologyRow[] =>
    obsolete
      ? [{row: 'replacement', id: conceptId, replacementId: contractIri(value, idSpaces), reason, at}]
      : []
}

function alternative(value: string, {at, conceptId, idSpaces}: Annotated): OntologyRow[] {
  const id = contractIri(value, idSpaces)
  return [{row: 'replacement', id, replacementId: conceptId, reason: 'alternative-id', at}]
}
