import type {Document} from '../domain/mention.js'
import type {DocumentFormatEntry, ReaderOptions} from './document-reader.js'
import {isBiocJson, readBiocJson} from './formats/bioc-json.js'
import {isBiocXml, readBiocXml} from './formats/bioc-xml.js'
import {isBrat, readBrat} from './formats/brat.js'
import {isTextTable, loadCsvReader} from './formats/csv.js'
import {isFhir, loadFhirReader} from './formats/fhir.js'
import {isHtml, loadHtmlReader} from './formats/html.js'
import {isJsonLines, readJsonLines} from './formats/jsonl.js'
import {isPubtator, readPubtator} from './formats/pubtator.js'
import {readPlainText} from './formats/text.js'
import type {InputText} from './read-text.js'

/** In the order in which they are looked for; plain text is what none of the others is. Each is loaded when needed. */
const formats = {
  jsonl: {recognise: isJsonLines, load: async () => readJsonLines},
  brat: {recognise: isBrat, load: async () => readBrat},
  pubtator: {recognise: isPubtator, load: async () => readPubtator},
  'bioc-json': {recognise: isBiocJson, load: async () => readBiocJson},
  'bioc-xml': {recognise: isBiocXml, load: async () => readBiocXml},
  fhir: {recognise: isFhir, load: loadFhirReader},
  html: {recognise: isHtml, load: loadHtmlReader},
  csv: {recognise: isTextTable, load: loadCsvReader},
  text: {recognise: () => true, load: async () => readPlainText},
} satisfies Readonly<Record<string, DocumentFormatEntry>>

export type DocumentFormat = keyof typeof formats

export const documentFormats = Object.keys(formats) as readonly DocumentFormat[]

/**
 * Splits an input into documents.
 *
 * @param format - Absent: a table where columns are given, else recognised.
 * @throws {InputError} When nothing of the input can be used, or it cannot be read to its end.
 */
export async function* parseDocuments(
  input: InputText,
  format: DocumentFormat | undefined,
  options: ReaderOptions,
): AsyncGenerator<Document> {
  const read = await formats[format ?? (options.columns ? 'csv' : recogniseFormat(input))].load()
  yield* read(input, options)
}

/** The format that a text is surely of; `text` where there is none. */
export function recogniseFormat({name, text}: InputText): DocumentFormat {
  const isOf = (format: DocumentFormat) => (formats[format] as DocumentFormatEntry).recognise(text, name)
  return documentFormats.find(isOf) ?? 'text'
}
