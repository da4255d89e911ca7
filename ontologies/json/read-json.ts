import {isUtf8} from 'node:buffer'
import type {ReportProblem} from '../../src/domain/ontology.js'
import {InputError} from '../../src/errors.js'
import {damagedInput} from '../input-failure.js'
import {invalidUtf8} from '../invalid-utf8.js'
import {readStart} from '../read-head.js'
import type {SourceFile} from '../source-files.js'
import {unfinishedBytes} from '../unfinished-bytes.js'
import {JsonAssembler, JsonFault, type JsonToken} from './json-assembler.js'
import type {JsonElement, JsonShape} from './json-shape.js'

/** Bytes of one text or number after which a file is read no further. */
const longestToken = 16 << 20
const longestNumber = 1000

/**
 * Reads the wanted elements of a JSON file one by one, in memory that does not grow with the file.
 *
 * Bytes that are not UTF-8 become U+FFFD and are reported (`invalid-utf8`), a byte order mark is dropped; the other
 * reports are {@link JsonAssembler}'s.
 *
 * @param options.documents - `many`: documents may follow each other (NDJSON).
 * @param options.isHead - The file is only the start of one, which may not be JSON: it may end anywhere, and a fault ends it.
 * @returns The elements that a piece of the file completed, at a time.
 * @throws {InputError} When the file is not JSON (`INPUT_DAMAGED`) or passes a limit (`INPUT_TOO_LARGE`), with the
 *   line; and what opening and reading it throws.
 */
export async function* readJson(
  file: Pick<SourceFile, 'path' | 'open'>,
  shape: JsonShape,
  report: ReportProblem,
  {documents = 'one', isHead = false}: {documents?: 'one' | 'many'; isHead?: boolean} = {},
): AsyncGenerator<readonly JsonElement[]> {
  const assembler = new JsonAssembler(file.path, shape, report, documents === 'many')
  const tokenizer = await createTokenizer(assembler)
  let line = 1
  let held: Buffer = Buffer.alloc(0)

  // a text has no line end within it: whatever token a piece of a line completes stands on that line
  function write(bytes: Buffer): void {
    const isSound = isUtf8(bytes)
    for (let start = 0; start < bytes.length; ) {
      const end = bytes.indexOf(10, start) + 1 || bytes.length
      const piece = bytes.subarray(start, end)
      tokenizer.write(isSound || isUtf8(piece) ? piece : repaired(piece, line), line)
      if (bytes[end - 1] === 10) line++
      start = end
    }
  }

  function repaired(bytes: Buffer, at: number): Buffer {
    report(invalidUtf8(file.path, at))
    return Buffer.from(bytes.toString('utf8'))
  }

  try {
    for await (const chunk of file.open()) {
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk])
      const whole = bytes.length - unfinishedBytes(bytes)
      held = bytes.subarray(whole)
      write(bytes.subarray(0, whole))
      const elements = assembler.takeFinished()
      if (elements.length > 0) yield elements
    }
    if (!isHead) {
      write(held)
      tokenizer.end(line)
      assembler.end()
    }
  } catch (failure) {
    if (!isHead || !(failure instanceof JsonFault)) throw namedFailure(failure, file.path, line)
  }
  const last = assembler.takeFinished()
  if (last.length > 0) yield last
}

interface LineTokenizer {
  write(bytes: Buffer, line: number): void
  end(line: number): void
}

/**
 * Of the library, the tokenizer alone: its parser keeps no lines and does not see that a key is there twice.
 *
 * @see https://github.com/juanjoDiaz/streamparser-json/tree/main/packages/plainjs
 */
async function createTokenizer(assembler: JsonAssembler): Promise<LineTokenizer> {
  const {Tokenizer, TokenType} = await import('@streamparser/json')
  const marks: readonly [number, JsonToken][] = [
    [TokenType.LEFT_BRACE, '{'],
    [TokenType.RIGHT_BRACE, '}'],
    [TokenType.LEFT_BRACKET, '['],
    [TokenType.RIGHT_BRACKET, ']'],
    [TokenType.COLON, ':'],
    [TokenType.COMMA, ','],
  ]
  const tokens = new Map(marks)
  // partial tokens come with each piece: they show a text without end before it fills the memory
  const tokenizer = new Tokenizer({emitPartialTokens: true})
  let line = 1
  let written = 0
  // kept, not thrown: the tokenizer catches what is thrown at a partial number
  let endless: JsonFault | undefined
  tokenizer.onToken = ({offset, partial, token, value}) => {
    if (partial) {
      const isNumber = typeof value === 'number'
      const bytes = written - offset
      if (bytes > (isNumber ? longestNumber : longestToken)) {
        endless = new JsonFault(`a ${isNumber ? 'number' : 'text'} has no end after ${bytes} bytes`, {
          isTooLarge: true,
        })
      }
      return
    }
    assembler.push(tokens.get(token) ?? 'value', value as string | number | boolean | null, line)
  }
  tokenizer.onError = (cause) => {
    throw cause instanceof JsonFault ? cause : new JsonFault('it is not JSON', {cause})
  }
  return {
    write(bytes, at) {
      line = at
      written += bytes.length
      tokenizer.write(bytes)
      if (endless) throw endless
    },
    end(at) {
      line = at
      tokenizer.end()
    },
  }
}

/** An error of ours for a fault; any other failure is the file's. */
function namedFailure(failure: unknown, path: string, line: number): unknown {
  if (failure instanceof JsonFault && failure.isTooLarge) {
    return new InputError(
      'INPUT_TOO_LARGE',
      `${path} cannot be read: at line ${line} ${failure.message}.`,
      'No terminology looks so: download it again from where it is published.',
    )
  }
  if (failure instanceof JsonFault) return damagedInput(path, `at line ${line} ${failure.message}`, failure)
  return failure
}

/** The wanted elements that end within the start of a file; none where it is not JSON. */
export async function readJsonHead(file: SourceFile, shape: JsonShape): Promise<JsonElement[]> {
  const start = await readStart(file)
  if (!/^(?:\xef\xbb\xbf)?\s*[[{]/.test(start.subarray(0, 1024).toString('latin1'))) return []
  async function* open() {
    yield start
  }
  const elements: JsonElement[] = []
  const head = {path: file.path, open}
  for await (const batch of readJson(head, shape, () => {}, {documents: 'many', isHead: true})) {
    elements.push(...batch)
  }
  return elements
}
