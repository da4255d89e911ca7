import {crc32, deflateRawSync} from 'node:zlib'

/** An entry of a zip made by a test; the options make what no honest archive holds. */
export interface ZipEntry {
  readonly name: string
  readonly content: Buffer
  readonly stored?: boolean
  readonly encrypted?: boolean
  /** What the headers claim, where it is not the truth. */
  readonly claimedBytes?: number
  readonly method?: number
}

/** Builds a zip archive in memory, after PKWARE's APPNOTE (no ZIP64). */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const data = entry.stored ? entry.content : deflateRawSync(entry.content)
    const local = Buffer.concat([localHeader(entry, data), Buffer.from(entry.name), data])
    directory.push(directoryHeader(entry, data, offset), Buffer.from(entry.name))
    bodies.push(local)
    offset += local.length
  }
  const directoryBytes = Buffer.concat(directory)
  return Buffer.concat([...bodies, directoryBytes, endRecord(entries.length, directoryBytes.length, offset)])
}

function localHeader(entry: ZipEntry, data: Buffer): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  writeCommon(header, 6, entry, data)
  return header
}

function directoryHeader(entry: ZipEntry, data: Buffer, offset: number): Buffer {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(20, 6)
  writeCommon(header, 8, entry, data)
  header.writeUInt32LE(offset, 42)
  return header
}

/** Flags to extra field length: the same in both headers. Bit 11 says that names are UTF-8. */
function writeCommon(header: Buffer, at: number, entry: ZipEntry, data: Buffer): void {
  header.writeUInt16LE(0x0800 | (entry.encrypted ? 1 : 0), at)
  header.writeUInt16LE(entry.method ?? (entry.stored ? 0 : 8), at + 2)
  header.writeUInt32LE(crc32(entry.content), at + 8)
  header.writeUInt32LE(data.length, at + 12)
  header.writeUInt32LE(entry.claimedBytes ?? entry.content.length, at + 16)
  header.writeUInt16LE(Buffer.byteLength(entry.name), at + 20)
}

function endRecord(entries: number, bytes: number, offset: number): Buffer {
  const record = Buffer.alloc(22)
  record.writeUInt32LE(0x06054b50, 0)
  record.writeUInt16LE(entries, 8)
  record.writeUInt16LE(entries, 10)
  record.writeUInt32LE(bytes, 12)
  record.writeUInt32LE(offset, 16)
  return record
}
