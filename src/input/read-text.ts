import {open, stat} from 'node:fs/promises'
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
 * Reads one input whole, as UTF-8, or as UTF-16 where a byte order mark says so.
 *
 * @param path - File, or `-` for standard input.
 * @throws {InputError} When it is missing, a folder, unreadable, larger than 256 MiB, or not text. The message names the
 *   file and never its content.
 */
export async function readText(path: string): Promise<InputText> {
  const bytes = path === '-' ? await readStandardInput() : await readFile(path)
  return {name: path, ...decode(bytes, path)}
}

async function readFile(path: string): Promise<Buffer> {
  try {
    const {size} = await stat(path)
    if (size > maxBytes) throw tooLarge(path)
    const file = await open(path)
    try {
      return await file.readFile()
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof InputError) throw error
    throw unreadable(path, error)
  }
}

async function readStandardInput(): Promise<Buffer> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of process.stdin as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > maxBytes) throw tooLarge('-')
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function decode(bytes: Buffer, path: string): {text: string; damaged: boolean} {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe)
    return {text: new TextDecoder('utf-16le', {ignoreBOM: true}).decode(bytes), damaged: false}
  if (first === 0xfe && second === 0xff)
    return {text: new TextDecoder('utf-16be', {ignoreBOM: true}).decode(bytes), damaged: false}
  if (bytes.subarray(0, 65_536).includes(0)) {
    throw new InputError('INPUT_UNUSABLE', `${named(path)} is not a text file.`, 'Give plain text in UTF-8.')
  }
  const text = bytes.toString('utf8')
  return {text, damaged: text.includes('\uFFFD') && !bytes.includes('\uFFFD')}
}

function tooLarge(path: string): InputError {
  return new InputError(
    'INPUT_TOO_LARGE',
    `${named(path)} is larger than ${maxBytes >> 20} MiB.`,
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

function named(path: string): string {
  return path === '-' ? 'Standard input' : path
}
