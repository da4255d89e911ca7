import {readHead} from '../read-head.js'
import type {SourceFile} from '../source-files.js'

/** What the rows of an RF2 file are, told by its columns; in the order in which files are read. */
export type Rf2Kind =
  | 'concept'
  | 'description'
  | 'relationship'
  | 'language'
  | 'association'
  | 'simple-map'
  | 'extended-map'

/** Which rows a file holds: every version, the current ones, or those that changed. */
export type Rf2ReleaseType = 'full' | 'snapshot' | 'delta'

export interface Rf2File {
  readonly file: SourceFile
  readonly kind: Rf2Kind
  readonly releaseType: Rf2ReleaseType
  /** How many columns its header names: those of {@link rf2Columns}, or more. */
  readonly columnCount: number
  /** `20240801`; absent where the name holds no date. */
  readonly date?: string
}

const componentColumns = ['id', 'effectiveTime', 'active', 'moduleId']
const refsetColumns = [...componentColumns, 'refsetId', 'referencedComponentId']
const mapRuleColumns = ['mapGroup', 'mapPriority', 'mapRule', 'mapAdvice', 'mapTarget', 'correlationId']

/**
 * Columns of the files that are read; those that follow them in a file are of no interest.
 *
 * @see SNOMED CT Release File Specification, "Component Release Files Specification" and "Reference Set Release Files"
 */
export const rf2Columns: Readonly<Record<Rf2Kind, readonly string[]>> = {
  concept: [...componentColumns, 'definitionStatusId'],
  description: [...componentColumns, 'conceptId', 'languageCode', 'typeId', 'term', 'caseSignificanceId'],
  relationship: [
    ...componentColumns,
    'sourceId',
    'destinationId',
    'relationshipGroup',
    'typeId',
    'characteristicTypeId',
    'modifierId',
  ],
  language: [...refsetColumns, 'acceptabilityId'],
  association: [...refsetColumns, 'targetComponentId'],
  'simple-map': [...refsetColumns, 'mapTarget'],
  'extended-map': [...refsetColumns, ...mapRuleColumns],
}

export const rf2Kinds = Object.keys(rf2Columns) as Rf2Kind[]

/**
 * Looks at a file's first lines, and at its name for what the lines do not say.
 *
 * @returns `undefined` for a file that is not RF2, or holds what no row is made of.
 */
export async function recogniseRf2File(file: SourceFile): Promise<Rf2File | undefined> {
  const header = (await readHead(file)).find((line) => !isBlankOrComment(line))
  const kind = header && kindOfHeader(header)
  if (!kind) return undefined
  return {
    file,
    kind,
    releaseType: releaseTypeOf(file) ?? 'snapshot',
    columnCount: header.split('\t').length,
    date: dateOf(file.name),
  }
}

/**
 * Full, Snapshot or Delta, by the file's name (`sct2_Concept_Snapshot_INT_20240801.txt`,
 * `xder2_cRefset_LanguageDelta-en_…`), else by its folders.
 */
export function releaseTypeOf(file: SourceFile): Rf2ReleaseType | undefined {
  const word =
    /^[a-z]+2_[a-z]+_[a-z]*?(full|snapshot|delta)(?:-[a-z-]+)?_/i.exec(file.name)?.[1] ??
    /(?:^|\/)(full|snapshot|delta)\//i.exec(file.relativePath)?.[1]
  return word?.toLowerCase() as Rf2ReleaseType | undefined
}

/** Stated relationships are what authors wrote, before the classifier completed them. */
export function isStated({file}: Rf2File): boolean {
  return /StatedRelationship/i.test(file.name)
}

/** RF2 knows no comments; test data has them, before the header and between rows. */
export function isBlankOrComment(line: string): boolean {
  return line === '' || line.startsWith('#') || line.trim() === ''
}

function kindOfHeader(header: string): Rf2Kind | undefined {
  return rf2Kinds.find((kind) => `${header}\t`.startsWith(`${rf2Columns[kind].join('\t')}\t`))
}

function dateOf(name: string): string | undefined {
  return /_(\d{8})(?:T\d+Z?)?(?:\.|$)/.exec(name)?.[1]
}
