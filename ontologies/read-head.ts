import type {SourceFile} from './source-files.js'

/** Formats are recognised in their first lines; comments may stand before them. */
const headBytes = 16 << 10

/**
 * The first lines of a file, to recognise its format by. The last one may be cut.
 *
 * @returns Empty for what is not text, or is packed in a way that cannot be read: no reader wants it.
 * @throws {InputError} When the file is damaged, unreadable or gone.
 */
export async function readHead(file: SourceFile): Promise<string[]> {
  const bytes = await readStart(file)
  if (bytes.includes(0)) return []
  return bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
}

/** The first bytes of a file, unpacked; fewer where the file is shorter, none where it cannot be unpacked. */
export async function readStart(file: SourceFile): Promise<Buffer> {
  if (!file.canUnpack) return Buffer.alloc(0)
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of file.open()) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= headBytes) break
  }
  return Buffer.concat(chunks).subarray(0, headBytes)
}
