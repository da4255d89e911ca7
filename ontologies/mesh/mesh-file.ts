import {readHead} from '../read-head.js'
import type {SourceFile, SourceFiles} from '../source-files.js'
import {readXmlRoot} from '../xml-root.js'
import type {MeshKind} from './mesh-record.js'

/** A file of MeSH records. */
export interface MeshFile {
  readonly file: SourceFile
  readonly kind: MeshKind
  readonly syntax: 'ascii' | 'xml'
  /** Year of the release, where the file or its name says it. */
  readonly release?: string
}

const kindOfRoot: ReadonlyMap<string, MeshKind> = new Map([
  ['DescriptorRecordSet', 'descriptor'],
  ['SupplementalRecordSet', 'supplementary'],
])

const kindOfRecordType: ReadonlyMap<string, MeshKind> = new Map([
  ['D', 'descriptor'],
  ['C', 'supplementary'],
])

/**
 * The MeSH files of a source, descriptors first: supplementary records refer to them. Within a kind by path.
 *
 * @throws {InputError} When a file is damaged, unreadable or gone.
 */
export async function meshFiles(source: SourceFiles): Promise<MeshFile[]> {
  const found: MeshFile[] = []
  for (const file of source.files) {
    const one = await meshFile(file)
    if (one) found.push(one)
  }
  const key = ({kind, file}: MeshFile) => `${kind} ${file.relativePath}`
  return found.sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

async function meshFile(file: SourceFile): Promise<MeshFile | undefined> {
  const root = await readXmlRoot(file)
  if (root !== undefined) {
    const kind = kindOfRoot.get(root.name)
    return kind && {file, kind, syntax: 'xml', ...releaseOf(file, root.docType)}
  }
  const lines = (await readHead(file)).filter((line) => line.trim() !== '')
  const type =
    lines[0]?.trimEnd() === '*NEWRECORD' ? /^RECTYPE = ([A-Z])\s*$/.exec(lines[1] ?? '')?.[1] : undefined
  const kind = kindOfRecordType.get(type ?? '')
  return kind && {file, kind, syntax: 'ascii', ...releaseOf(file, '')}
}

/** `desc2024.xml`, `d2024.bin`; else the date of the document type, `nlmdescriptorrecordset_20240101.dtd`. */
function releaseOf({name}: SourceFile, docType: string): {release?: string} {
  const year = /^(?:desc|supp|d|c)(\d{4})(?!\d)/i.exec(name)?.[1] ?? /_(\d{4})\d{4}\.dtd/.exec(docType)?.[1]
  return year === undefined ? {} : {release: year}
}
