import type {Document, GivenMention} from '../../domain/mention.js'
import {splitLines} from '../../domain/split-lines.js'
import {InputError} from '../../errors.js'
import {annotatedIds} from '../annotated-ids.js'
import {CodePoints} from '../code-points.js'
import type {DocumentReader} from '../document-reader.js'
import {type CodePointSpan, locateMention} from '../locate-mention.js'
import {type InputText, namedInput, readText} from '../read-text.js'

/** A `T` line. */
interface TextBound {
  readonly line: number
  readonly type: string
  readonly pieces: readonly CodePointSpan[]
  readonly quoted: string
  readonly ids: string[]
  /** Of a note: counts where there is no normalisation. */
  noted?: string
}

const textBound = /^(T[^\t]+)\t(\S+) (-?\d+ -?\d+(?:;-?\d+ -?\d+)*)\t(.*)$/s
const normalisation = /^N[^\t]*\t\S+ (\S+) ([^\s:]+):(\S+)/
const note = /^#[^\t]*\t\S+ (\S+)\t(.*)$/s

/** Of lines that say other things: attributes, relations, events, equivalences, notes. */
const others = /^[AMRE#*]/

/** A note that is a code and nothing else, as in CANTEMIST and PharmaCoNER: `8000/6`, `373254000`, `C0027051`. */
const noteId = /^(?=[^\s]*\d)(?=[^\s]*[A-Za-z/]|\d{5})[A-Za-z0-9][\w.:/|+-]{1,99}$/

/**
 * BRAT standoff: annotations in `NAME.ann`, the text in `NAME.txt` beside it; either may be given. Mentions are the `T`
 * lines, their concepts the normalisations (`N`) or else a note that is a code; all else is passed over. Offsets are code
 * points. A line end of CR and LF counts as one where the quoted texts show that it does.
 *
 * @throws {InputError} When the file beside it is missing, or there can be none.
 * @see https://brat.nlplab.org/standoff.html
 */
export const readBrat: DocumentReader = async function* (input, {onBadLine, readBeside = readText}) {
  const [annotations, {name: id, text}] = await readBoth(input, readBeside)
  const {name} = annotations
  const found = parseAnnotations(annotations.text, (line, reason) => onBadLine({name, line, reason}))
  const points = pointsOf(text, found)
  const mentions: GivenMention[] = []
  for (const [annotationId, {ids, line, noted, pieces, quoted, type}] of found) {
    const place = locateMention(text, points, pieces, quoted)
    if (typeof place === 'string') onBadLine({name, line, reason: place})
    else
      mentions.push({
        id: annotationId,
        ...place,
        type,
        ids: ids.length > 0 || noted === undefined ? ids : annotatedIds(noted),
      })
  }
  yield {id, text, mentions} satisfies Document
}

/** Whether a file is named as annotations are and starts with one, or holds none. */
export function isBrat(start: string, name: string): boolean {
  if (!annotationName.test(name)) return false
  return /^\uFEFF?\s*(?:$|(?:[TAMREN*]\S*|#\S*)\t)/u.test(start.slice(0, 1000))
}

const annotationName = /\.ann(\.gz)?$/i
const textName = /\.txt(\.gz)?$/i

/** The annotations and their text, whichever was given. */
async function readBoth(
  input: InputText,
  read: (path: string) => Promise<InputText>,
): Promise<readonly [annotations: InputText, text: InputText]> {
  const {name} = input
  if (textName.test(name)) return [await readOther(name.replace(textName, '.ann$1')), input]
  if (annotationName.test(name)) return [input, await readOther(name.replace(annotationName, '.txt$1'))]
  throw new InputError(
    'INPUT_UNUSABLE',
    `${namedInput(name)} has no other file beside it, and BRAT keeps text and annotations apart.`,
    'Give NAME.ann, with NAME.txt in the same folder.',
  )

  async function readOther(path: string): Promise<InputText> {
    try {
      return await read(path)
    } catch (error) {
      if (!(error instanceof InputError) || error.code !== 'INPUT_MISSING') throw error
      throw new InputError(
        'INPUT_MISSING',
        `There is no file ${path}, which belongs to ${name}.`,
        'BRAT keeps text (.txt) and annotations (.ann) apart: put both in one folder.',
        {cause: error},
      )
    }
  }
}

function parseAnnotations(
  text: string,
  tell: (line: number, reason: string) => void,
): Map<string, TextBound> {
  const found = new Map<string, TextBound>()
  const references: (readonly [target: string, id: string])[] = []
  const notes: (readonly [target: string, id: string])[] = []
  for (const {line, lineText} of splitLines(text.replace(/^\uFEFF/u, ''))) {
    const [, id, type = '', places = '', quoted = ''] = textBound.exec(lineText) ?? []
    if (id !== undefined) {
      if (found.has(id)) tell(line, 'its id is that of a line before it')
      else found.set(id, {line, type, pieces: parsePieces(places), quoted, ids: []})
      continue
    }
    const [, target, source = '', rest = ''] = normalisation.exec(lineText) ?? []
    const [, noted, words = ''] = note.exec(lineText) ?? []
    if (target !== undefined) references.push([target, referencedId(source, rest)])
    else if (noted !== undefined && noteId.test(words.trim())) notes.push([noted, words.trim()])
    else if (lineText.trim() !== '' && !others.test(lineText)) tell(line, 'it is no annotation of BRAT')
  }
  for (const [target, id] of references) found.get(target)?.ids.push(id)
  for (const [target, id] of notes) {
    const mention = found.get(target)
    if (mention) mention.noted ??= id
  }
  return found
}

function parsePieces(places: string): CodePointSpan[] {
  return places.split(';').map((piece) => {
    const [start = '', end = ''] = piece.split(' ')
    return {start: Number(start), end: Number(end)}
  })
}

/** `HP:0000822` as it is; in `hpo:HP:0000822` the source comes before an id that says it itself. */
function referencedId(source: string, rest: string): string {
  return /^[A-Za-z][\w.-]*:[^/]/.test(rest) ? rest : `${source}:${rest}`
}

/** Programs that read texts line by line take CRLF for one character; what most mentions quote decides. */
function pointsOf(text: string, found: ReadonlyMap<string, TextBound>): CodePoints {
  const points = new CodePoints(text)
  if (!text.includes('\r\n')) return points
  const collapsed = new CodePoints(text, /\r\n/g)
  const right = (counted: CodePoints) =>
    [...found.values()].filter(
      ({pieces, quoted}) => typeof locateMention(text, counted, pieces, quoted) !== 'string',
    ).length
  return right(collapsed) > right(points) ? collapsed : points
}
