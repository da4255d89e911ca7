import {type Rf2Kind, rf2Columns} from '../../../ontologies/snomed-rf2/rf2-columns.js'
import {withCheckDigit} from '../../../ontologies/snomed-rf2/sctid.js'

/** A row of a release: what kind of file it stands in, and its columns, the effective time second. */
export interface GeneratedRow {
  readonly kind: Rf2Kind | 'text-definition' | 'attribute-value'
  readonly columns: readonly string[]
}

export const releaseDates = ['20230131', '20230731', '20240131', '20240731'] as const

export const modules = {core: '900000000000207008', model: '900000000000012004', extension: concept(99_001)}

export const dialectsThere = {
  us: '900000000000509007',
  gb: '900000000000508004',
  nl: '31000146106',
  own: concept(99_002),
}

const fullySpecified = '900000000000003001'
const synonym = '900000000000013009'
const definition = '900000000000550004'
const preferred = '900000000000548007'
const acceptable = '900000000000549004'
const isA = '116680003'
const inferred = ['900000000000011006', '900000000000451002']

export function concept(item: number): string {
  return withCheckDigit(`${item}999999910`)
}

export function description(item: number): string {
  return withCheckDigit(`${item}999999911`)
}

export function relationship(item: number): string {
  return withCheckDigit(`${item}999999912`)
}

export function uuid(item: number): string {
  return `${item.toString(16).padStart(8, '0')}-aaaa-4bbb-8ccc-${item.toString(16).padStart(12, '0')}`
}

/**
 * Every version of every row of an invented terminology: concepts that are retired and come back, names in two languages
 * with four language reference sets, definitions, relations with groups, values, history, maps and reference sets, some
 * of which change from release to release.
 *
 * @param count - How many concepts.
 */
export function generateRows(count: number): readonly GeneratedRow[] {
  const rows: GeneratedRow[] = []
  const random = randomOf(7)
  let members = 0
  /** Adds a row at one of the dates and, now and then, later versions of it. */
  const add = (
    kind: GeneratedRow['kind'],
    id: string,
    rest: readonly string[],
    {from = Math.floor(random() * 3), mayEnd = true, module = modules.core} = {},
  ) => {
    let active = true
    for (let at = from; at < releaseDates.length; at++) {
      if (at > from) {
        if (!mayEnd || random() > 0.2) continue
        active = !active
      }
      rows.push({kind, columns: [id, releaseDates[at]!, active ? '1' : '0', module, ...rest]})
    }
  }
  const addMember = (kind: GeneratedRow['kind'], refset: string, component: string, ...rest: string[]) =>
    add(kind, uuid(++members), [refset, component, ...rest])

  add('concept', modules.model, ['d'], {from: 0, mayEnd: false, module: modules.model})
  for (let item = 1; item <= count; item++) {
    const id = concept(item)
    const other = concept(1 + Math.floor(random() * count))
    add('concept', id, [item % 2 === 0 ? 'd' : 'p'], {mayEnd: item > 3})
    const texts: [string, string, string][] = [
      ['en', fullySpecified, `Thing ${item} (${item % 3 === 0 ? 'disorder' : 'finding'})`],
      ['en', synonym, `Thing ${item}`],
      ['en', synonym, `Thyng ${item}`],
      ['nl', synonym, `Ding ${item}`],
      ['nl', synonym, `Dinges ${item}`],
    ]
    texts.forEach(([language, type, text], index) => {
      const termId = description(item * 10 + index)
      add('description', termId, [id, language, type, text, 'c'])
      if (language === 'en') {
        addMember('language', dialectsThere.us, termId, index === 2 ? acceptable : preferred)
        addMember('language', dialectsThere.gb, termId, index === 1 ? acceptable : preferred)
      } else {
        addMember('language', dialectsThere.nl, termId, index === 3 ? acceptable : preferred)
        if (item % 5 === 0) addMember('language', dialectsThere.own, termId, preferred)
      }
    })
    if (item % 2 === 0) {
      add('text-definition', description(item * 10 + 9), [
        id,
        'en',
        definition,
        `What thing ${item} is.`,
        'c',
      ])
    }
    const parent = concept(Math.max(1, Math.floor(item / 2)))
    if (item > 1) add('relationship', relationship(item * 10), [id, parent, '0', isA, ...inferred])
    add('relationship', relationship(item * 10 + 1), [id, other, `${item % 3}`, concept(2), ...inferred])
    if (item % 4 === 0) {
      add('concrete-value', relationship(item * 10 + 2), [id, `#${item}.5`, '1', concept(3), ...inferred])
    }
    if (item % 3 === 0) addMember('association', '900000000000527005', id, other)
    if (item % 7 === 0) addMember('association', '900000000000525002', id, other)
    addMember('simple-map', '900000000000497000', id, `X${item}`)
    if (item % 2 === 0) addMember('simple-map-to', concept(99_003), id, `Y${item}`)
    addMember('extended-map', '447562003', id, '1', '1', 'TRUE', `ALWAYS Z${item}`, `Z${item}`, 'c', 'k')
    if (item % 2 === 1) addMember('member', concept(99_004), id)
    addMember('attribute-value', '900000000000489007', id, '900000000000482003')
  }
  rows.push({
    kind: 'module-dependency',
    columns: [
      uuid(++members),
      releaseDates[0],
      '1',
      modules.core,
      'x',
      modules.model,
      '20230131',
      '20230131',
    ],
  })
  return rows
}

