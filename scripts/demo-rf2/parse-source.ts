import {InputError} from '../../src/errors.js'

/** One stanza of `ontologies/demo-source.txt`. Names are written as in the middle of a sentence. */
export interface DemoConcept {
  /** Decides the identifiers of the concept, its descriptions and relationships; kept for good. */
  readonly number: number
  readonly name: string
  /** Semantic tag of the fully specified name: `disorder`, `body structure`. */
  readonly tag: string
  /** Names of the parents; empty for the root only. */
  readonly parents: readonly string[]
  readonly synonyms: readonly string[]
  readonly definition?: string
  /** Line of the stanza's head, from 1. */
  readonly line: number
}

const file = 'ontologies/demo-source.txt'

/**
 * Reads the source of the demo terminology. Stanzas are separated by empty lines; a line that starts with `#` is a
 * comment.
 *
 * @returns Concepts in the order of the file.
 * @throws {InputError} At the first line that is not as the head of the file describes it.
 */
export function parseDemoSource(text: string): DemoConcept[] {
  const concepts: DemoConcept[] = []
  let stanza: string[] = []
  let start = 1
  const lines = [...text.split('\n'), '']
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('#')) continue
    if (line !== '') {
      if (stanza.length === 0) start = index + 1
      stanza.push(line)
    } else if (stanza.length > 0) {
      concepts.push(parseStanza(stanza, start))
      stanza = []
    }
  }
  return concepts
}

function parseStanza([head = '', ...rest]: readonly string[], line: number): DemoConcept {
  const match = /^\[([1-9][0-9]*)\] (\S.*\S) \(([a-z ]+)\)$/.exec(head)
  if (match === null) throw damaged(line, `expected "[number] name (tag)", found "${head}"`)
  const [, number, name, tag] = match as unknown as [string, string, string, string]
  let parents: string[] | undefined
  let synonyms: string[] | undefined
  let definition: string | undefined
  for (const [index, part] of rest.entries()) {
    const at = line + 1 + index
    if (part.startsWith('is a: ') && parents === undefined) parents = parseList(part.slice(6), at)
    else if (part.startsWith('also: ') && synonyms === undefined) synonyms = parseList(part.slice(6), at)
    else if (/^[A-Z].*\.$/.test(part) && definition === undefined) definition = part
    else throw damaged(at, `expected "is a:", "also:" or one sentence, found "${part}"`)
  }
  return {
    number: Number(number),
    name,
    tag,
    parents: parents ?? [],
    synonyms: synonyms ?? [],
    definition,
    line,
  }
}

function parseList(text: string, line: number): string[] {
  const parts = text.split('; ')
  if (parts.some((part) => part === '' || part !== part.trim() || part.includes(';'))) {
    throw damaged(line, 'expected names separated by "; "')
  }
  return parts
}

function damaged(line: number, what: string): InputError {
  return new InputError(
    'INPUT_DAMAGED',
    `${file}:${line}: ${what}.`,
    'The head of the file describes its form.',
  )
}
