import type {ReportProblem} from '../../src/domain/ontology.js'
import type {OntologyReader} from '../reader.js'
import {chooseLanguageRefset} from './choose-language-refset.js'
import {readRf2File} from './read-rf2-file.js'
import {findSnapshot, holdsRf2, type Rf2Release} from './rf2-release.js'

/**
 * Reads the Snapshot of a SNOMED CT release, or of anything laid out like one: concepts, descriptions, text definitions,
 * inferred relationships (stated ones where there are no others), the preferred terms of one language reference set,
 * historical associations, simple and extended maps.
 *
 * @see https://docs.snomed.org/ SNOMED CT Release File Specification
 */
export const snomedRf2Reader: OntologyReader = {
  format: 'snomed-rf2',
  looksFor:
    'SNOMED CT RF2 (tab-separated files whose first line starts with "id effectiveTime active moduleId")',
  options: [],
  joinsSources: true,

  recognise: holdsRf2,

  async describe(source) {
    const {date} = await findSnapshot(source)
    return {format: 'snomed-rf2', code: 'snomed', release: date}
  },

  async *read(source, report) {
    const release = await findSnapshot(source)
    reportLeftOut(release, report)
    const languageRefset = await chooseLanguageRefset(release.files)
    for (const file of release.files) yield* readRf2File(file, {languageRefset}, report)
  },
}

function reportLeftOut({superseded, unreadable}: Rf2Release, report: ReportProblem): void {
  for (const {file} of superseded) {
    report({
      kind: 'superseded-file',
      severity: 'skipped',
      message: 'The source holds the same file of a later date; this one was left out.',
      at: {file: file.path, line: 1},
    })
  }
  for (const file of unreadable) {
    report({
      kind: 'unknown-columns',
      severity: 'skipped',
      message: file.size === 0 ? 'The file is empty.' : 'The first line does not name the columns of RF2.',
      at: {file: file.path, line: 1},
    })
  }
}
