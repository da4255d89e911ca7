import {createReadStream, fstatSync, type Stats, statSync} from 'node:fs'
import type {Readable} from 'node:stream'
import {pipeline} from 'node:stream'
import {createGunzip} from 'node:zlib'
import {inputStart, originAfter, type TextOrigin} from '../domain/text-origin.js'
import {InputError} from '../errors.js'

/** A text as it was read. */
export interface InputText {
  /** Path as the user gave it; `-` for standard input. */
  readonly name: string
  /** Decoded text. A byte order mark stays in place, so that offsets are those of the file. */
  readonly text: string
  /** Bytes that were not valid UTF-8 stand as U+FFFD in `text`. */
  readonly damaged: boolean
  /** Where the text stands in its input; absent where it is all of it. */
  readonly origin?: TextOrigin
}

/** Bytes at the start that tell text from other files. */
const lookedAt = 1 << 16

/** Where a text may be cut into parts: after any line, or between two paragraphs. */
export type CutPlace = 'line' | 'paragraph'

/** V8 strings end at 512 MiB; a text, its copy in NFC and the mentions must fit beside each other. */
const maxBytes = 256 << 20

/** An input up to this size is never cut, unless it is slow to come. */
const wholeBytes = 8 << 20

/** Characters of a part. A part of lines is small, since nothing is lost by cutting. */
const partLength: Readonly<Record<CutPlace, number>> = {line: 1 << 20, paragraph: 8 << 20}

/**
 * A pipe that gives nothing for so long may have no end: what is there is a part. Paragraphs wait longer, since what a document
 * says of its abbreviations and sections ends with the part.
 */
const idleMs: Readonly<Record<CutPlace, number>> = {line: 250, paragraph: 3000}

/**
 * Reads one input whole, as UTF-8, or as UTF-16 where a byte order mark says so; unpacked, where it is gzip.
 *
 * @param path - File, or `-` for standard input.
 * @throws {InputError} When it is missing, a folder, unreadable, larger than 256 MiB, or not text. The message names the
 *   file and never its content.
 */
export async function readText(path: string): Promise<InputText> {
  for await (const input of readParts(path, () => undefined)) return input
  throw new RangeError(`${namedInput(path)} has no part`)
}

/**
 * Reads one input as {@link readText} does, in parts where it is long or slow to come.
 *
 * @param cutPlace - Told how the input begins; says where it may be cut, `undefined` where it must be read whole.
 * @yields The whole input, or its parts in order.
 * @throws {InputError} As {@link readText}, be it after some parts.
 */
export async function* readParts(
  path: string,
  cutPlace: (start: InputText) => CutPlace | undefined,
): AsyncGenerator<InputText> {
  const bytes = new ByteQueue(path)
  try {
    let start = await bytes.take(wholeBytes, idleMs.line)
    refuseBinary(start.subarray(0, lookedAt), path)
    const place = bytes.ended ? undefined : cutPlace({name: path, ...decode(start)})
    if (place !== undefined) return yield* cutParts(path, start, bytes, place)
    if (!bytes.ended) start = Buffer.concat([start, await bytes.take(maxBytes - start.length + 1)])
    if (start.length > maxBytes) throw tooLarge(path)
    yield {name: path, ...decode(start)}
  } catch (error) {
    throw error instanceof InputError ? error : unreadable(path, error)
  } finally {
    bytes.close()
  }
}

