import type {Document, GivenMention} from '../../domain/mention.js'
import {splitLines} from '../../domain/split-lines.js'
import {annotatedIds} from '../annotated-ids.js'
import {CodePoints} from '../code-points.js'
import type {DocumentReader} from '../document-reader.js'
import {locateMention} from '../locate-mention.js'

const title = /^(?<id>[^|\t]*)\|t\|(?<text>.*)$/s
const abstract = /^(?<id>[^|\t]*)\|a\|(?<text>.*)$/s

/** A document and its annotation lines, as far as they were read. */
interface Block {
  readonly id: string
  title: string
  abstract: string
  readonly lines: {readonly line: number; readonly fields: readonly string[]}[]
}

/**
 * PubTator: `id|t|title`, `id|a|abstract`, then an annotation a line: id, start, end, text, type and concept ids. Offsets
 * are code points of the title, one character, and the abstract. Relations are passed over.
 *
 * @see https://www.ncbi.nlm.nih.gov/research/pubtator3/tutorial (PubTator format)
 */
export const readPubtator: DocumentReader = function* ({name, text}, {onBadLine}) {
  const tell = (line: number, reason: string) => onBadLine({name, line, reason})
  let block: Block | undefined
  for (const {line, lineText} of splitLines(text.replace(/^\uFEFF/u, ''))) {
    const start = title.exec(lineText)?.groups ?? abstract.exec(lineText)?.groups
    if (start) {
      const {id = '', text: words = ''} = start
      const isTitle = title.test(lineText)
      if (block && (isTitle || block.id !== id)) {
        yield documentOf(block, name, tell)
        block = undefined
      }
      block ??= {id, title: '', abstract: '', lines: []}
      block[isTitle ? 'title' : 'abstract'] = words
    } else if (lineText.trim() !== '' && !lineText.startsWith('#')) {
      const fields = lineText.split('\t')
      if (fields.length < 4) tell(line, 'no title, abstract, annotation or relation')
      else if (block === undefined || fields[0] !== block.id)
        tell(line, 'it is not of the document before it')
      else block.lines.push({line, fields})
    }
  }
  if (block) yield documentOf(block, name, tell)
}

/** Whether a text starts with a title and the abstract of the same document. */
export function isPubtator(start: string): boolean {
  const [first = '', second = ''] = headOf(start)
  const id = title.exec(first)?.groups?.id
  return id !== undefined && id.trim() !== '' && abstract.exec(second)?.groups?.id === id
}

/** The first two lines that say something. */
function headOf(start: string): string[] {
  const head: string[] = []
  for (const {lineText} of splitLines(start.replace(/^\uFEFF/u, ''))) {
    if (lineText.trim() === '' || lineText.startsWith('#')) continue
    if (head.push(lineText) === 2 || !title.test(lineText)) break
  }
  return head
}

function documentOf(
  {abstract, id, lines, title}: Block,
  name: string,
  tell: (line: number, reason: string) => void,
): Document {
  const text = abstract === '' ? title : `${title}\n${abstract}`
  const points = new CodePoints(text)
  const mentions: GivenMention[] = []
  for (const {fields, line} of lines) {
    const [, start = '', end = '', quoted = '', type = '', ids = ''] = fields
    if (!/^-?\d+$/.test(start)) continue // a relation
    const isWhole = fields.length > 4 && /^-?\d+$/.test(end)
    const place = isWhole
      ? locateMention(text, points, [{start: Number(start), end: Number(end)}], quoted)
      : 'it has no start, end, text and type'
    if (typeof place === 'string') tell(line, place)
    else mentions.push({...place, ...(type !== '' && {type}), ids: annotatedIds(ids)})
  }
  return {id: id.trim() || name, text, mentions}
}
