import type {Document} from '../../domain/mention.js'
import {splitLines} from '../../domain/split-lines.js'
import {InputError} from '../../errors.js'
import {
  type BiocAnnotation,
  type BiocBlock,
  type BiocDocument,
  type BiocPassage,
  biocDocument,
} from '../bioc-document.js'
import type {DocumentReader} from '../document-reader.js'
import {parseJson} from '../parse-json.js'
import {namedInput} from '../read-text.js'

/**
 * BioC JSON: a collection, an array of documents, PubTator's `{"PubTator3": […]}`, or a collection or document a line.
 *
 * @see https://github.com/bionlplab/bioc (the JSON form), https://www.ncbi.nlm.nih.gov/research/pubtator3/api
 */
export const readBiocJson: DocumentReader = function* ({name, text}, {onBadLine}) {
  let count = 0
  // told once a line is a document: a file cut off may have no line that is
  let held: number[] | undefined = []
  const tellLine = (line: number) => onBadLine({name, line, reason: 'it is no BioC document in JSON'})
  for (const {line, value} of valuesOf(text.replace(/^\uFEFF/u, ''))) {
    const documents = documentsOf(value)
    if (documents === undefined) {
      if (line !== undefined && held) held.push(line)
      else if (line !== undefined) tellLine(line)
      continue
    }
    for (const bad of held ?? []) tellLine(bad)
    held = undefined
    for (const document of documents) {
      count++
      const where = line === undefined ? `document ${count}: ` : ''
      const tell = (reason: string) => onBadLine({name, line, reason: `${where}${reason}`})
      const parsed = parseDocument(document, `${name}:${count}`)
      if (parsed) yield biocDocument(parsed, tell) satisfies Document
      else tell('it has no passages')
    }
  }
  if (count > 0) return
  // the parser's message quotes the text, so it is no cause
  throw new InputError(
    'INPUT_DAMAGED',
    `${namedInput(name)} holds no BioC documents in JSON that can be read.`,
    'Was it cut off? It should be a collection with "documents", or documents with "passages".',
  )
}

/** Whether a text starts as one of the forms does: keys of a collection or document, with `documents` or `passages`. */
export function isBiocJson(start: string): boolean {
  const head = start.slice(0, 1 << 16)
  return (
    /^\uFEFF?\s*\[?\s*\{\s*"(?:bioctype|source|date|key|version|infons|documents|PubTator3|_id|id|pmid|pmcid|passages)"\s*:/u.test(
      head,
    ) && /[{,[]\s*"(?:documents|passages|PubTator3)"\s*:\s*\[/.test(head)
  )
}

/** The whole as one value; or, where it is none, a value a line, which a comma may follow in a collection cut off. */
function* valuesOf(text: string): Generator<{readonly value: unknown; readonly line?: number}> {
  const whole = parseJson(text)
  if (whole !== undefined) {
    yield {value: whole}
    return
  }
  for (const {line, lineText} of splitLines(text))
    if (lineText.trim() !== '') yield {line, value: parseJson(lineText.replace(/,\s*$/, ''))}
}

/** The documents of a collection, an array or a single one; `undefined` for what is none of them. */
function documentsOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value.flatMap((item) => documentsOf(item) ?? [item])
  const {documents, PubTator3, passages} = fieldsOf(value)
  if (Array.isArray(documents)) return documents
  if (Array.isArray(PubTator3)) return PubTator3
  return Array.isArray(passages) ? [value] : undefined
}

function parseDocument(value: unknown, name: string): BiocDocument | undefined {
  const {annotations, id, passages} = fieldsOf(value)
  if (!Array.isArray(passages)) return undefined
  return {
    id: (typeof id === 'string' || typeof id === 'number' ? String(id).trim() : '') || name,
    passages: passages.map(parsePassage),
    annotations: parseAnnotations(annotations),
  }
}

function parsePassage(value: unknown): BiocPassage {
  const {sentences} = fieldsOf(value)
  return {...parseBlock(value), sentences: Array.isArray(sentences) ? sentences.map(parseBlock) : []}
}

function parseBlock(value: unknown): BiocBlock {
  const {annotations, offset, text} = fieldsOf(value)
  return {
    offset: numberOf(offset),
    ...(typeof text === 'string' && {text}),
    annotations: parseAnnotations(annotations),
  }
}

function parseAnnotations(value: unknown): BiocAnnotation[] {
  if (!Array.isArray(value)) return []
  return value.map(fieldsOf).map(({id, infons, locations, text}) => ({
    ...(typeof id === 'string' && {id}),
    infons: Object.fromEntries(
      Object.entries(fieldsOf(infons)).flatMap(([key, one]) =>
        typeof one === 'string' || typeof one === 'number' ? [[key, String(one)]] : [],
      ),
    ),
    locations: (Array.isArray(locations) ? locations : []).map((location) => {
      const {length, offset} = fieldsOf(location)
      return {offset: numberOf(offset), length: numberOf(length)}
    }),
    ...(typeof text === 'string' && {text}),
  }))
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

/** Some programs write offsets as strings. */
function numberOf(value: unknown): number {
  return typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))
    ? Number(value)
    : Number.NaN
}
