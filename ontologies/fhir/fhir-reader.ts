import {readJson} from '../json/read-json.js'
import type {OntologyReader} from '../reader.js'
import {CodeSystems} from './code-systems.js'
import {contentShape} from './fhir-shapes.js'
import {ResourceRows} from './resource-rows.js'
import {isFhirFile, surveyFhir} from './survey-fhir.js'

/**
 * Reads CodeSystem, ConceptMap and ValueSet of FHIR R4 and R5 as JSON: one resource, a bundle, or a resource a line.
 *
 * Several sources are read as one, so that a map or a supplement may come in a file of its own.
 *
 * @see https://hl7.org/fhir/R4/codesystem.html
 * @see https://hl7.org/fhir/R5/conceptmap.html
 */
export const fhirReader: OntologyReader = {
  format: 'fhir',
  looksFor: 'FHIR JSON (a "resourceType" of CodeSystem, ConceptMap, ValueSet, or a Bundle of these)',
  options: ['language'],
  joinsSources: true,

  async recognise(source) {
    for (const file of source.files) if (await isFhirFile(file)) return true
    return false
  },

  async describe(source) {
    return new CodeSystems(await surveyFhir(source)).describe(source.path)
  },

  async *read(source, report, {language = []} = {}) {
    const surveyed = await surveyFhir(source)
    const systems = new CodeSystems(surveyed)
    systems.describe(source.path)
    const wanted = language.map((one) => one.toLowerCase())
    for (const one of surveyed) {
      const resources = new ResourceRows(one, systems, wanted, report)
      for await (const elements of readJson(one.file, contentShape, report, {documents: 'many'})) {
        const rows = elements.flatMap((element) => resources.rowsOf(element))
        if (rows.length > 0) yield rows
      }
    }
  },
}
