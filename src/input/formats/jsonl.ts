import type {Document, GivenMention} from '../../domain/mention.js'
import {splitLines} from '../../domain/split-lines.js'
import type {DocumentReader} from '../document-reader.js'

/**
 * Every line with a `text` field is a document, named by its `doc_id` or `id`; `mentions` have `start` and `end` in UTF-16
 * units, and may have `type` and `ids`.
 */
export const readJsonLines: DocumentReader = function* ({name, text}, {onBadLine}) {
  for (const {line, lineText} of splitLines(text)) {
    if (lineText.trim() === '') continue
    const document = parseLine(lineText)
    if (typeof document === 'string') onBadLine({name, line, reason: document})
    else yield {...document, id: document.id ?? `${name}:${line}`}
  }
}

/** Whether the first line is an object with a string `text`. */
export function isJsonLines(start: string): boolean {
  if (!/^\uFEFF?\s*\{/u.test(start)) return false
  const first = start.trimStart().split('\n', 1)[0] ?? ''
  return typeof parseLine(first) !== 'string'
}

/** The document of a line, or what is wrong with it. Never quotes the line: it may be a patient's. */
function parseLine(line: string): (Omit<Document, 'id'> & {id?: string}) | string {
  let value: unknown
  try {
    value = JSON.parse(line.replace(/^\uFEFF/u, ''))
  } catch {
    return 'not valid JSON'
  }
  if (typeof value !== 'object' || value === null) return 'not a JSON object'
  const {doc_id: docId, doc_ids: conceptIds, id, mentions, text} = value as Record<string, unknown>
  if (typeof text !== 'string') return 'no string field "text"'
  const given = mentions === undefined ? undefined : parseMentions(mentions, text)
  if (typeof given === 'string') return given
  const name = docId ?? id
  return {
    text,
    id: typeof name === 'string' || typeof name === 'number' ? String(name) : undefined,
    ...(given && {mentions: given}),
    ...(isStrings(conceptIds) && {conceptIds}),
  }
}

function parseMentions(mentions: unknown, text: string): GivenMention[] | string {
  if (!Array.isArray(mentions)) return '"mentions" is no array'
  const parsed: GivenMention[] = []
  for (const [i, mention] of mentions.entries()) {
    const {end, ids, start, type} = (mention ?? {}) as Record<string, unknown>
    if (!isSpanOf(text, start, end)) return `mention ${i + 1} has no start and end inside the text`
    parsed.push({
      start: start as number,
      end: end as number,
      ...(typeof type === 'string' && {type}),
      ids: isStrings(ids) ? ids : [],
    })
  }
  return parsed
}

function isSpanOf(text: string, start: unknown, end: unknown): boolean {
  return (
    Number.isSafeInteger(start) &&
    Number.isSafeInteger(end) &&
    0 <= (start as number) &&
    (start as number) < (end as number) &&
    (end as number) <= text.length
  )
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
