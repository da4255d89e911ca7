import {ownValue} from '../../src/domain/own-value.js'
/** What the rows of an RF2 file are, told by its columns; in the order in which files are read. */
export type Rf2Kind =
  | 'concept'
  | 'description'
  | 'relationship'
  | 'concrete-value'
  | 'language'
  | 'association'
  | 'simple-map'
  | 'simple-map-to'
  | 'extended-map'
  | 'module-dependency'
  | 'member'

const componentColumns = ['id', 'effectiveTime', 'active', 'moduleId']
const refsetColumns = [...componentColumns, 'refsetId', 'referencedComponentId']
const mapRuleColumns = ['mapGroup', 'mapPriority', 'mapRule', 'mapAdvice', 'mapTarget', 'correlationId']
const relationshipColumns = ['relationshipGroup', 'typeId', 'characteristicTypeId', 'modifierId']

/**
 * Columns of the files that are read; those that follow them in a file are of no interest. `simple-map-to` has codes of
 * the other vocabulary as map source, `extended-map` are complex maps too, `member` any other reference set.
 *
 * @see SNOMED CT Release File Specification, "Component Release Files Specification" and "Reference Set Release Files"
 */
export const rf2Columns: Readonly<Record<Rf2Kind, readonly string[]>> = {
  concept: [...componentColumns, 'definitionStatusId'],
  description: [...componentColumns, 'conceptId', 'languageCode', 'typeId', 'term', 'caseSignificanceId'],
  relationship: [...componentColumns, 'sourceId', 'destinationId', ...relationshipColumns],
  'concrete-value': [...componentColumns, 'sourceId', 'value', ...relationshipColumns],
  language: [...refsetColumns, 'acceptabilityId'],
  association: [...refsetColumns, 'targetComponentId'],
  'simple-map': [...refsetColumns, 'mapTarget'],
  'simple-map-to': [...refsetColumns, 'mapSource'],
  'extended-map': [...refsetColumns, ...mapRuleColumns],
  'module-dependency': [...refsetColumns, 'sourceEffectiveTime', 'targetEffectiveTime'],
  member: refsetColumns,
}

export const rf2Kinds = Object.keys(rf2Columns) as Rf2Kind[]

/** Kinds whose first column is an SCTID; a reference set member's is a UUID. */
export const componentKinds: readonly Rf2Kind[] = ['concept', 'description', 'relationship', 'concrete-value']

/**
 * The seventh column of reference sets that speak of the model or of expressions, not of a set of concepts: axioms,
 * descriptors, description formats, MRCM rules, queries, annotations.
 */
const metadataColumns = new Set(
  [
    'owlExpression',
    'attributeDescription',
    'descriptionFormat',
    'domainConstraint',
    'rangeConstraint',
    'domainId',
    'mrcmRuleRefsetId',
    'query',
    'annotation',
    'languageDialectCode',
    'referencedMemberId',
    'expression',
  ].map((column) => column.toLowerCase()),
)

/** Names that columns had in releases before 2014; `refSetId` differs in case only. */
const formerNames: Readonly<Record<string, string>> = {targetcomponent: 'targetcomponentid'}

const lowerColumns = rf2Kinds.map((kind) => ({
  kind,
  columns: rf2Columns[kind].map((column) => column.toLowerCase()),
}))

/**
 * What a header line says of the rows below it.
 *
 * @returns `metadata` for a reference set that no row is made of, `undefined` for what is not RF2.
 */
export function kindOfHeader(header: string): Rf2Kind | 'metadata' | undefined {
  const columns = header.split('\t').map((column) => {
    const name = column.trim().toLowerCase()
    return ownValue(formerNames, name) ?? name
  })
  const starts = (wanted: readonly string[]) => wanted.every((column, index) => columns[index] === column)
  const kind = lowerColumns.find((one) => starts(one.columns))?.kind
  if (kind === 'member' && metadataColumns.has(columns[refsetColumns.length] ?? '')) return 'metadata'
  // codes of LOINC beside an expression: the referenced component is the code system
  if (kind === 'simple-map' && columns[rf2Columns[kind].length] === 'expression') return 'metadata'
  return kind
}
