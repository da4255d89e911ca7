import type {Document} from '../domain/mention.js'
import type {RatedPair} from '../domain/rated-pair.js'
import {splitLines} from '../domain/split-lines.js'
import type {BadLine} from './document-reader.js'
import {type DocumentFormat, parseDocuments, recogniseFormat} from './parse-documents.js'
import {parseJson} from './parse-json.js'
import {isRatedPairs, parseRatedPairs} from './parse-rated-pairs.js'
import type {InputText} from './read-text.js'

/** Annotated documents; names with their concepts, each a document of one mention; or rated pairs of texts. */
export type Gold =
  | {readonly kind: 'documents' | 'names'; readonly documents: readonly Document[]}
  | {readonly kind: 'pairs'; readonly pairs: readonly RatedPair[]}

/** Formats whose lines and cells may look like other kinds of gold. */
const annotated: ReadonlySet<DocumentFormat> = new Set(['brat', 'pubtator', 'bioc-json', 'bioc-xml'])

/** `id||name`, or `id|id||name`; a PubTator title or abstract (`123|t|…`) is none. */
const namePair = /^(?!\d+\|[ta]\|)([^|\t]+(?:\|[^|\t]+)*)\|\|(.*)$/

/**
 * Reads gold, recognised by its beginning: `id||name` lines, JSON Lines of `text` and `ids`, a table of two texts and a
 * number, or else any format of documents.
 *
 * @param format - Of documents; no other kind is then looked for.
 * @param onBadLine - Told of each line that is skipped.
 */
export async function parseGold(
  input: InputText,
  format: DocumentFormat | undefined,
  onBadLine: (bad: BadLine) => void,
): Promise<Gold> {
  const text = input.text.replace(/^\uFEFF/u, '')
  const first = firstLine(text)
  const mayBeOther = format === undefined && !annotated.has(recogniseFormat(input))
  if (mayBeOther && namePair.test(first))
    return {kind: 'names', documents: parseLines({...input, text}, parseNamePair, onBadLine)}
  if (mayBeOther && typeof parseNameObject(first) !== 'string')
    return {kind: 'names', documents: parseLines({...input, text}, parseNameObject, onBadLine)}
  if (mayBeOther && isRatedPairs(text))
    return {kind: 'pairs', pairs: parseRatedPairs({...input, text}, onBadLine)}
  const documents: Document[] = []
  for await (const document of parseDocuments(input, format, {onBadLine})) documents.push(document)
  return {kind: 'documents', documents}
}

function firstLine(text: string): string {
  for (const {lineText} of splitLines(text)) if (lineText.trim() !== '') return lineText
  return ''
}

interface Name {
  readonly ids: readonly string[]
  readonly text: string
}

function parseLines(
  {name, text}: InputText,
  parse: (line: string) => Name | string,
  onBadLine: (bad: BadLine) => void,
): Document[] {
  const documents: Document[] = []
  for (const {line, lineText} of splitLines(text)) {
    if (lineText.trim() === '') continue
    const parsed = parse(lineText)
    if (typeof parsed === 'string') {
      onBadLine({name, line, reason: parsed})
      continue
    }
    const mention = {start: 0, end: parsed.text.length, ids: parsed.ids}
    documents.push({id: `${name}:${line}`, text: parsed.text, mentions: [mention]})
  }
  return documents
}

function parseNamePair(line: string): Name | string {
  const [, ids = '', text = ''] = namePair.exec(line) ?? []
  if (text.trim() === '') return 'no "||" with ids before and a name after it'
  return {ids: ids.split('|').map((id) => id.trim()), text: text.trim()}
}

function parseNameObject(line: string): Name | string {
  const value = parseJson(line)
  if (value === undefined) return 'not valid JSON'
  const {ids, mentions, text} = (value ?? {}) as Record<string, unknown>
  if (typeof text !== 'string' || text.trim() === '') return 'no string field "text"'
  if (mentions !== undefined || !Array.isArray(ids) || !ids.every((id) => typeof id === 'string'))
    return 'no list of strings in "ids"'
  return {ids, text}
}
