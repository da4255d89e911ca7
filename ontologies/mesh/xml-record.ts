import type {TermScope} from '../../src/domain/ontology.js'
import {childOf, childrenOf, textOf, type XmlElement} from '../../src/xml/xml-element.js'
import {type MeshLink, type MeshRecord, type MeshTerm, type MeshValue, relationScopes} from './mesh-record.js'

const inverse: Readonly<Partial<Record<TermScope, TermScope>>> = {narrow: 'broad', broad: 'narrow'}

/**
 * Makes sense of a `DescriptorRecord` or `SupplementalRecord`.
 *
 * Terms of the preferred concept are exact; those of the record's other concepts are what ConceptRelation says, `related`
 * where it says nothing. Permuted terms are left out.
 *
 * @see https://www.nlm.nih.gov/mesh/xml_data_elements.html
 */
export function xmlRecord(record: XmlElement, languageCode: string | undefined): MeshRecord {
  const isDescriptor = record.name === 'DescriptorRecord'
  const name = childOf(record, isDescriptor ? 'DescriptorName' : 'SupplementalRecordName', 'String')
  const concepts = childrenOf(childOf(record, 'ConceptList'), 'Concept')
  const preferred = concepts.filter(isPreferred)
  const recordClass = record.attributes[isDescriptor ? 'DescriptorClass' : 'SCRClass']
  const registryNumbers = (concept: XmlElement) => [
    ...childrenOf(childOf(concept, 'RegistryNumberList'), 'RegistryNumber'),
    ...childrenOf(concept, 'RegistryNumber'),
  ]
  return {
    kind: isDescriptor ? 'descriptor' : 'supplementary',
    line: record.line,
    id: toValue(childOf(record, isDescriptor ? 'DescriptorUI' : 'SupplementalRecordUI')),
    name: toValue(name),
    ...(languageCode !== undefined && languageCode !== 'eng' && {language: languageCode}),
    recordClass: recordClass === undefined ? undefined : {text: recordClass, line: record.line},
    terms: concepts
      .flatMap((concept) => termsOf(concept, scopeOf(concept, concepts)))
      .filter(({text}) => text !== textOf(name)),
    notes: toValues([
      ...preferred.flatMap((concept) => childrenOf(concept, 'ScopeNote')),
      ...childrenOf(record, 'Note'),
    ]),
    semanticTypes: toValues(concepts.flatMap(semanticTypesOf)),
    treeNumbers: toValues(childrenOf(childOf(record, 'TreeNumberList'), 'TreeNumber')),
    registryNumbers: toValues(preferred.flatMap(registryNumbers)),
    relatedRegistryNumbers: toValues([
      ...concepts.flatMap((concept) =>
        childrenOf(childOf(concept, 'RelatedRegistryNumberList'), 'RelatedRegistryNumber'),
      ),
      ...concepts.filter((concept) => !isPreferred(concept)).flatMap(registryNumbers),
    ]),
    links: [
      ...linksOf(record, 'mapped-to', 'HeadingMappedToList', 'HeadingMappedTo'),
      ...linksOf(record, 'pharmacological-action', 'PharmacologicalActionList', 'PharmacologicalAction'),
      ...linksOf(record, 'see-related', 'SeeRelatedList', 'SeeRelatedDescriptor'),
    ],
  }
}

function isPreferred({attributes}: XmlElement): boolean {
  return attributes.PreferredConceptYN === 'Y'
}

function termsOf(concept: XmlElement, scope: TermScope): MeshTerm[] {
  return childrenOf(childOf(concept, 'TermList'), 'Term')
    .filter(({attributes}) => attributes.IsPermutedTermYN !== 'Y')
    .flatMap((term) => toValues(childrenOf(term, 'String')).map((value) => ({...value, scope})))
}

/** ConceptRelation says what concept 2 is to concept 1; one of the two is the preferred concept. */
function scopeOf(concept: XmlElement, concepts: readonly XmlElement[]): TermScope {
  if (isPreferred(concept)) return 'exact'
  const id = textOf(childOf(concept, 'ConceptUI'))
  const preferredId = textOf(childOf(concepts.find(isPreferred) ?? concept, 'ConceptUI'))
  for (const relation of concepts.flatMap((one) =>
    childrenOf(childOf(one, 'ConceptRelationList'), 'ConceptRelation'),
  )) {
    const scope = relationScopes.get(relation.attributes.RelationName ?? '')
    const first = textOf(childOf(relation, 'Concept1UI'))
    const second = textOf(childOf(relation, 'Concept2UI'))
    if (scope !== undefined && first === preferredId && second === id) return scope
    if (scope !== undefined && first === id && second === preferredId) return inverse[scope] ?? scope
  }
  return 'related'
}

/** Files of before 2018 name the types of each concept. */
function semanticTypesOf(concept: XmlElement): XmlElement[] {
  return childrenOf(childOf(concept, 'SemanticTypeList'), 'SemanticType').flatMap(
    (type) => childOf(type, 'SemanticTypeName') ?? childOf(type, 'SemanticTypeUI') ?? [],
  )
}

/** An asterisk before the id marks the main one of several headings. */
function linksOf(record: XmlElement, relation: MeshLink['relation'], list: string, item: string): MeshLink[] {
  return childrenOf(childOf(record, list), item).flatMap((one) => {
    const ui = toValue(childOf(one, 'DescriptorReferredTo', 'DescriptorUI'))
    return ui === undefined ? [] : [{relation, target: {id: ui.text.replace(/^\*/, '')}, line: ui.line}]
  })
}

function toValue(element: XmlElement | undefined): MeshValue | undefined {
  const text = textOf(element)
  return element === undefined || text === '' ? undefined : {text, line: element.line}
}

function toValues(elements: readonly XmlElement[]): MeshValue[] {
  return elements.flatMap((element) => toValue(element) ?? [])
}
