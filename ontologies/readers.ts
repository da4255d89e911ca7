import {InputError, UsageError} from '../src/errors.js'
import {fhirReader} from './fhir/fhir-reader.js'
import {icdOrderReader} from './icd-order/icd-order-reader.js'
import {icdTabularReader} from './icd-tabular/icd-tabular-reader.js'
import {loincReader} from './loinc/loinc-reader.js'
import {meshReader} from './mesh/mesh-reader.js'
import {nameDictionaryReader} from './name-dictionary/name-dictionary-reader.js'
import {oboReader} from './obo/obo-reader.js'
import {oboGraphsReader} from './obo-graphs/obo-graphs-reader.js'
import {omopReader} from './omop/omop-reader.js'
import {readStart} from './read-head.js'
import type {OntologyReader} from './reader.js'
import {snomedRf2Reader} from './snomed-rf2/snomed-rf2-reader.js'
import type {SourceFiles} from './source-files.js'
import {tableReader} from './table/table-reader.js'
import {rxnormRrfReader} from './umls-rrf/rxnorm-rrf-reader.js'
import {umlsRrfReader} from './umls-rrf/umls-rrf-reader.js'

/** Every format that can be read. A new reader is added here and nowhere else. */
export const readers: readonly OntologyReader[] = [
  snomedRf2Reader,
  oboReader,
  umlsRrfReader,
  rxnormRrfReader,
  oboGraphsReader,
  fhirReader,
  omopReader,
  loincReader,
  icdOrderReader,
  nameDictionaryReader,
  tableReader,
  meshReader,
  icdTabularReader,
]

/**
 * The reader of a format by its name.
 *
 * @throws {UsageError} When there is none.
 */
export function readerOf(format: string): OntologyReader {
  const reader = readers.find((one) => one.format === format)
  if (reader) return reader
  throw new UsageError(
    `There is no format "${format}".`,
    `Formats: ${readers.map((one) => one.format).join(', ')}.`,
  )
}

/**
 * The reader of a source, found by content.
 *
 * @throws {InputError} When no reader knows the source (`INPUT_UNKNOWN_FORMAT`), or several do (`INPUT_UNUSABLE`).
 */
export async function recogniseReader(source: SourceFiles): Promise<OntologyReader> {
  const able: OntologyReader[] = []
  for (const reader of readers) if (!reader.isFallback && (await reader.recognise(source))) able.push(reader)
  if (able.length === 0) {
    for (const reader of readers) if (reader.isFallback && (await reader.recognise(source))) able.push(reader)
  }
  const [first, second] = able
  if (first === undefined) throw await unknownFormat(source)
  if (second !== undefined) {
    throw new InputError(
      'INPUT_UNUSABLE',
      `The ${source.kind} ${source.path} holds both ${first.looksFor} and ${second.looksFor}.`,
      'Give one terminology at a time: the path of its own folder or file; or say with --from which format is meant.',
    )
  }
  return first
}

async function unknownFormat(source: SourceFiles): Promise<InputError> {
  const [only] = source.files
  const start = source.kind === 'file' && only ? await readStart(only) : undefined
  if (start?.length === 0) {
    return new InputError('INPUT_EMPTY', `The file ${source.path} is empty.`, 'Give a terminology release.')
  }
  return new InputError('INPUT_UNKNOWN_FORMAT', whatWasFound(source), hintFor(source, start))
}

function whatWasFound(source: SourceFiles): string {
  const known = `none of the formats that can be read (${readers.map(({format}) => format).join(', ')})`
  if (source.kind === 'file') return `The file ${source.path} is in ${known}.`
  const {length} = source.files
  return `The ${source.kind} ${source.path} holds ${length === 1 ? 'one file' : `${length} files`}, in ${known}.`
}

function hintFor(source: SourceFiles, start: Buffer | undefined): string {
  const mark = start?.subarray(0, 2).toString('hex')
  if (mark === 'fffe' || mark === 'feff') {
    return 'The file is UTF-16: turn it into UTF-8 first (iconv -f UTF-16 -t UTF-8).'
  }
  if (source.files.some(({relativePath}) => relativePath === 'xl/workbook.xml')) {
    return 'This is a spreadsheet: save it as CSV (UTF-8), and give that.'
  }
  const archive = source.files.find((file) => /\.(?:zip|tar|tgz|7z|rar)(?:\.\w+)?$/i.test(file.name))
  if (archive)
    return `Archives inside a source are not opened: unpack ${archive.path}, or give it alone if it is a zip.`
  return 'Give a release as it was published (folder, zip, file), or a table: --from table --id-column 1 --name-column 2.'
}
