import {damagedInput} from '../input-failure.js'
import {readHead} from '../read-head.js'
import type {SourceFile} from '../source-files.js'
import type {RrfDialect} from './rrf-dialect.js'

/** A file as its name describes it. */
export interface NamedRrfFile {
  readonly file: SourceFile
  /** Name without the dialect's prefix, upper case: `CONSO`, also of tables that are not read. */
  readonly table: string
  /** Suffix of a piece of a file that was cut (`aa`, `ab` …); empty for a whole one. */
  readonly part: string
}

/** `MRCONSO.RRF`, `RXNSTY.RRF.gz`, `MRREL.RRF.ab.gz` */
const fileName = /^(MR|RXN)([A-Z]+)\.RRF(?:\.(?!gz$)([a-z]{2}))?(?:\.gz)?$/i

/** What the name of a file says; undefined where it is no table of the dialect. */
export function namedRrfFile(file: SourceFile, dialect: RrfDialect): NamedRrfFile | undefined {
  const [, prefix, table, part = ''] = fileName.exec(file.name) ?? []
  if (prefix === undefined || prefix.toUpperCase() !== dialect.prefix) return undefined
  return {file, table: table!.toUpperCase(), part: part.toLowerCase()}
}

/** Whether the first line of a file is one of CONSO: RRF has no header, but hardly two files have such columns. */
export async function isConso(file: SourceFile, {columns, conceptId}: RrfDialect): Promise<boolean> {
  const cells = cellsOf((await readHead(file))[0] ?? '')
  const names = columns.CONSO!
  const at = (name: string) => cells[names.indexOf(name)] ?? ''
  return (
    cells.length === names.length &&
    conceptId.test(at('CUI')) &&
    /^[A-Z]{3}$/.test(at('LAT')) &&
    /^[PS]?$/i.test(at('TS')) &&
    /^[YN]?$/.test(at('ISPREF')) &&
    /^[\w.,@+-]+$/.test(at('SAB')) &&
    at('STR') !== '' &&
    /^[NOEY]?$/.test(at('SUPPRESS'))
  )
}

/** Whether the first line of a file is cut by `|` as RRF is, a bar at its end; the last line of a head may be cut. */
export async function hasRrfLines(file: SourceFile): Promise<boolean> {
  const [first = ''] = await readHead(file)
  return /^[^|\t]*\|.*\|$/.test(first)
}

/** The cells of a line, each of which ends with a bar. */
export function cellsOf(line: string): string[] {
  const cells = line.split('|')
  if (line.endsWith('|')) cells.pop()
  return cells
}

/**
 * The pieces of a file as one, in the order of their suffixes: a line may begin in one piece and end in the next.
 *
 * @throws {InputError} When a piece is missing.
 */
export function joinParts(parts: readonly NamedRrfFile[]): SourceFile {
  const sorted = [...parts].sort((a, b) => (a.part < b.part ? -1 : 1))
  const [first] = sorted
  if (first === undefined) throw new RangeError('no part was given')
  if (first.part === '') return first.file
  sorted.forEach(({part}, index) => {
    const expected = suffixOf(index)
    if (part !== expected) {
      throw damagedInput(first.file.path, `of its pieces .${expected} is missing, but .${part} is there`)
    }
  })
  return {
    ...first.file,
    path: sorted.length === 1 ? first.file.path : `${first.file.path} and ${sorted.length - 1} more`,
    size: sorted.reduce((bytes, {file}) => bytes + file.size, 0),
    canUnpack: sorted.every(({file}) => file.canUnpack),
    async *open() {
      for (const {file} of sorted) yield* file.open()
    },
  }
}

/** As the command `split` counts: `aa`, `ab` … `az`, `ba` … */
function suffixOf(index: number): string {
  const letter = (place: number) => String.fromCharCode(97 + place)
  return letter(Math.floor(index / 26)) + letter(index % 26)
}
