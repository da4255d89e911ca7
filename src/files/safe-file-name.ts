/** Endings of names that say how an input was written, not what it is. */
const inputEndings = /\.(?:txt|text|md|html?|jsonl?|ndjson|xml|csv|tsv|ann|pubtator)$/i

/** Names that Windows keeps for devices, with any ending. */
const deviceNames = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i

/** File systems end names at 255 bytes; an ending and a number must fit, too. */
const maxBytes = 180

/**
 * The name of a file for a document: its id without folders and without the ending of a text file, in letters, digits and
 * `._-` of any script, as every file system takes them.
 *
 * @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
export function safeFileName(documentId: string): string {
  if (documentId === '-') return 'stdin'
  const last = documentId.split(/[/\\]/).findLast((part) => !/^\.*$/.test(part)) ?? ''
  const name = last
    .toWellFormed()
    .normalize('NFC')
    .replace(inputEndings, '')
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '_')
  const cut = cutToBytes(name, maxBytes).replace(/[.]+$/, '')
  if (cut === '') return 'document'
  return cut.startsWith('.') || cut.startsWith('-') || deviceNames.test(cut) ? `_${cut}` : cut
}

function cutToBytes(text: string, bytes: number): string {
  let size = 0
  let end = 0
  for (const character of text) {
    size += Buffer.byteLength(character)
    if (size > bytes) break
    end += character.length
  }
  return text.slice(0, end)
}
