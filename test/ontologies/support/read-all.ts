import type {OntologyReader} from '../../../ontologies/reader.js'
import {recogniseReader} from '../../../ontologies/readers.js'
import {openSource, type SourceFile} from '../../../ontologies/source-files.js'
import type {OntologyRow, Problem} from '../../../src/domain/ontology.js'

/** Everything a source gives. */
export interface Reading {
  readonly reader: OntologyReader
  readonly rows: readonly OntologyRow[]
  readonly problems: readonly Problem[]
}

/** Opens, recognises and reads a source whole. */
export async function readAll(path: string): Promise<Reading> {
  await using source = await openSource(path)
  const reader = await recogniseReader(source)
  const problems: Problem[] = []
  const rows = await collect(reader.read(source, (problem) => problems.push(problem)))
  return {reader, rows, problems}
}

/** All items of a stream of batches. */
export async function collect<Item>(batches: AsyncIterable<readonly Item[]>): Promise<Item[]> {
  const items: Item[] = []
  for await (const batch of batches) items.push(...batch)
  return items
}

/** Rows of one kind, without their places. */
export function rowsOf<Kind extends OntologyRow['row']>(
  {rows}: Pick<Reading, 'rows'>,
  kind: Kind,
): Omit<Extract<OntologyRow, {row: Kind}>, 'at' | 'row'>[] {
  return rows
    .filter((row): row is Extract<OntologyRow, {row: Kind}> => row.row === kind)
    .map(({at: _at, row: _row, ...rest}) => rest)
}

/** How often each kind of problem was reported. */
export function countKinds({problems}: Pick<Reading, 'problems'>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const {kind} of problems) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/** A file that only exists as these pieces. */
export function fileOfChunks(chunks: Iterable<Buffer>, path = 'made-up.txt'): SourceFile {
  async function* open() {
    yield* chunks
  }
  return {path, relativePath: path, name: path, size: 0, canUnpack: true, open}
}

export async function readBytes(file: SourceFile): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of file.open()) chunks.push(chunk)
  return Buffer.concat(chunks)
}
