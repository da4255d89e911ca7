import type {Document, GivenMention, Span} from '../../domain/mention.js'
import {splitLines} from '../../domain/split-lines.js'
import type {ReaderOptions} from '../document-reader.js'
import {isQuoted} from '../locate-mention.js'
import {parseJson} from '../parse-json.js'
import type {InputText} from '../read-text.js'

/**
 * Every line with a `text` field is a document, named by its `doc_id` or `id`; `mentions` have `start` and `end` in UTF-16
 * units, and may have `id`, `type`, `ids`, the pieces of a discontinuous mention as `spans`, and a `text`, which must then
 * be that of the document there: offsets in another unit would go unnoticed.
 */
export function* readJsonLines(
  {name, origin, text}: InputText,
  {onBadLine}: ReaderOptions,
): Generator<Document> {
  for (const {line, lineText} of splitLines(text, origin?.lines)) {
    if (lineText.trim() === '') continue
    const document = parseLine(lineText, (reason) => onBadLine({name, line, reason}))
    if (typeof document === 'string') onBadLine({name, line, reason: document})
    else yield {...document, id: document.id ?? `${name}:${line}`}
  }
}

/** Lines looked at for an object where the name of a file says that there are. */
const triedLines = 10

/**
 * Whether the first line is an object with a string `text`; or, where the name says so, one of the first is any object but a FHIR
 * resource: a line that is none or without a text is then told of, and not taken for prose.
 */
export function isJsonLines(start: string, name: string): boolean {
  const isNamed = /\.(?:jsonl|ndjson)(?:\.gz)?$/iu.test(name)
  const lines = start
    .replace(/^\uFEFF/u, '')
    .trimStart()
    .split('\n', isNamed ? triedLines : 1)
  return lines.some((line) => {
    const value = line.trimStart().startsWith('{') ? parseJson(line) : undefined
    if (typeof value !== 'object' || value === null) return false
    if ('text' in value && typeof value.text === 'string') return true
    return isNamed && !('resourceType' in value) && !('documents' in value)
  })
}

type Fields = Readonly<Record<string, unknown>>

/** An object with a text, or what is wrong with the line. Never quotes it: it may be a patient's. */
function parseObject(line: string): (Fields & {readonly text: string}) | string {
  const value = parseJson(line.replace(/^\uFEFF/u, ''))
  if (value === undefined) return 'not valid JSON'
  if (typeof value !== 'object' || value === null) return 'not a JSON object'
  const {text} = value as Fields
  return typeof text === 'string' ? {...value, text} : 'no string field "text"'
}

/**
 * The document of a line, or what is wrong with it.
 *
 * @param tell - Told of mentions that are left out.
 */
function parseLine(
  line: string,
  tell: (reason: string) => void,
): (Omit<Document, 'id'> & {id?: string}) | string {
  const parsed = parseObject(line)
  if (typeof parsed === 'string') return parsed
  const {doc_id: docId, doc_ids: conceptIds, id, mentions, text} = parsed
  const given = mentions === undefined ? undefined : parseMentions(mentions, text, tell)
  if (typeof given === 'string') return given
  const name = docId ?? id
  return {
    text,
    id: typeof name === 'string' || typeof name === 'number' ? String(name) : undefined,
    ...(given && {mentions: given}),
    ...(isStrings(conceptIds) && {conceptIds}),
  }
}

function parseMentions(
  mentions: unknown,
  text: string,
  tell: (reason: string) => void,
): GivenMention[] | string {
  if (!Array.isArray(mentions)) return '"mentions" is no array'
  const parsed: GivenMention[] = []
  for (const [i, mention] of mentions.entries()) {
    const {end, id, ids, spans, start, text: quoted, type} = (mention ?? {}) as Fields
    const whole = {start, end}
    if (!isSpanOf(text, whole)) return `mention ${i + 1} has no start and end inside the text`
    const pieces = spans === undefined ? undefined : parsePieces(text, spans, whole)
    if (typeof pieces === 'string') return `mention ${i + 1} ${pieces}`
    if (typeof quoted === 'string' && !isQuoted(text, pieces ?? [whole], quoted)) {
      tell(`mention ${i + 1}: the text at its offsets is another`)
      continue
    }
    parsed.push({
      ...(typeof id === 'string' && {id}),
      ...whole,
      ...(pieces && {spans: pieces}),
      ...(typeof type === 'string' && {type}),
      ids: isStrings(ids) ? ids : [],
    })
  }
  return parsed
}

/** The pieces of a mention, or what is wrong with them; a single one says nothing. */
function parsePieces(text: string, spans: unknown, whole: Span): Span[] | string | undefined {
  const wrong = 'has no "spans" that rise from its start to its end'
  if (!Array.isArray(spans) || spans.length === 0) return wrong
  const pieces: Span[] = []
  for (const span of spans) {
    const {end, start} = (span ?? {}) as Fields
    const piece = {start, end}
    if (!isSpanOf(text, piece) || piece.start < (pieces.at(-1)?.end ?? whole.start)) return wrong
    pieces.push(piece)
  }
  if (pieces[0]?.start !== whole.start || pieces.at(-1)?.end !== whole.end) return wrong
  return pieces.length > 1 ? pieces : undefined
}

function isSpanOf(text: string, span: {readonly start: unknown; readonly end: unknown}): span is Span {
  const {end, start} = span
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
