import {createHash} from 'node:crypto'
import {withCheckDigit} from '../../ontologies/snomed-rf2/sctid.js'
import type {DemoConcept} from './parse-source.js'

/** Invented, in nobody's use: identifiers of the demo must never be taken for real ones. */
const namespace = '1999997'
const effectiveTime = '20260101'
/** Country code and namespace, as file names carry them; XX is free for private use in ISO 3166. */
const countryNamespace = `XX${namespace}`
const moduleName = 'demo terminology module'

/** Partition identifiers of components that an extension, not the International Edition, has issued. */
const partition = {concept: '10', description: '11', relationship: '12'} as const

/** Concepts of the International Edition that every RF2 file refers to. */
const rf2 = {
  isA: '116680003',
  fullySpecifiedName: '900000000000003001',
  synonym: '900000000000013009',
  definition: '900000000000550004',
  primitive: '900000000000074008',
  inferred: '900000000000011006',
  existential: '900000000000451002',
  usEnglish: '900000000000509007',
  preferred: '900000000000548007',
  acceptable: '900000000000549004',
  caseSensitive: '900000000000017005',
  initialCaseInsensitive: '900000000000020002',
  caseInsensitive: '900000000000448009',
} as const

interface Description {
  readonly id: string
  readonly conceptId: string
  readonly typeId: string
  readonly term: string
  readonly caseSignificanceId: string
  readonly acceptabilityId: string
}

/**
 * Writes concepts as an RF2 Snapshot: the same concepts give the same bytes.
 *
 * @param concepts - Free of the faults that `findFaults` looks for.
 * @returns Path below `demo.rf2/` to content: UTF-8, tab separated, CRLF after every line.
 * @see https://docs.snomed.org/snomed-ct-specifications/snomed-ct-release-file-specification, "File Format
 *   Specifications" for columns and "Naming Conventions for Release Packages and Files" for names
 */
export function releaseFiles(concepts: readonly DemoConcept[]): Map<string, string> {
  const moduleNumber = numberOf(moduleName, concepts)
  const common = [effectiveTime, '1', sctid(moduleNumber, partition.concept)]
  const names = concepts.flatMap(namesOf)
  const definitions = concepts.flatMap(definitionsOf)
  const row = (description: Description): string[] => [
    description.id,
    ...common,
    description.conceptId,
    'en',
    description.typeId,
    description.term,
    description.caseSignificanceId,
  ]
  const folder = `DemoRF2_${countryNamespace}_${effectiveTime}/Snapshot`
  const ending = `${countryNamespace}_${effectiveTime}.txt`
  return new Map([
    [
      `${folder}/Terminology/sct2_Concept_Snapshot_${ending}`,
      table(
        'id effectiveTime active moduleId definitionStatusId',
        concepts.map(({number}) => [sctid(number, partition.concept), ...common, rf2.primitive]),
      ),
    ],
    [
      `${folder}/Terminology/sct2_Description_Snapshot-en_${ending}`,
      table(descriptionColumns, names.map(row)),
    ],
    [
      `${folder}/Terminology/sct2_TextDefinition_Snapshot-en_${ending}`,
      table(descriptionColumns, definitions.map(row)),
    ],
    [
      `${folder}/Terminology/sct2_Relationship_Snapshot_${ending}`,
      table(
        'id effectiveTime active moduleId sourceId destinationId relationshipGroup typeId characteristicTypeId modifierId',
        concepts.flatMap(({number, parents}) =>
          parents.map((parent, place) => [
            sctid(number * 100 + place, partition.relationship),
            ...common,
            sctid(number, partition.concept),
            sctid(numberOf(parent, concepts), partition.concept),
            '0',
            rf2.isA,
            rf2.inferred,
            rf2.existential,
          ]),
        ),
      ),
    ],
    [
      `${folder}/Refset/Language/der2_cRefset_LanguageSnapshot-en_${ending}`,
      table(
        'id effectiveTime active moduleId refsetId referencedComponentId acceptabilityId',
        [...names, ...definitions].map(({id, acceptabilityId}) => [
          memberId(rf2.usEnglish, id),
          ...common,
          rf2.usEnglish,
          id,
          acceptabilityId,
        ]),
      ),
    ],
  ])
}

const descriptionColumns =
  'id effectiveTime active moduleId conceptId languageCode typeId term caseSignificanceId'

function table(columns: string, rows: readonly (readonly string[])[]): string {
  return [columns.split(' '), ...rows].map((cells) => `${cells.join('\t')}\r\n`).join('')
}

/** Place 0 is the fully specified name, 1 the preferred term, synonyms follow in their order. */
function namesOf({name, number, synonyms, tag}: DemoConcept): Description[] {
  const conceptId = sctid(number, partition.concept)
  return [`${name} (${tag})`, name, ...synonyms].map((text, place) => ({
    id: descriptionId(number, place),
    conceptId,
    typeId: place === 0 ? rf2.fullySpecifiedName : rf2.synonym,
    term: capitalised(text),
    caseSignificanceId: caseSignificance(text),
    acceptabilityId: place < 2 ? rf2.preferred : rf2.acceptable,
  }))
}

function definitionsOf({definition, number}: DemoConcept): Description[] {
  if (definition === undefined) return []
  return [
    {
      id: descriptionId(number, 99), // a place that no synonym reaches, so that adding one moves nothing
      conceptId: sctid(number, partition.concept),
      typeId: rf2.definition,
      term: definition,
      caseSignificanceId: rf2.caseSensitive,
      acceptabilityId: rf2.preferred,
    },
  ]
}

function descriptionId(conceptNumber: number, place: number): string {
  return sctid(conceptNumber * 100 + place, partition.description)
}

function sctid(item: number, partitionId: string): string {
  return withCheckDigit(`${item}${namespace}${partitionId}`)
}

function numberOf(name: string, concepts: readonly DemoConcept[]): number {
  const concept = concepts.find((candidate) => candidate.name === name)
  if (concept === undefined) throw new Error(`No concept of the demo source is named "${name}".`)
  return concept.number
}

/** SNOMED CT starts every term with a capital, except where that would change it, as in eGFR. */
function capitalised(text: string): string {
  return /^.\p{Lu}/u.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1)
}

function caseSignificance(text: string): string {
  if (/^.?\p{Lu}/u.test(text)) return rf2.caseSensitive
  return /\p{Lu}/u.test(text) ? rf2.initialCaseInsensitive : rf2.caseInsensitive
}

/** A version 5 UUID (RFC 9562) of reference set and component, in the name space of object identifiers. */
function memberId(refsetId: string, componentId: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from('6ba7b8129dad11d180b400c04fd430c8', 'hex'))
    .update(`${refsetId}.${componentId}`)
    .digest()
  hash[6] = (hash[6]! & 0x0f) | 0x50
  hash[8] = (hash[8]! & 0x3f) | 0x80
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
