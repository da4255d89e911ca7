import type {OntologyDescription} from '../../src/domain/ontology.js'
import {InputError} from '../../src/errors.js'
import type {OntologyReader} from '../reader.js'
import {SeenIds} from '../seen-ids.js'
import type {SourceFiles} from '../source-files.js'
import {readXmlElements} from '../xml-elements.js'
import {clamlRows} from './claml-rows.js'
import {containers, describeIcdFile, type IcdFile, icdFiles} from './icd-file.js'
import {TabularRows} from './tabular-rows.js'

/**
 * Reads the tabular list of ICD-10-CM as NCHS publishes it, and classifications in ClaML (ICD-10 of WHO, ICD-10-GM, OPS).
 *
 * @see https://www.cdc.gov/nchs/icd/icd-10-cm/files.html
 */
export const icdTabularReader: OntologyReader = {
  format: 'icd-tabular',
  looksFor: 'a tabular list of ICD (an XML file of "ICD10CM.tabular" or "ClaML")',
  options: [],

  async recognise(source) {
    return (await icdFiles(source)).length > 0
  },

  async describe(source) {
    return describeFiles(source, await icdFiles(source))
  },

  async *read(source, report) {
    const files = await icdFiles(source)
    await describeFiles(source, files)
    const seen = new SeenIds()
    for (const {file, syntax} of files) {
      const tabular = new TabularRows(file.path, seen, report)
      for await (const events of readXmlElements(file, containers, report)) {
        const rows =
          syntax === 'icd10cm'
            ? tabular.push(events)
            : events.flatMap((event) =>
                event.event === 'element' && event.element.name === 'Class'
                  ? clamlRows(event.element, file.path, seen, report)
                  : [],
              )
        if (rows.length > 0) yield rows
      }
    }
  },
}

/** @throws {InputError} When there is no such file, or there are several classifications or releases. */
async function describeFiles(source: SourceFiles, files: readonly IcdFile[]): Promise<OntologyDescription> {
  const descriptions: OntologyDescription[] = []
  for (const file of files) descriptions.push(await describeIcdFile(file))
  const [first] = descriptions
  if (first === undefined) {
    throw new InputError('INPUT_UNUSABLE', `${source.path} holds no tabular list.`, 'Give its XML file.')
  }
  const other = descriptions.find(({code, release}) => code !== first.code || release !== first.release)
  if (other === undefined) return first
  const name = ({code, release = 'without release'}: OntologyDescription) => `${code} ${release}`
  throw new InputError(
    'INPUT_UNUSABLE',
    `${source.path} holds several classifications (${name(first)}, ${name(other)}).`,
    'Give each file by its own path; an index takes several sources.',
  )
}
