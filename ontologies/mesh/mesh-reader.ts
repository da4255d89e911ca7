import type {OntologyDescription, OntologyRow, ReportProblem} from '../../src/domain/ontology.js'
import {InputError} from '../../src/errors.js'
import type {OntologyReader} from '../reader.js'
import {SeenIds} from '../seen-ids.js'
import type {SourceFiles} from '../source-files.js'
import {type MeshFile, meshFiles} from './mesh-file.js'
import {MeshLinks} from './mesh-links.js'
import {readAsciiRecords} from './read-ascii-records.js'
import {readXmlRecords} from './read-xml-records.js'
import {recordRows} from './record-rows.js'

/** Rows that are handed over together when all records were read. */
const batchSize = 10_000

/**
 * Reads descriptors and supplementary concept records of MeSH, as ASCII or XML.
 *
 * @see https://www.nlm.nih.gov/databases/download/mesh.html
 */
export const meshReader: OntologyReader = {
  format: 'mesh',
  looksFor:
    'MeSH (an XML file of DescriptorRecords or SupplementalRecords, or a text that starts with "*NEWRECORD")',
  options: [],

  async recognise(source) {
    return (await meshFiles(source)).length > 0
  },

  async describe(source) {
    return describeFiles(source, await meshFiles(source))
  },

  async *read(source, report) {
    const files = await meshFiles(source)
    describeFiles(source, files)
    const seen = new SeenIds()
    const links = new MeshLinks(report)
    for (const {file, syntax} of withoutCopies(files, report)) {
      const records = syntax === 'xml' ? readXmlRecords(file, report) : readAsciiRecords(file, report)
      for await (const batch of records) {
        const rows = batch.flatMap((record) => {
          const made = recordRows(record, file.path, seen, report)
          return made.length === 0 ? [] : [...made, ...links.add(record, file.path)]
        })
        if (rows.length > 0) yield rows
      }
    }
    yield* inBatches(links.rest())
  },
}

/** @throws {InputError} When there is no MeSH file, or files of several years. */
function describeFiles(source: SourceFiles, files: readonly MeshFile[]): OntologyDescription {
  if (files.length === 0) {
    throw new InputError(
      'INPUT_UNUSABLE',
      `${source.path} holds no MeSH file.`,
      'Give desc2024.xml or d2024.bin.',
    )
  }
  const [release, other] = new Set(files.flatMap((file) => file.release ?? []))
  if (other !== undefined) {
    throw new InputError(
      'INPUT_UNUSABLE',
      `${source.path} holds MeSH of several years (${release}, ${other}).`,
      'Give the files of one year.',
    )
  }
  return {format: 'mesh', code: 'mesh', ...(release !== undefined && {release})}
}

/** A download folder may hold the same records as ASCII and as XML; XML says more. */
function withoutCopies(files: readonly MeshFile[], report: ReportProblem): MeshFile[] {
  return files.filter(({file, kind, syntax}) => {
    const isCopy = syntax === 'ascii' && files.some((one) => one.kind === kind && one.syntax === 'xml')
    if (isCopy) {
      const message = 'The source holds the same records as XML; this file was left out.'
      report({kind: 'superseded-file', severity: 'warning', message, at: {file: file.path, line: 1}})
    }
    return !isCopy
  })
}

function* inBatches(rows: Iterable<OntologyRow>): Generator<OntologyRow[]> {
  let batch: OntologyRow[] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length === batchSize) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}
