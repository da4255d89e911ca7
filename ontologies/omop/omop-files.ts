import type {ReportProblem} from '../../src/domain/ontology.js'
import {InputError} from '../../src/errors.js'
import {hasColumns, headerCells, isAsWide} from '../header-columns.js'
import {readCsv} from '../read-csv.js'
import {readHead} from '../read-head.js'
import {readLines} from '../read-lines.js'
import type {SourceFile, SourceFiles} from '../source-files.js'

/** Tables of the OMOP vocabularies that are read, and the columns that are needed of each. */
const omopColumns = {
  concept: [
    'concept_id',
    'concept_name',
    'domain_id',
    'vocabulary_id',
    'concept_class_id',
    'standard_concept',
    'concept_code',
    'invalid_reason',
  ],
  synonym: ['concept_id', 'concept_synonym_name', 'language_concept_id'],
  relationship: ['concept_id_1', 'concept_id_2', 'relationship_id', 'invalid_reason'],
  ancestor: ['ancestor_concept_id', 'descendant_concept_id', 'min_levels_of_separation'],
  vocabulary: ['vocabulary_id', 'vocabulary_version'],
} as const

export type OmopTable = keyof typeof omopColumns

/** A file of one of the tables. */
export interface OmopFile {
  readonly file: SourceFile
  readonly header: readonly string[]
  /** Athena parts columns by tabs without quotes; exports of databases are CSV. */
  readonly delimiter: '\t' | ','
}

/** The tables that a source holds; `concept` always. */
export type OmopRelease = {readonly [Table in OmopTable]?: OmopFile} & {readonly concept: OmopFile}

export async function holdsOmop({files}: SourceFiles): Promise<boolean> {
  for (const file of files) if ((await recogniseFile(file))?.table === 'concept') return true
  return false
}

/** @throws {InputError} When there is no CONCEPT table, or a table is there twice. */
export async function findOmop({files, path}: SourceFiles): Promise<OmopRelease> {
  const found: {[Table in OmopTable]?: OmopFile} = {}
  for (const file of files) {
    const known = await recogniseFile(file)
    if (known === undefined) continue
    const before = found[known.table]
    if (before) {
      throw new InputError(
        'INPUT_UNUSABLE',
        `${path} holds the table ${known.table.toUpperCase()} twice: ${[before.file.path, file.path].sort().join(' and ')}.`,
        'Give the folder or zip of one download from Athena.',
      )
    }
    found[known.table] = known
  }
  if (found.concept) return {...found, concept: found.concept}
  throw new InputError(
    'INPUT_UNUSABLE',
    `${path} holds no CONCEPT.csv.`,
    'Give the folder or zip of a download from Athena.',
  )
}

/** The cells of one row, in the order of {@link omopColumns}, and its line. */
export interface OmopRecord {
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * The rows of a table. Reports what `readLines` and `readCsv` do, `too-few-columns` and `too-many-columns` (skipped).
 *
 * @param table - Whose columns to pick.
 */
export async function* omopRecords(
  table: OmopTable,
  {delimiter, file, header}: OmopFile,
  report: ReportProblem,
): AsyncGenerator<readonly OmopRecord[]> {
  const places = omopColumns[table].map((column) => header.indexOf(column))
  let isHeader = true
  for await (const batch of delimiter === ',' ? readCsv(file, report) : tabbedRecords(file, report)) {
    const records: OmopRecord[] = []
    for (const {cells, line} of batch) {
      if (isHeader) isHeader = false
      else if (isAsWide(cells, header.length, report, {file: file.path, line})) {
        records.push({line, cells: places.map((place) => cells[place]!)})
      }
    }
    if (records.length > 0) yield records
  }
}

async function* tabbedRecords(file: SourceFile, report: ReportProblem): AsyncGenerator<OmopRecord[]> {
  for await (const {firstLine, lines} of readLines(file, report)) {
    const records: OmopRecord[] = []
    lines.forEach((line, index) => {
      if (line !== '') records.push({line: firstLine + index, cells: line.split('\t')})
    })
    yield records
  }
}

async function recogniseFile(file: SourceFile): Promise<(OmopFile & {table: OmopTable}) | undefined> {
  const first = (await readHead(file))[0] ?? ''
  const delimiter = first.includes('\t') ? '\t' : ','
  const header = headerCells(first, delimiter)
  const tables = Object.keys(omopColumns) as OmopTable[]
  const table = tables.find((one) => hasColumns(header, omopColumns[one]))
  return table && {table, file, header, delimiter}
}
