import {createReadStream, fstatSync} from 'node:fs'
import {stat} from 'node:fs/promises'
import {promisify} from 'node:util'
import {gunzip} from 'node:zlib'
import {InputError} from '../errors.js'

/** A text as it was read. */
export interface InputText {
  /** Path as the user gave it; `-` for standard input. */
  readonly name: string
  /** Decoded text. A byte order mark stays in place, so that offsets are those of the file. */
  readonly text: string
  /** Bytes that were not valid UTF-8 stand as U+FFFD in `text`. */
  readonly damaged: boolean
}

/** V8 strings end at 512 MiB; a text, its copy in NFC and the mentions must fit beside each other. */
const maxBytes = 256 << 20

/**
 * Reads one input whole, as UTF-8, or as UTF-16 where a byte order mark says so; unpacked, where it is gzip.
 *
 * @param path - File, or `-` for standard input.
 * @throws {InputError} When it is missing, a folder, unreadable, larger than 256 MiB, or not text. The message names the
 *   file and never its content.
 */
export async function readText(path: string): Promise<InputText> {
  const bytes = path === '-' ? await readStandardInput() : await readFile(path)
  return {name: path, ...decode(isGzip(bytes) ? await unpack(bytes, path) : bytes)}
}

/** @see RFC 1952, 2.3.1 */
function isGzip([first, second]: Buffer): boolean {
  return first === 0x1f && second === 0x8b
}

async function unpack(packed: Buffer, path: string): Promise<Buffer> {
  try {
    const bytes = await promisify(gunzip)(packed, {maxOutputLength: maxBytes})
    refuseBinary(bytes, path)
    return bytes
  } catch (error) {
    if (error instanceof InputError) throw error
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(path)
    throw new InputError(
      'INPUT_DAMAGED',
      `${namedInput(path)} begins as gzip and cannot be unpacked.`,
      'Was it cut off? Get it again.',
      {cause: error},
    )
  }
}

async function readFile(path: string): Promise<Buffer> {
  try {
    const {size} = await stat(path)
    if (size > maxBytes) throw tooLarge(path)
    return await readBounded(createReadStream(path), path)
  } catch (error) {
    if (error instanceof InputError) throw error
    throw unreadable(path, error)
  }
}

async function readStandardInput(): Promise<Buffer> {
  // a folder would pass as an empty text
  if (isFolder(0)) throw unreadable('Standard input', Object.assign(new Error(), {code: 'EISDIR'}))
  return readBounded(process.stdin, '-')
}

function isFolder(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isDirectory()
  } catch {
    return false // closed: an empty text
  }
}

/** A pipe or device has no size to check beforehand, and may have no end. */
async function readBounded(pieces: AsyncIterable<Buffer>, path: string): Promise<Buffer> {
  const read: Buffer[] = []
  let bytes = 0
  for await (const piece of pieces) {
    if (bytes === 0 && !isGzip(piece)) refuseBinary(piece, path)
    bytes += piece.length
    if (bytes > maxBytes) throw tooLarge(path)
    read.push(piece)
  }
  return Buffer.concat(read)
}

function refuseBinary(start: Buffer, path: string): void {
  if (utf16Of(start) === undefined && start.includes(0)) {
    throw new InputError(
      'INPUT_UNUSABLE',
      `${namedInput(path)} is not a text file.`,
      'Give plain text in UTF-8.',
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
  return {text, damaged: text.includes('\uFFFD') && !bytes.includes('\uFFFD')}
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
