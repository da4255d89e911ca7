import type {ReportProblem} from '../../src/domain/ontology.js'
import type {SourceFile} from '../source-files.js'
import {readXmlElements} from '../xml-elements.js'
import type {MeshRecord} from './mesh-record.js'
import {xmlRecord} from './xml-record.js'

const roots: ReadonlySet<string> = new Set(['DescriptorRecordSet', 'SupplementalRecordSet'])
const records: ReadonlySet<string> = new Set(['DescriptorRecord', 'SupplementalRecord'])

/**
 * Reads the records of a MeSH XML file (`desc2024.xml`, `supp2024.xml`) as a stream; any other element is passed over.
 *
 * @throws {InputError} What {@link readXmlElements} throws.
 */
export async function* readXmlRecords(
  file: SourceFile,
  report: ReportProblem,
): AsyncGenerator<readonly MeshRecord[]> {
  let language: string | undefined
  for await (const events of readXmlElements(file, roots, report)) {
    const batch: MeshRecord[] = []
    for (const event of events) {
      if (event.event === 'open') language = event.attributes.LanguageCode
      else if (event.event === 'element' && records.has(event.element.name)) {
        batch.push(xmlRecord(event.element, language))
      }
    }
    if (batch.length > 0) yield batch
  }
}
