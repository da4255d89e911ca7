import {biocAnnotations, collectionInfons} from '../bioc.js'
import type {DocumentWriter, OutputContext} from '../link-writer.js'

/**
 * BioC JSON: one collection, one passage a document, a document a line.
 *
 * @see https://doi.org/10.1093/database/bat064 (BioC), https://github.com/bionlplab/bioc (its JSON form)
 */
export function biocJsonWriter({provenance}: OutputContext): DocumentWriter {
  let documents = 0
  const {tool, version} = provenance
  const head = {source: `${tool} ${version}`, date: '', key: '', infons: collectionInfons(provenance)}
  return {
    extension: '.json',
    header: () => `${JSON.stringify(head).slice(0, -1)},"documents":[`,
    document: (document, mentions) => {
      const annotations = biocAnnotations(document, mentions).map(({locations, ...annotation}) => ({
        ...annotation,
        locations: locations.map(({end, start}) => ({offset: start, length: end - start})),
      }))
      const empty = {sentences: [], relations: []}
      const passage = {offset: 0, infons: {}, text: document.text, ...empty, annotations}
      const line = {id: document.id, infons: {}, passages: [passage], annotations: [], relations: []}
      return `${documents++ === 0 ? '' : ','}\n${JSON.stringify(line)}`
    },
    footer: () => '\n]}\n',
  }
}
