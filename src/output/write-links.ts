import {extend} from '../domain/extend.js'
import type {Document, LinkedMention} from '../domain/mention.js'
import {inputStart} from '../domain/text-origin.js'
import {UsageError} from '../errors.js'
import {GatheredWrites} from './gather-writes.js'
import type {LinkWriter, OpenWriter, OutputContext} from './link-writer.js'
import {moveOffsets} from './move-offsets.js'
import {type OffsetUnit, offsetConverter} from './offsets.js'

/** A document and its mentions, which may still be on their way. */
export interface LinkedDocument {
  readonly document: Document
  readonly mentions: AsyncIterable<LinkedMention> | Iterable<LinkedMention>
  /** The document is a list: offsets are those of each mention's line, from 0, and `line` says which. */
  readonly isList?: boolean
}

export type Write = (text: string) => Promise<void>

/** Files of a folder, one or more a document. */
export interface DocumentFolder {
  /**
   * Makes the files of a document, which appear under their names when `work` is done.
   *
   * @param documentId - What the names come from.
   * @param extensions - Of the files, with dots.
   * @param work - Gets a function for each file that adds to it.
   */
  create(
    documentId: string,
    extensions: readonly string[],
    work: (writes: readonly Write[]) => Promise<void>,
  ): Promise<void>
}

/**
 * Writes all documents to one stream.
 *
 * @throws {UsageError} When there are several and the format holds one; nothing is written then.
 */
export async function writeToStream(
  documents: AsyncIterable<LinkedDocument>,
  open: OpenWriter,
  context: OutputContext,
  write: Write,
): Promise<void> {
  const writer = open(context)
  const held: string[] = []
  const gathered = new GatheredWrites(write)
  const put: Write = writer.single ? async (text) => void held.push(text) : gathered.put
  await put(writer.header?.() ?? '')
  let count = 0
  for await (const linked of documents) {
    if (writer.single && ++count > 1) {
      throw new UsageError(
        'This format holds one document, and there are several.',
        'Give a folder for a file each: --out DIR.',
      )
    }
    await writeDocument(linked, writer, context.offsets, put)
  }
  await put(writer.footer?.() ?? '')
  await gathered.flush()
  await write(held.join(''))
}

/** Writes each document to a file of its own, with what its format needs beside it. */
export async function writeToFolder(
  documents: AsyncIterable<LinkedDocument>,
  open: OpenWriter,
  context: OutputContext,
  folder: DocumentFolder,
): Promise<void> {
  for await (const linked of documents) {
    const writer = open(context)
    const {companion, extension} = writer
    const extensions = [extension, ...(companion ? [companion.extension] : [])]
    await folder.create(partName(linked.document), extensions, async ([write, writeCompanion]) => {
      await writeWhole(linked, writer, context.offsets, write as Write)
      if (companion) await writeCompanion?.(companion.text(linked.document))
    })
  }
}

async function writeWhole(
  linked: LinkedDocument,
  writer: LinkWriter,
  unit: OffsetUnit,
  write: Write,
): Promise<void> {
  await write(writer.header?.() ?? '')
  await writeDocument(linked, writer, unit, write)
  await write(writer.footer?.() ?? '')
}

async function writeDocument(
  linked: LinkedDocument,
  writer: LinkWriter,
  unit: OffsetUnit,
  write: Write,
): Promise<void> {
  if ('mention' in writer) {
    for await (const mention of mentionsIn(linked, unit)) await write(writer.mention(mention))
    return
  }
  const mentions: LinkedMention[] = []
  const starts = linked.isList ? lineStarts(linked.document.text) : undefined
  for await (const mention of linked.mentions) {
    const start = starts?.[mention.line - 1 - (linked.document.origin?.lines ?? 0)] ?? 0
    mentions.push(moveOffsets(mention, (offset) => start + offset))
  }
  await write(writer.document({...linked.document, id: partName(linked.document)}, mentions))
}

/** The name of a document; of a later part of one with the line that it begins in. */
function partName({id, origin}: Document): string {
  return origin?.lines ? `${id}:${origin.lines + 1}` : id
}

/** The mentions with their lines and offsets, these in another unit, in the whole of which the document may be a part. */
export async function* mentionsIn(
  {document, isList, mentions}: LinkedDocument,
  unit: OffsetUnit,
): AsyncGenerator<LinkedMention> {
  const {origin, text} = document
  if (unit === 'utf16' && (isList || !origin)) return yield* mentions
  const convert = offsetConverter(text, unit)
  const before = origin ?? inputStart
  const move = (offset: number) => before[unit] + convert(offset)
  for await (const mention of mentions)
    yield isList
      ? moveOffsets(mention, offsetConverter(mention.text, unit))
      : extend(moveOffsets(mention, move), {line: before.lines + mention.line})
}

/** Where each line starts, in UTF-16 units. */
function lineStarts(text: string): number[] {
  const starts = [0]
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  return starts
}
