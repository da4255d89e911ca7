import type {OntologyRow} from '../../src/domain/ontology.js'
import {readJson} from '../json/read-json.js'
import {keepsPrefixes} from '../obo/keep-prefixes.js'
import {oneDescription} from '../one-description.js'
import type {OntologyReader} from '../reader.js'
import type {SourceFiles} from '../source-files.js'
import {byRelativePath} from '../source-listing.js'
import {GraphRows} from './graph-rows.js'
import {graphOf, graphShape} from './graph-shapes.js'
import {isGraphFile, type SurveyedGraphs, surveyGraphFile} from './survey-graph-file.js'

/**
 * Reads OBO Graphs JSON: documents with a list of graphs, and single graphs.
 *
 * The first graph of a document is the ontology, later ones are what it imports: those are left out, each reported
 * (`import-left-out`, warning), unless prefixes are asked for, which are then looked for in all graphs.
 *
 * @see https://github.com/geneontology/obographs
 */
export const oboGraphsReader: OntologyReader = {
  format: 'obo-graphs',
  looksFor: 'OBO Graphs JSON ("graphs" with "nodes" that have "id", "lbl" and "meta")',
  options: ['prefix'],

  async recognise(source) {
    for (const file of source.files) if (await isGraphFile(file)) return true
    return false
  },

  async describe(source) {
    return describeGraphs(source, await surveyGraphs(source))
  },

  async *read(source, report, {prefix} = {}) {
    const surveyed = await surveyGraphs(source)
    describeGraphs(source, surveyed)
    const isWanted = keepsPrefixes(prefix)
    const readsAll = Boolean(prefix?.length)
    for (const {defaultNamespace, file} of surveyed) {
      const graphs = new GraphRows({file: file.path, report})
      for await (const elements of readJson(file, graphShape, report)) {
        const rows: OntologyRow[] = []
        for (const element of elements) {
          const {name, node, path} = element
          if (name === 'graph') {
            if ((path[1] ?? 0) === 0 || readsAll) continue
            const message = `The graph "${String(node.value)}" is an import; its terms are left out.`
            report({
              kind: 'import-left-out',
              severity: 'warning',
              message,
              at: {file: file.path, line: node.line},
            })
          } else if (graphOf(path) === 0) rows.push(...graphs.rowsOf(element, defaultNamespace))
          else if (readsAll) rows.push(...graphs.rowsOf(element, undefined))
        }
        const wanted = rows.filter(isWanted)
        if (wanted.length > 0) yield wanted
      }
    }
  },
}

async function surveyGraphs(source: SourceFiles): Promise<SurveyedGraphs[]> {
  const surveyed: SurveyedGraphs[] = []
  for (const file of [...source.files].sort(byRelativePath)) {
    if (await isGraphFile(file)) surveyed.push(await surveyGraphFile(file))
  }
  return surveyed
}

function describeGraphs(source: SourceFiles, surveyed: readonly SurveyedGraphs[]) {
  return oneDescription(
    source.path,
    surveyed.map(({description}) => description),
    'OBO Graphs document',
  )
}
