import type {OntologyDescription} from '../../src/domain/ontology.js'
import {InputError} from '../../src/errors.js'
import {readHead} from '../read-head.js'
import type {OntologyReader} from '../reader.js'
import type {SourceFile, SourceFiles} from '../source-files.js'
import {describeOboFile} from './describe-obo-file.js'
import {readHeader} from './obo-header.js'
import {readStanzas} from './read-stanzas.js'
import {termRows} from './term-rows.js'

/**
 * Reads the terms of OBO 1.0, 1.2 and 1.4 files.
 *
 * @see https://owlcollab.github.io/oboformat/doc/GO.format.obo-1_4.html
 */
export const oboReader: OntologyReader = {
  format: 'obo',
  looksFor: 'OBO (a text with "format-version:" or "[Term]" near its top)',
  options: [],

  async recognise(source) {
    for (const file of source.files) if (await isObo(file)) return true
    return false
  },

  async describe(source) {
    return describeOne(source)
  },

  async *read(source, report) {
    await describeOne(source)
    for (const file of await oboFiles(source)) {
      let header: ReturnType<typeof readHeader> | undefined
      for await (const stanzas of readStanzas(file, report)) {
        const rows = stanzas.flatMap((stanza) => {
          if (stanza.type === 'Term') return termRows(stanza, header!, file.path, report)
          header = readHeader(stanza)
          return []
        })
        if (rows.length > 0) yield rows
      }
    }
  },
}

/** @throws {InputError} When the source holds no OBO file, or several ontologies, whose ids would share one code. */
async function describeOne(source: SourceFiles): Promise<OntologyDescription> {
  let first: OntologyDescription | undefined
  for (const file of await oboFiles(source)) {
    const description = await describeOboFile(file)
    first ??= description
    if (description.code !== first.code) {
      throw new InputError(
        'INPUT_UNUSABLE',
        `${source.path} holds several ontologies ("${first.code}" and "${description.code}").`,
        'Give each file by its own path; an index takes several sources.',
      )
    }
  }
  if (first === undefined) {
    throw new InputError('INPUT_UNUSABLE', `${source.path} holds no OBO file.`, 'Give an .obo file.')
  }
  return first
}

async function oboFiles(source: SourceFiles): Promise<SourceFile[]> {
  const files: SourceFile[] = []
  for (const file of source.files) if (await isObo(file)) files.push(file)
  return files
}

async function isObo(file: SourceFile): Promise<boolean> {
  return (await readHead(file)).some((line) => /^format-version\s*:|^\[Term\]/.test(line))
}
