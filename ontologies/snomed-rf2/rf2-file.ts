import {readHead} from '../read-head.js'
import type {SourceFile} from '../source-files.js'
import {kindOfHeader, type Rf2Kind} from './rf2-columns.js'

/** Which rows a file holds: every version, the current ones, or those that changed. */
export type Rf2ReleaseType = 'full' | 'snapshot' | 'delta'

export interface Rf2File {
  readonly file: SourceFile
  readonly kind: Rf2Kind
  readonly releaseType: Rf2ReleaseType
  /** Stated relationships are what authors wrote, before the classifier completed them. */
  readonly isStated: boolean
  /** How many columns its header names: those of `rf2Columns`, or more. */
  readonly columnCount: number
  /** `20240801`; absent where the name holds no date. */
  readonly date?: string
  /** Equal for files that were published together: no component stands in two of them. */
  readonly publication: string
}

/**
 * Looks at a file's first lines, and at its name for what the lines do not say.
 *
 * @returns `metadata` for a reference set that no row is made of, `undefined` for a file that is not RF2.
 */
export async function recogniseRf2File(file: SourceFile): Promise<Rf2File | 'metadata' | undefined> {
  const header = (await readHead(file)).find((line) => !isBlankOrComment(line))
  const kind = header && kindOfHeader(header)
  if (!kind || kind === 'metadata') return kind || undefined
  const date = dateOf(file)
  return {
    file,
    kind,
    releaseType: releaseTypeOf(file) ?? 'snapshot',
    isStated: kind === 'relationship' && /StatedRelationship/i.test(file.name),
    columnCount: header.split('\t').length,
    ...(date === undefined ? {} : {date}),
    publication: `${packageOf(file)}|${/_([A-Za-z]*\d*_\d{8})(?!\d)/.exec(file.name)?.[1] ?? ''}`,
  }
}

/**
 * Full, Snapshot or Delta, by the file's name (`sct2_Concept_Snapshot_INT_20240801.txt`,
 * `xder2_cRefset_LanguageDelta-en-AU_…`, `sct2_Concept_UKCLSnapshot_GB1000000_…`), else by its folders.
 */
export function releaseTypeOf(file: SourceFile): Rf2ReleaseType | undefined {
  const word =
    /^[a-z]+2_[a-z0-9]+_[a-z0-9]*?(full|snapshot|delta)(?:-[a-z0-9-]+)?_/i.exec(file.name)?.[1] ??
    /(?:^|\/)(full|snapshot|delta)\//i.exec(file.relativePath)?.[1]
  return word?.toLowerCase() as Rf2ReleaseType | undefined
}

/** The folder of the release package that a file belongs to: the one above `Snapshot/`, `Terminology/` and the like. */
export function packageOf({relativePath}: SourceFile): string {
  const folders = relativePath.split('/').slice(0, -1)
  const inner = folders.findIndex((folder) => /^(?:full|snapshot|delta|terminology|refset)$/i.test(folder))
  return folders.slice(0, inner < 0 ? folders.length : inner).join('/')
}

/** The date in a file's name, `20240801`. */
export function dateOf({name}: SourceFile): string | undefined {
  return /_(\d{8})(?:T\d+Z?)?(?:\.|$)/.exec(name)?.[1]
}

/** Text definitions have the columns of descriptions and follow them. */
export function holdsTextDefinitions({file, kind}: Rf2File): boolean {
  return kind === 'description' && /TextDefinition/i.test(file.name)
}

/** RF2 knows no comments; test data has them, before the header and between rows. */
export function isBlankOrComment(line: string): boolean {
  return line === '' || line.startsWith('#') || line.trim() === ''
}
