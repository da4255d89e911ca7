import {readHead} from '../read-head.js'
import type {OntologyReader} from '../reader.js'
import type {SourceFile} from '../source-files.js'
import {arrangeOboFiles} from './arrange-obo-files.js'
import {keepsPrefixes} from './keep-prefixes.js'
import {readStanzas} from './read-stanzas.js'
import {termRows} from './term-rows.js'

/**
 * Reads the terms of OBO 1.0, 1.2 and 1.4 files; terms of imported ontologies are read where their file lies in the same
 * source.
 *
 * Reports `import-missing` (warning) for an ontology that the header names and the source does not hold, and what
 * reading stanzas and terms reports.
 *
 * @see https://owlcollab.github.io/oboformat/doc/GO.format.obo-1_4.html
 */
export const oboReader: OntologyReader = {
  format: 'obo',
  looksFor: 'OBO (a text with "format-version:" or "[Term]" near its top)',
  options: ['prefix'],

  async recognise(source) {
    for (const file of source.files) if (await isObo(file)) return true
    return false
  },

  async describe(source) {
    return (await arrangeOboFiles(source, isObo)).description
  },

  async *read(source, report, {prefix} = {}) {
    const {files, missing} = await arrangeOboFiles(source, isObo)
    for (const {file, id, line} of missing) {
      const message = `The imported ontology "${id}" is not in the source; its terms are left out.`
      report({kind: 'import-missing', severity: 'warning', message, at: {file: file.path, line}})
    }
    const isWanted = keepsPrefixes(prefix)
    for (const {file, header} of files) {
      for await (const stanzas of readStanzas(file, report)) {
        const rows = stanzas
          .flatMap((stanza) => (stanza.type === 'Term' ? termRows(stanza, header, file.path, report) : []))
          .filter(isWanted)
        if (rows.length > 0) yield rows
      }
    }
  },
}

async function isObo(file: SourceFile): Promise<boolean> {
  return (await readHead(file)).some((line) => /^format-version\s*:|^\[Term\]/.test(line))
}
