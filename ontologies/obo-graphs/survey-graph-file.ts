import type {OntologyDescription} from '../../src/domain/ontology.js'
import {itemsOf, type JsonNode, textMember} from '../json/json-node.js'
import {readJson, readJsonHead} from '../json/read-json.js'
import {contractIri} from '../obo/contract-iri.js'
import {commonestPrefix, ontologyCode} from '../obo/describe-obo-file.js'
import type {SourceFile} from '../source-files.js'
import {graphHeadShape, graphSignShape} from './graph-shapes.js'

/** What the first graph of a document says of itself; the others are its imports. */
export interface SurveyedGraphs {
  readonly file: SourceFile
  readonly description: OntologyDescription
  /** Type of nodes that name no namespace. */
  readonly defaultNamespace?: string
}

/** Nodes that are looked at where the graph does not say what it is. */
const sampleSize = 200

/** Whether a file is OBO Graphs JSON, from its start. */
export async function isGraphFile(file: SourceFile): Promise<boolean> {
  const elements = await readJsonHead(file, graphSignShape)
  const has = (name: string) => elements.some((element) => element.name === name)
  const isTyped = elements.some(
    ({name, node}) =>
      name === 'nodeType' && ['CLASS', 'PROPERTY', 'INDIVIDUAL'].includes(node.value as string),
  )
  return (has('node') && (has('sign') || isTyped)) || (has('graph') && has('sign'))
}

/**
 * Code, release and default namespace of a document. Reads no further than these take, which is through the first graph
 * where a writer puts them behind it.
 */
export async function surveyGraphFile(file: SourceFile): Promise<SurveyedGraphs> {
  let id: string | undefined
  let meta: JsonNode | undefined
  const sample: string[] = []
  // what is wrong with the file is reported when it is read for good
  reading: for await (const elements of readJson(file, graphHeadShape, () => {})) {
    for (const {name, node, path} of elements) {
      const isOfFirst = name === 'node' ? path.length < 3 || path[1] === 0 : (path[1] ?? 0) === 0
      if (!isOfFirst) break reading
      if (name === 'meta') meta = node
      else if (typeof node.value !== 'string') continue
      else if (name === 'graph') id = node.value
      else if (sample.length < sampleSize) sample.push(contractIri(node.value))
    }
    if (id !== undefined && meta !== undefined) break
  }
  const values = annotationsOf(meta)
  const firstValue = (pattern: RegExp) => values.find(({property}) => pattern.test(property))?.value
  return {
    file,
    description: {
      format: 'obo-graphs',
      code: ontologyCode(id) ?? commonestPrefix(sample) ?? 'obo-graphs',
      release: firstValue(/[#_:]versionInfo$/) ?? textMember(meta, 'version', () => {}),
    },
    defaultNamespace: firstValue(/oboInOwl[#:]default-namespace$/),
  }
}

function annotationsOf(meta: JsonNode | undefined): {property: string; value: string}[] {
  return itemsOf(meta, 'basicPropertyValues', () => {}).flatMap((item) => {
    const property = textMember(item, 'pred', () => {})
    const value = textMember(item, 'val', () => {})
    return property === undefined || value === undefined ? [] : [{property, value}]
  })
}