/** The rows with the latest date up to `date`, one for each id. */
export function snapshotOf(rows: readonly GeneratedRow[], date: string): readonly GeneratedRow[] {
  const latest = new Map<string, GeneratedRow>()
  for (const row of upTo(rows, date)) {
    const known = latest.get(row.columns[0]!)
    if (!known || known.columns[1]! <= row.columns[1]!) latest.set(row.columns[0]!, row)
  }
  return [...latest.values()]
}

export function upTo(rows: readonly GeneratedRow[], date: string): readonly GeneratedRow[] {
  return rows.filter(({columns}) => columns[1]! <= date)
}

/** What changed after one date and up to another. */
export function deltaOf(rows: readonly GeneratedRow[], after: string, to: string): readonly GeneratedRow[] {
  return snapshotOf(rows, to).filter(({columns}) => columns[1]! > after)
}

const fileNames: Readonly<Record<GeneratedRow['kind'], string>> = {
  concept: 'Terminology/sct2_Concept_TYPE_',
  description: 'Terminology/sct2_Description_TYPE-en_',
  'text-definition': 'Terminology/sct2_TextDefinition_TYPE-en_',
  relationship: 'Terminology/sct2_Relationship_TYPE_',
  'concrete-value': 'Terminology/sct2_RelationshipConcreteValues_TYPE_',
  language: 'Refset/Language/der2_cRefset_LanguageTYPE-en_',
  association: 'Refset/Content/der2_cRefset_AssociationTYPE_',
  'attribute-value': 'Refset/Content/der2_cRefset_AttributeValueTYPE_',
  member: 'Refset/Content/der2_Refset_SimpleTYPE_',
  'simple-map': 'Refset/Map/der2_sRefset_SimpleMapTYPE_',
  'simple-map-to': 'Refset/Map/der2_sRefset_SimpleMapToTYPE_',
  'extended-map': 'Refset/Map/der2_iisssccRefset_ExtendedMapTYPE_',
  'module-dependency': 'Refset/Metadata/der2_ssRefset_ModuleDependencyTYPE_',
}

/**
 * Lays rows out as a release package does.
 *
 * @returns Files by their path in the package.
 */
export function releaseFiles(
  rows: readonly GeneratedRow[],
  type: 'Full' | 'Snapshot' | 'Delta',
  date: string,
  edition = 'INT',
): Record<string, string> {
  const kinds = Object.keys(fileNames) as GeneratedRow['kind'][]
  return Object.fromEntries(
    kinds.map((kind) => {
      const lines = rows.filter((row) => row.kind === kind).map(({columns}) => columns.join('\t'))
      const name = `${type}/${fileNames[kind].replace('TYPE', type)}${edition}_${date}.txt`
      return [name, `${[headerOf(kind), ...lines].join('\n')}\n`]
    }),
  )
}

function headerOf(kind: GeneratedRow['kind']): string {
  if (kind === 'text-definition') return headerOf('description')
  if (kind === 'attribute-value') return `${headerOf('member')}\tvalueId`
  if (kind === 'extended-map') return `${rf2Columns[kind].join('\t')}\tmapCategoryId`
  return rf2Columns[kind].join('\t')
}

/** Numbers from 0 to 1, the same ones in each run (Numerical Recipes' generator). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
