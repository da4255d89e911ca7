import type {OntologyRow, Problem, ReportProblem, SourceLine} from '../../src/domain/ontology.js'
import {codeOfFileName} from '../code-of-file-name.js'
import {readHead} from '../read-head.js'
import {readLines} from '../read-lines.js'
import type {OntologyReader} from '../reader.js'
import {SeenIds} from '../seen-ids.js'
import {shown} from '../shown.js'
import type {SourceFile, SourceFiles} from '../source-files.js'
import {byRelativePath} from '../source-listing.js'
import {looksLikeDictionary, parseDictionaryLine} from './dictionary-line.js'

/** Share of the first lines that must look like a dictionary's; concepts without an id (`CUI-less`) have lines too. */
const enoughLines = 0.8

/**
 * Reads the dictionaries that entity linkers are measured with: `id||name`, one name a line (SapBERT, BioSyn), or all ids
 * and names of a concept on one line, each parted by a bar (MEDIC as BioSyn and the NCBI Disease corpus have it).
 *
 * @see https://github.com/dmis-lab/BioSyn, "Dictionary"
 */
export const nameDictionaryReader: OntologyReader = {
  format: 'name-dictionary',
  looksFor: 'a name dictionary (lines of "id||name")',
  options: [],

  async recognise({files}) {
    for (const file of files) if (await isDictionary(file)) return true
    return false
  },

  async describe(source) {
    const [first] = await dictionaries(source)
    return {format: 'name-dictionary', code: (first && codeOfFileName(first.name)) ?? 'dictionary'}
  },

  async *read(source, report) {
    const seen = new SeenIds()
    for (const file of await dictionaries(source)) {
      for await (const {firstLine, lines} of readLines(file, report)) {
        const rows: OntologyRow[] = []
        lines.forEach((line, index) => {
          if (line.trim() !== '')
            addRows(line, {file: file.path, line: firstLine + index}, seen, report, rows)
        })
        if (rows.length > 0) yield rows
      }
    }
  },
}

function addRows(
  text: string,
  at: SourceLine,
  seen: SeenIds,
  report: ReportProblem,
  rows: OntologyRow[],
): void {
  const line = parseDictionaryLine(text)
  const [id, ...otherIds] = line?.ids ?? []
  const problem = whatIsWrong(line, id)
  if (problem !== undefined || line === undefined || id === undefined) {
    report({severity: 'skipped', at, ...problem!})
    return
  }
  const isFirst = seen.add(id)
  if (isFirst) rows.push({row: 'concept', id, active: true, at})
  line.names.forEach((name, index) => {
    rows.push({
      row: 'term',
      conceptId: id,
      text: name,
      scope: isFirst && index === 0 ? 'preferred' : 'exact',
      at,
    })
  })
  for (const other of otherIds) {
    if (other !== id)
      rows.push({row: 'replacement', id: other, replacementId: id, reason: 'alternative-id', at})
  }
}

function whatIsWrong(
  line: ReturnType<typeof parseDictionaryLine>,
  id: string | undefined,
): Pick<Problem, 'kind' | 'message'> | undefined {
  if (line === undefined) return {kind: 'no-separator', message: 'The line has no "||" between id and name.'}
  if (id === undefined) return {kind: 'empty-id', message: 'The line has no id.'}
  if (line.names.length === 0) return {kind: 'empty-name', message: `The line of ${shown(id)} has no name.`}
  return undefined
}

async function dictionaries({files}: SourceFiles): Promise<SourceFile[]> {
  const found: SourceFile[] = []
  for (const file of [...files].sort(byRelativePath)) if (await isDictionary(file)) found.push(file)
  return found
}

async function isDictionary(file: SourceFile): Promise<boolean> {
  const head = await readHead(file)
  // the last line may be cut where it stands
  const lines = (head.length > 1 ? head.slice(0, -1) : head).filter((line) => line.trim() !== '')
  const fitting = lines.filter(looksLikeDictionary)
  return fitting.length > 0 && fitting.length >= enoughLines * lines.length
}
