import type {GivenMention} from '../domain/mention.js'
import {attachmentText} from './fhir-attachment.js'
import type {HtmlToText} from './html-text.js'

type JsonObject = Readonly<Record<string, unknown>>

/** A free text of a resource, or one that is skipped; `path` leads to it from the resource (`note[0].text`). */
export type FhirText =
  | {readonly path: string; readonly text: string; readonly mentions?: readonly GivenMention[]}
  | {readonly path: string; readonly reason: string}

/** CodeableConcepts (and the concepts of R5's CodeableReferences) that say what is the matter or what was done. */
const clinicalConcepts = new Set(
  `addresses asNeededCodeableConcept bodySite cause code complication complicationDetail concept conclusionCode condition
contraindication description diagnosisCodeableConcept diseaseSymptomProcedure diseaseStatus exposureRoute indication
itemCodeableConcept manifestation medicationCodeableConcept method outcome problem procedureCodeableConcept
productOrServiceCodeableConcept reactionType reason reasonCode route severity site specialCondition statusReason
substance substanceCodeableConcept summary targetDisease usedCode vaccineCode valueCodeableConcept`.split(
    /\s+/,
  ),
)

/** Strings and markdown that people write. */
const freeStrings = new Set(
  `clinicalHistory comment conclusion contentString course criteria description evaluation findings impression
patientInstruction reasonString summary valueMarkdown valueString`.split(/\s+/),
)

/** Annotations and Dosages, which hold their text in `text`. */
const withText = new Set(['note', 'dosage', 'dosageInstruction', 'comments'])

const attachments = new Set(['attachment', 'presentedForm', 'contentAttachment', 'valueAttachment'])

/** Elements that say nothing of the patient's health; contained resources are read as resources. */
const leftOut = new Set(['contained', 'extension', 'identifier', 'meta', 'modifierExtension', 'text'])

/** Deepest nesting of elements; the specification has none deeper than a few. */
const deepest = 64

/**
 * The free texts of a resource: attachments of text, sections of a Composition, notes, strings, and the texts of
 * CodeableConcepts, which are mentions with their codings as ids. Its narrative only where it has nothing else.
 *
 * @see https://hl7.org/fhir/R4/narrative.html
 */
export function* fhirTexts(resource: JsonObject, htmlToText: HtmlToText): Generator<FhirText> {
  const walk = new Walk(String(resource.resourceType), htmlToText)
  let hasText = false
  for (const found of walk.resource(resource)) {
    if ('text' in found) hasText = true
    yield found
  }
  const narrative = divOf(resource.text)
  if (!hasText && narrative !== undefined) yield* filled({path: 'text.div', text: htmlToText(narrative)})
}

class Walk {
  constructor(
    private readonly type: string,
    private readonly htmlToText: HtmlToText,
  ) {}

  *resource(resource: JsonObject): Generator<FhirText> {
    if (this.type === 'Binary') yield* this.attachment(resource, '')
    else yield* this.elements(resource, '', 0)
  }

  private *elements(parent: JsonObject, path: string, depth: number): Generator<FhirText> {
    if (depth > deepest) {
      yield {path, reason: `elements are nested deeper than ${deepest}`}
      return
    }
    for (const [name, value] of Object.entries(parent)) {
      if (leftOut.has(name)) continue
      const here = path === '' ? name : `${path}.${name}`
      if (!Array.isArray(value)) yield* this.element(name, value, here, depth)
      else for (const [i, item] of value.entries()) yield* this.element(name, item, `${here}[${i}]`, depth)
    }
  }

  private *element(name: string, value: unknown, path: string, depth: number): Generator<FhirText> {
    if (typeof value === 'string') {
      if (this.isFreeString(name)) yield* filled({path, text: value})
      return
    }
    if (!isObject(value)) return
    if (attachments.has(name) || (this.type === 'Media' && name === 'content'))
      yield* this.attachment(value, path)
    else if (this.type === 'Composition' && name === 'section') yield* this.section(value, path)
    else if (withText.has(name) && typeof value.text === 'string')
      yield* filled({path: `${path}.text`, text: value.text})
    else if (clinicalConcepts.has(name) && typeof value.text === 'string')
      yield* this.concept(value.text, value.coding, `${path}.text`)
    yield* this.elements(value, path, depth + 1)
  }

  /** A description of a document names the document. */
  private isFreeString(name: string): boolean {
    return freeStrings.has(name) && !(this.type === 'DocumentReference' && name === 'description')
  }

  private *attachment(value: JsonObject, path: string): Generator<FhirText> {
    const decoded = attachmentText(value, this.htmlToText)
    if ('reason' in decoded) yield {path, ...decoded}
    else yield* filled({path: path === '' ? 'data' : `${path}.data`, ...decoded})
  }

  /** The title stands before the text: it says whose history it is. */
  private *section({text, title}: JsonObject, path: string): Generator<FhirText> {
    const div = divOf(text)
    if (div === undefined) return
    const body = this.htmlToText(div)
    const isTitled = typeof title === 'string' && title.trim() !== '' && !body.startsWith(title)
    yield* filled({path: `${path}.text.div`, text: isTitled && body !== '' ? `${title}\n${body}` : body})
  }

  private *concept(text: string, coding: unknown, path: string): Generator<FhirText> {
    const ids = Array.isArray(coding) ? coding.flatMap(idOf) : []
    const mention = {start: 0, end: text.length, type: this.type, ids: [...new Set(ids)]}
    yield* filled({path, text, mentions: [mention]})
  }
}

/** A code as terminologies here write it: as it is, with a prefix where bare numbers need one. */
function idOf(coding: unknown): string[] {
  if (!isObject(coding) || typeof coding.code !== 'string' || coding.code === '') return []
  const {code, system} = coding as {code: string; system?: unknown}
  const prefix = typeof system === 'string' ? prefixOf(system) : undefined
  return [prefix === undefined || /[:_]/.test(code) ? code : `${prefix}:${code}`]
}

function prefixOf(system: string): string | undefined {
  if (system === 'http://human-phenotype-ontology.org') return 'HP'
  if (/^https?:\/\/www\.orpha\.net\b/.test(system)) return 'ORPHA'
  if (/^https?:\/\/www\.omim\.org\b/.test(system)) return 'OMIM'
  return /^https?:\/\/purl\.obolibrary\.org\/obo\/([a-z]+)\.owl$/.exec(system)?.[1]?.toUpperCase()
}

function divOf(narrative: unknown): string | undefined {
  const div = isObject(narrative) ? narrative.div : undefined
  return typeof div === 'string' ? div : undefined
}

function filled<Found extends {text: string}>(found: Found): readonly Found[] {
  return found.text.trim() === '' ? [] : [found]
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