async function* cutParts(
  name: string,
  start: Buffer,
  bytes: ByteQueue,
  place: CutPlace,
): AsyncGenerator<InputText> {
  const decoder = new TextDecoder(utf16Of(start) ?? 'utf-8', {ignoreBOM: true})
  let origin = inputStart
  let damaged = false
  let text = ''
  let enough = partLength[place]
  const part = (length: number): InputText => {
    const input = {name, text: text.slice(0, length), damaged, origin}
    origin = originAfter(origin, input.text)
    text = text.slice(length)
    damaged = false
    enough = partLength[place]
    return input
  }
  for (let piece = start; ; piece = await bytes.take(1, idleMs[place])) {
    const isIdle = piece.length === 0 && !bytes.ended
    const decoded = decoder.decode(piece, {stream: !bytes.ended})
    damaged ||= isDamaged(decoded, piece)
    text += decoded
    while (text.length >= enough) {
      // of as much as is enough, so that the place does not depend on how much came at a time
      const length = cutLength(text.slice(0, enough), place)
      if (length > 0) yield part(length)
      else if (enough > maxBytes) throw tooLarge(name)
      // what has no place to cut is not searched again with every piece: that would take the square of its length
      else enough = Math.min(2 * enough, maxBytes + 1)
    }
    const line = isIdle ? afterLastLine(text) : 0
    if (line > 0) yield part(line)
    if (!bytes.ended) continue
    if (text !== '') yield part(text.length)
    return
  }
}

/** How much of a text is a part; 0 where it cannot be cut yet. */
function cutLength(text: string, place: CutPlace): number {
  const lastLine = afterLastLine(text)
  if (place === 'line') return lastLine
  for (let end = lastLine - 1; end > 0; ) {
    const before = text.lastIndexOf('\n', end - 1)
    if (before >= 0 && text.slice(before + 1, end).trim() === '') return end + 1
    end = before
  }
  // a text without paragraphs must not fill the memory
  return text.length < 2 * partLength.paragraph ? 0 : lastLine || wholeCharacters(text)
}

/** The length of a text, less one where it ends within a surrogate pair. */
function wholeCharacters(text: string): number {
  const last = text.charCodeAt(text.length - 1)
  return last >= 0xd800 && last < 0xdc00 ? text.length - 1 : text.length
}

function afterLastLine(text: string): number {
  return text.lastIndexOf('\n') + 1
}

/** The bytes of an input, unpacked, taken as many at a time as are wanted. */
class ByteQueue {
  ended = false
  private readonly stream: Readable & {readonly bytesRead: number}
  private readonly pieces: AsyncIterator<Buffer>
  private next: Promise<IteratorResult<Buffer>> | undefined
  /** A file has an end, and its parts must not depend on how long it waits for what this process does meanwhile. */
  private readonly isFile: boolean

  constructor(path: string) {
    const stats = statsOf(path)
    // a folder would pass as an empty text
    if (path === '-' && stats?.isDirectory())
      throw unreadable('Standard input', Object.assign(new Error(), {code: 'EISDIR'}))
    this.isFile = stats?.isFile() === true
    this.stream = path === '-' ? process.stdin : createReadStream(path)
    this.pieces = unpacked(this.stream, path)
  }

  /**
   * @param least - Bytes to wait for.
   * @param idle - Milliseconds that it waits for a piece, be it the first where `least` is 1; absent: until the input ends.
   * @returns What came: fewer bytes where it ended or is idle, some more where a piece was larger.
   */
  async take(least: number, idle?: number): Promise<Buffer> {
    const taken: Buffer[] = []
    for (let bytes = 0; bytes < least && !this.ended; ) {
      const step = await this.nextPiece(bytes > 0 || least === 1 ? idle : undefined)
      if (step === undefined) break
      if (step.done) this.ended = true
      else {
        taken.push(step.value)
        bytes += step.value.length
      }
    }
    return taken.length === 1 ? (taken[0] as Buffer) : Buffer.concat(taken)
  }

  close(): void {
    this.next?.catch(() => {}) // nobody waits for it any more
    this.stream.destroy()
  }

  /** @returns `undefined` where nothing came in that time. */
  private async nextPiece(idle: number | undefined): Promise<IteratorResult<Buffer> | undefined> {
    this.next ??= this.pieces.next()
    for (;;) {
      const {bytesRead} = this.stream
      let timer: NodeJS.Timeout | undefined
      const waited = new Promise<undefined>((resolve) => {
        // this process may have been too busy to look: what is there is read before the turn of `setImmediate`
        if (idle !== undefined && !this.isFile)
          timer = setTimeout(() => setImmediate(resolve, undefined), idle)
      })
      const step = await Promise.race([this.next, waited])
      clearTimeout(timer)
      if (step !== undefined) this.next = undefined
      // what was read may still have to be unpacked
      if (step !== undefined || this.stream.bytesRead === bytesRead) return step
    }
  }
}

