import type {ReportProblem} from '../domain/ontology.js'
import {splitLines} from '../domain/split-lines.js'
import type {Synonym} from '../domain/synonym.js'
import type {InputText} from './read-text.js'

/** What people call the columns, where they name them. */
const idTitle = /^(?:concept[ _-]?)?(?:id|code|concept|sctid|cui|curie)$/i

/**
 * Reads a user's own names: an id and a name a line, with a tab between them (or the line's first comma, where it has no
 * tab). Empty lines, lines that start with `#`, and a first line with the names of the columns are left out.
 *
 * @param report - Told of lines without an id or a name (`synonym-without-id`, `synonym-without-name`).
 */
export function parseSynonyms(input: InputText, report: ReportProblem): Synonym[] {
  const synonyms: Synonym[] = []
  let isFirst = true
  for (const {line, lineText} of splitLines(input.text.replace(/^\uFEFF/u, ''))) {
    if (lineText.trim() === '' || lineText.startsWith('#')) continue
    const [, id, text] = /^([^\t]*)\t([^\t]*)/.exec(lineText) ??
      /^([^,]*),(.*)$/.exec(lineText) ?? ['', lineText, '']
    const isTitle = isFirst && idTitle.test((id as string).trim())
    isFirst = false
    if (isTitle) continue
    const at = {file: input.name, line}
    if (id?.trim() === '') {
      report({kind: 'synonym-without-id', severity: 'skipped', message: 'The line starts without an id.', at})
    } else if (text === undefined || !/[\p{L}\p{N}]/u.test(text)) {
      report({
        kind: 'synonym-without-name',
        severity: 'skipped',
        message: 'The line has no name after the id; a tab parts them.',
        at,
      })
    } else synonyms.push({id: (id as string).trim(), text: text.trim(), at})
  }
  return synonyms
}
