import type {LinkedConcept, LinkedMention} from '../domain/mention.js'
import {externalCode} from './code-systems.js'
import type {PlacedMention} from './place-mentions.js'
import type {Provenance} from './provenance.js'

export interface FhirMentionContext {
  /** What the mention covers in the text. */
  readonly text: string
  readonly documentId: string
  readonly deviceId: string
  readonly provenance: Provenance
}

/** Any resource; what it holds is R4's to say. */
export type FhirResource = {readonly resourceType: string} & Readonly<Record<string, unknown>>

const terminology = 'http://terminology.hl7.org/CodeSystem'

/** Whom a text is about is not known; R4 wants a subject for these resources all the same. */
const subject = {display: 'Subject of the document'}

/** Kinds of concept that a Condition is for, by the words of their types. */
const conditionTypes =
  /disease|disorder|finding|symptom|syndrome|neoplas|tumou?r|dysfunction|abnormal|pathologic|injury|phenotyp|condition|diagnos|\bT0(?:19|20|33|37|46|47|48|49|50)\b|\bT184\b|\bT19[01]\b/i

/** Sources that hold nothing else. */
const conditionSystems = new Set([
  'HP', 'MONDO', 'DOID', 'ORPHA', 'OMIM', 'SYMP', 'ICD10', 'ICD10CM', 'ICD9CM', 'medic', 'hpo',
]) // biome-ignore format: one list

/**
 * A mention as a resource: a disorder or finding as Condition, one of the family as FamilyMemberHistory, all else as
 * Observation.
 *
 * @returns `undefined` for what no record should gain from a text: hypothetical mentions, and negated or uncertain ones
 *   of the family, for which FHIR has no place.
 * @see https://hl7.org/fhir/R4/condition.html, https://hl7.org/fhir/R4/observation.html and
 *   https://hl7.org/fhir/R4/familymemberhistory.html
 */
export function mentionResource(
  placed: PlacedMention,
  context: FhirMentionContext,
): FhirResource | undefined {
  const {assertion, concept} = placed.mention
  if (assertion.hypothetical) return undefined
  const common = {extension: extensionsOf(placed, context)}
  const code = codeableConcept(concept, context)
  if (assertion.family) {
    return assertion.negated || assertion.uncertain ? undefined : familyHistory(common, code)
  }
  return concept === null || isCondition(concept)
    ? condition(common, code, placed.mention)
    : observation(common, code, placed.mention, context)
}

function isCondition(concept: LinkedConcept): boolean {
  const {system} = externalCode(concept)
  return (
    conditionSystems.has(system.prefix) ||
    conditionSystems.has(concept.source) ||
    concept.types.some((type) => conditionTypes.test(type))
  )
}

/** An affirmed mention has no `verificationStatus`: that a text says something does not confirm it. */
function condition(common: object, code: object, {assertion}: LinkedMention): FhirResource {
  const status = assertion.negated ? 'refuted' : assertion.uncertain ? 'unconfirmed' : undefined
  return {
    resourceType: 'Condition',
    ...common,
    ...(assertion.historical &&
      !assertion.negated && {clinicalStatus: coded(`${terminology}/condition-clinical`, 'inactive')}),
    ...(status && {verificationStatus: coded(`${terminology}/condition-ver-status`, status)}),
    code,
    subject,
  }
}

function observation(
  common: object,
  value: object,
  {assertion, concept}: LinkedMention,
  {deviceId}: FhirMentionContext,
): FhirResource {
  const reading = assertion.negated ? 'NEG' : assertion.uncertain ? 'IND' : undefined
  const isQuestion = concept !== null && externalCode(concept).system.prefix === 'LOINC'
  return {
    resourceType: 'Observation',
    ...common,
    status: 'preliminary', // found by a machine and seen by nobody
    ...(isQuestion
      ? {code: value}
      : {code: {text: 'Mentioned in the document'}, valueCodeableConcept: value}),
    subject,
    ...(reading && {interpretation: [coded(`${terminology}/v3-ObservationInterpretation`, reading)]}),
    device: {reference: `urn:uuid:${deviceId}`},
  }
}

function familyHistory(common: object, code: object): FhirResource {
  return {
    resourceType: 'FamilyMemberHistory',
    ...common,
    status: 'partial',
    patient: subject,
    relationship: coded(`${terminology}/v3-RoleCode`, 'FAMMEMB'),
    condition: [{code}],
  }
}

function codeableConcept(concept: LinkedConcept | null, {provenance, text}: FhirMentionContext): object {
  if (concept === null) return {text}
  const {code, system} = externalCode(concept)
  const version = provenance.sources.find((source) => source.code === concept.source)?.release
  return {coding: [{system: system.uri, ...(version && {version}), code, display: concept.name}], text}
}

function coded(system: string, code: string): object {
  return {coding: [{system, code}]}
}

/** Where the mention is, one extension for each piece, and how sure the linker is. */
function extensionsOf({mention, pieces}: PlacedMention, {documentId}: FhirMentionContext): object[] {
  const places = pieces.map(({end, start}) => ({
    url: 'http://hl7.org/fhir/StructureDefinition/derivation-reference',
    extension: [
      {url: 'reference', valueReference: {reference: `urn:uuid:${documentId}`}},
      {url: 'path', valueString: 'DocumentReference.content[0].attachment.data'},
      {url: 'offset', valueInteger: start},
      {url: 'length', valueInteger: end - start},
    ],
  }))
  const score = mention.concept === null ? null : mention.score
  return score === null ? places : [...places, {url: 'urn:biolord:score', valueDecimal: score}]
}