/** The pieces of a stream, unpacked where it begins as gzip. */
async function* unpacked(stream: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer, void> {
  const pieces = stream[Symbol.asyncIterator]()
  let first = await pieces.next()
  while (!first.done && first.value.length === 1) {
    const second = await pieces.next()
    if (second.done) break
    first = {value: Buffer.concat([first.value, second.value])}
  }
  if (first.done) return
  const rest = {[Symbol.asyncIterator]: () => pieces}
  if (!isGzip(first.value)) {
    yield first.value
    yield* rest
    return
  }
  const packed = (async function* () {
    yield first.value as Buffer
    yield* rest
  })()
  try {
    yield* pipeline(packed, createGunzip(), () => {})
  } catch (cause) {
    throw new InputError(
      'INPUT_DAMAGED',
      `${namedInput(path)} begins as gzip and cannot be unpacked.`,
      'Was it cut off? Get it again.',
      {cause},
    )
  }
}

/** @see RFC 1952, 2.3.1 */
function isGzip([first, second]: Buffer): boolean {
  return first === 0x1f && second === 0x8b
}

/** @returns `undefined` where there is nothing; a standard input that is closed is an empty text. */
function statsOf(path: string): Stats | undefined {
  try {
    return path === '-' ? fstatSync(0) : statSync(path)
  } catch {
    return undefined
  }
}

function refuseBinary(start: Buffer, path: string): void {
  const utf16 = utf16Of(start)
  // UTF-32 begins like UTF-16 of which every other letter is NUL
  const isText = utf16 ? !new TextDecoder(utf16).decode(start).includes('\0') : !start.includes(0)
  if (!isText) {
    throw new InputError(
      'INPUT_UNUSABLE',
      `${namedInput(path)} is not a text file.`,
      utf16 ? 'Is it UTF-32? iconv -f utf32 -t utf8 makes UTF-8 of it.' : 'Give plain text in UTF-8.',
    )
  }
}

/** The UTF-16 that a byte order mark announces. */
function utf16Of([first, second]: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

function decode(bytes: Buffer): {text: string; damaged: boolean} {
  const utf16 = utf16Of(bytes)
  if (utf16) return {text: new TextDecoder(utf16, {ignoreBOM: true}).decode(bytes), damaged: false}
  const text = bytes.toString('utf8')
  return {text, damaged: isDamaged(text, bytes)}
}

/** Whether bytes were not valid UTF-8: the character that stands for them is in the text, and was not in the bytes. */
function isDamaged(text: string, bytes: Buffer): boolean {
  return text.includes('\uFFFD') && !bytes.includes('\uFFFD')
}

function tooLarge(path: string): InputError {
  return new InputError(
    'INPUT_TOO_LARGE',
    `${namedInput(path)} is larger than ${maxBytes >> 20} MiB.`,
    'Split it at document or paragraph ends.',
  )
}

function unreadable(path: string, cause: unknown): InputError {
  const code = (cause as NodeJS.ErrnoException).code
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new InputError('INPUT_MISSING', `There is no file ${path}.`, 'Check the path.', {cause})
  }
  const reason =
    {EISDIR: 'is a folder', EACCES: 'may not be read by this user'}[code ?? ''] ?? `cannot be read (${code})`
  return new InputError(
    'INPUT_UNUSABLE',
    `${path} ${reason}.`,
    'Give one or more text files, or - for standard input.',
    {
      cause,
    },
  )
}

/** What messages call an input. */
export function namedInput(path: string): string {
  return path === '-' ? 'Standard input' : path
}
