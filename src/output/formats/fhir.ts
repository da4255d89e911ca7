import {coveredText} from '../../domain/covered-text.js'
import type {Document} from '../../domain/mention.js'
import {uuidOf} from '../fhir-ids.js'
import {type FhirResource, mentionResource} from '../fhir-resources.js'
import type {DocumentWriter, OutputContext} from '../link-writer.js'
import {placeMentions} from '../place-mentions.js'
import type {Provenance} from '../provenance.js'

/**
 * FHIR R4: a Bundle (collection) with the documents, what was found in them and the tool, an entry a line. Holds no time,
 * so that equal input gives equal output. Offsets are code points.
 *
 * @see https://hl7.org/fhir/R4/bundle.html
 */
export function fhirWriter({provenance}: OutputContext): DocumentWriter {
  const device = deviceOf(provenance)
  const deviceId = uuidOf('device', JSON.stringify(device))
  const seen = new Map<string, number>()
  return {
    extension: '.json',
    header: () => `{"resourceType":"Bundle","type":"collection","entry":[\n${entry(deviceId, device)}`,
    document: (document, mentions) => {
      const repeated = seen.get(document.id) ?? 0 // several inputs may have a document of one id
      seen.set(document.id, repeated + 1)
      const documentId = uuidOf('document', document.id, document.text, repeated)
      const found = placeMentions(document, mentions).flatMap((placed, i) => {
        const resource = mentionResource(placed, {
          text: coveredText(document, placed.mention),
          documentId,
          deviceId,
          provenance,
        })
        return resource === undefined ? [] : [entry(uuidOf(documentId, i), resource)]
      })
      return [entry(documentId, documentReference(document)), ...found].map((line) => `,\n${line}`).join('')
    },
    footer: () => '\n]}\n',
  }
}

function entry(id: string, {resourceType, ...content}: FhirResource): string {
  return JSON.stringify({fullUrl: `urn:uuid:${id}`, resource: {resourceType, id, ...content}})
}

/** The text itself, so that offsets have something to point into. */
function documentReference({id, text}: Document): FhirResource {
  const attachment = {
    contentType: 'text/plain; charset=utf-8',
    // an attachment without data would be an empty element, which FHIR has not
    ...(text !== '' && {data: Buffer.from(text, 'utf8').toString('base64')}),
  }
  return {
    resourceType: 'DocumentReference',
    status: 'current',
    ...(id !== '' && {description: id}),
    content: [{attachment}],
  }
}

function deviceOf({model, sources, tool, version}: Provenance): FhirResource {
  return {
    resourceType: 'Device',
    deviceName: [{name: tool, type: 'user-friendly-name'}],
    version: [
      {type: {text: tool}, value: version},
      {type: {text: 'encoder'}, value: `${model.id} ${model.precision} (sha256 ${model.sha256})`},
      ...sources.map(({code, release}) => ({
        type: {text: `terminology ${code}`},
        value: release ?? 'unknown',
      })),
    ],
  }
}
