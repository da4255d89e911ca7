import {type BiocAnnotation, biocAnnotations, collectionInfons, type Infons} from '../bioc.js'
import type {DocumentWriter, OutputContext} from '../link-writer.js'
import {escapeXml} from '../xml.js'

/**
 * BioC XML: one collection, one passage a document.
 *
 * @see https://doi.org/10.1093/database/bat064 and its BioC.dtd
 */
export function biocXmlWriter({provenance}: OutputContext): DocumentWriter {
  const {tool, version} = provenance
  return {
    extension: '.xml',
    header: () =>
      '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE collection SYSTEM "BioC.dtd">\n' +
      `<collection>${element('source', `${tool} ${version}`)}<date></date><key></key>\
${infonElements(collectionInfons(provenance))}\n`,
    document: (document, mentions) =>
      `<document>${element('id', document.id)}<passage><offset>0</offset>${element('text', document.text)}\n\
${biocAnnotations(document, mentions).map(annotationElement).join('')}</passage></document>\n`,
    footer: () => '</collection>\n',
  }
}

function annotationElement({id, infons, locations, text}: BiocAnnotation): string {
  const places = locations.map(({end, start}) => `<location offset="${start}" length="${end - start}"/>`)
  return `<annotation id="${id}">${infonElements(infons)}${places.join('')}${element('text', text)}</annotation>\n`
}

function infonElements(infons: Infons): string {
  return Object.entries(infons)
    .map(([key, value]) => `<infon key="${key}">${escapeXml(value)}</infon>`)
    .join('')
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`
}
