import type {Document} from '../../domain/mention.js'
import {splitLines} from '../../domain/split-lines.js'
import {InputError} from '../../errors.js'
import type {ReaderOptions, TextReader} from '../document-reader.js'
import {fhirTexts} from '../fhir-texts.js'
import {type HtmlToText, loadHtmlToText} from '../html-text.js'
import {parseJson} from '../parse-json.js'

interface Resource {
  readonly resourceType: string
  readonly [element: string]: unknown
}

/** A root of the input: all of it, or the resource of a line. */
interface Root {
  /** The input, with the line where each is a resource. */
  readonly name: string
  readonly line: number
  readonly resource: Resource
}

interface Place {
  /** What the ids of its documents begin with. */
  readonly base: string
  /** From the root (`entry[3].resource`). */
  readonly path: readonly string[]
}

interface PlacedResource extends Place {
  readonly resource: Resource
  readonly line: number
}

/** Resources about people, places and systems: nothing clinical is in their texts. */
const administrative = new Set(
  `CapabilityStatement CodeSystem ConceptMap Device Endpoint Group HealthcareService ImplementationGuide Location
OperationDefinition OperationOutcome Organization Patient Person Practitioner PractitionerRole Provenance Questionnaire
RelatedPerson SearchParameter StructureDefinition ValueSet`.split(/\s+/),
)

/** Characters at the start that are looked at. */
const lookedAt = 1 << 16

/** Bundles within Bundles and resources within resources; the specification has one of each. */
const deepest = 16

/**
 * FHIR R4 and R5 in JSON: one resource, a Bundle, or a resource a line. Every free text is a document whose id leads back to
 * it (`Condition/123#code.text`).
 */
export async function loadFhirReader(): Promise<TextReader> {
  const htmlToText = await loadHtmlToText()
  return function* ({name, text}, options) {
    for (const root of rootsOf(name, text.replace(/^\uFEFF/u, ''), options)) {
      const tell = (reason: string) => options.onBadLine({name, line: root.line, reason})
      const place = {path: [], base: baseOf(root.resource, undefined, root, [])}
      for (const placed of resourcesIn(root.resource, root, place, tell))
        yield* documentsOf(name, placed, htmlToText, options)
    }
  }
}

/** Whether a text is an object that says what resource it is. */
export function isFhir(start: string): boolean {
  return /^\uFEFF?\s*\{/u.test(start) && /"resourceType"\s*:\s*"[A-Z]/.test(start.slice(0, lookedAt))
}

/** @throws {InputError} When there is no resource at all. */
function* rootsOf(name: string, text: string, {onBadLine}: ReaderOptions): Generator<Root> {
  const whole = parseJson(text)
  if (isResource(whole)) {
    yield {name, line: 1, resource: whole}
    return
  }
  // what is not JSON is told only where the rest shows that each line is meant to be a resource
  const bad: {line: number; reason: string}[] = []
  let hasResource = false
  for (const {line, lineText} of splitLines(text)) {
    if (lineText.trim() === '') continue
    const resource = parseJson(lineText)
    if (!isResource(resource)) {
      const reason = resource === undefined ? 'not valid JSON' : 'no resource of FHIR'
      if (hasResource) onBadLine({name, line, reason})
      else bad.push({line, reason})
      continue
    }
    hasResource = true
    for (const one of bad.splice(0)) onBadLine({name, ...one})
    yield {name: `${name}:${line}`, line, resource}
  }
  if (!hasResource) throw noResource(name, whole === undefined)
}

/** The error of the parser is not kept as cause: it quotes the text. */
function noResource(name: string, isBroken: boolean): InputError {
  return new InputError(
    'INPUT_DAMAGED',
    isBroken ? `${name} is not valid JSON.` : `${name} holds no resource of FHIR.`,
    'Give FHIR in JSON: a resource, a Bundle, or a resource a line. Was it cut off?',
  )
}

function* resourcesIn(
  resource: Resource,
  root: Root,
  {base, path}: Place,
  tell: (reason: string) => void,
): Generator<PlacedResource> {
  if (path.length > deepest) {
    tell(`resources are nested deeper than ${deepest}`)
    return
  }
  if (resource.resourceType === 'Bundle') {
    for (const [i, entry] of listOf(resource.entry).entries()) {
      const {fullUrl, resource: inner} = (entry ?? {}) as Record<string, unknown>
      const here = [...path, `entry[${i}].resource`]
      if (isResource(inner))
        yield* resourcesIn(inner, root, {path: here, base: baseOf(inner, fullUrl, root, here)}, tell)
    }
    return
  }
  if (!administrative.has(resource.resourceType)) yield {resource, line: root.line, base, path}
  for (const [i, inner] of listOf(resource.contained).entries()) {
    const here = `contained[${i}]`
    if (isResource(inner))
      yield* resourcesIn(inner, root, {path: [...path, here], base: `${base}${here}.`}, tell)
  }
}

/** `Type/id#`, or the UUID that a Bundle gives; else the file (with the line, where each is a resource) and the path. */
function baseOf(
  {id, resourceType}: Resource,
  fullUrl: unknown,
  {name}: Root,
  path: readonly string[],
): string {
  const uuid = typeof fullUrl === 'string' ? /^urn:(?:uuid|oid):(.+)$/.exec(fullUrl)?.[1] : undefined
  const own = typeof id === 'string' && id !== '' ? id : uuid
  return own === undefined ? `${name}#${path.map((part) => `${part}.`).join('')}` : `${resourceType}/${own}#`
}

function* documentsOf(
  name: string,
  {base, line, path: place, resource}: PlacedResource,
  htmlToText: HtmlToText,
  {onBadLine}: ReaderOptions,
): Generator<Document> {
  for (const {path, ...found} of fhirTexts(resource, htmlToText)) {
    if ('text' in found) {
      yield {id: `${base}${path}`, ...found}
      continue
    }
    const whole = [...place, path].filter((part) => part !== '').join('.')
    onBadLine({name, line, reason: whole === '' ? found.reason : `${whole}: ${found.reason}`})
  }
}

function isResource(value: unknown): value is Resource {
  return typeof (value as Resource | null | undefined)?.resourceType === 'string'
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
