/** What a column of a table gives; `value` is kept as a property of the concept under the column's own name. */
export type ColumnRole =
  | 'id'
  | 'name'
  | 'synonyms'
  | 'definition'
  | 'type'
  | 'parent'
  | 'alternative id'
  | 'cross-map'
  | 'tree number'
  | 'replaced by'
  | 'kind of name'
  | 'language'
  | 'obsolete'
  | 'active'
  | 'status'
  | 'value'

/** A column that is read. */
export interface TableColumn {
  /** Position, from 0. */
  readonly index: number
  /** As the header has it; in a table without a header the number, from 1. */
  readonly label: string
  readonly role: ColumnRole
}

/** Roles whose cells are prose, a code or a flag: never taken apart. */
const single: readonly ColumnRole[] = [
  'name',
  'definition',
  'kind of name',
  'language',
  'obsolete',
  'active',
  'status',
  'value',
]

/** Whether a cell of the column may hold several values. */
export function holdsSeveral(role: ColumnRole): boolean {
  return !single.includes(role)
}

/** Whether its values are codes, which hold none of the characters that part them. */
export function holdsCodes(role: ColumnRole): boolean {
  return ['id', 'parent', 'alternative id', 'cross-map', 'tree number', 'replaced by'].includes(role)
}

/**
 * The common spelling of a header: `Preferred Name`, `preferredName` and `preferred-name` are one; `DrugBank ID` is two
 * words, as written.
 *
 * @returns Lower case, words joined by `_`.
 */
export function headerKey(header: string): string {
  const words = /^[A-Za-z]+$/.test(header) ? header.replace(/(?<=[a-z])(?=[A-Z])/g, '_') : header
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
}

/** What the headers of this field call their columns; the first that fits counts. */
const roles: readonly (readonly [ColumnRole, RegExp])[] = [
  ['kind of name', /^(?:kind|tty|(?:synonym|term|name|label)_(?:type|kind|scope))$/],
  ['language', /^(?:language|lang|language_code|locale)$/],
  ['tree number', /^(?:mesh_)?tree_?(?:numbers?|nums?|codes?)$/],
  [
    'replaced by',
    /^(?:(?:is_)?replaced_by|replacement|map_?to|successor|superseded_by)(?:_(?:id|code|curie))?$/,
  ],
  ['obsolete', /^(?:is_)?(?:obsolete|deprecated|retired|inactive|withdrawn)$/],
  ['active', /^(?:is_)?active$/],
  ['status', /^(?:concept_|term_)?status$/],
  [
    'alternative id',
    /^(?:(?:alt|alternative|alternate|secondary|old|merged|other)_?(?:\w+_)?(?:ids?|identifiers?|codes?|curies?)|alts|accession_numbers?)$/,
  ],
  [
    'parent',
    /^(?:parents?|is_?a|broader|super_?class(?:es)?|sub_?class_?of)(?:_(?:ids?|codes?|curies?|concepts?|terms?))?$/,
  ],
  ['cross-map', /^(?:(?:db_?)?x_?refs?|(?:database_)?cross_?references?|mappings?|exact_?match(?:es)?)$/],
  [
    'synonyms',
    /synonym|(?:^|_)(?:alias(?:es)?|aka|names|labels)$|^(?:alt|alternative|alternate|other|additional|brand|trade|short|abbreviated|abbr|consumer|inn)_?(?:name|label|term|title|description|desc)s?$|^(?:entry|inclusion|index|related)_terms?$|_match_labels?$|^(?:abbreviations?|acronyms?|shortname|terms|titles)$/,
  ],
  ['definition', /^(?:definitions?|def|scope_?note|gloss|comment)$|_definition$/],
  [
    'type',
    /^(?:(?:semantic|sem|concept|entity|class)_?)?(?:types?|class|category|group)$|^(?:sty|domain|branch)$/,
  ],
]

const ids: readonly RegExp[] = [
  /^(?:id|identifier|curie|code|cui|sctid|obo_id|iri|uri|(?:concept|class|term|entity)_?(?:id|code|curie|identifier|iri)|(?:preferred|primary|main)_(?:id|code))$/,
  /^(?:doid|loinc|loinc_num|hpo|rxcui|snomed(?:ct)?|icd_?\d*(?:cm|pcs|gm)?)$/,
  /_(?:ids?|codes?|curies?|identifier|cui|number|num|no)$/,
  /^(?:cas|unii)$/,
]

const names: readonly RegExp[] = [
  /^(?:preferred|pref|main|primary)_?(?:name|label|term|title)$/,
  /^translation$|^translated_(?:name|label|term|text)$/,
  /^(?:name|label|lbl|rdfs_label)$/,
  /^(?:long_common_name|(?:common|concept|class|full|long|display|standard|official)_(?:name|label|term|title|description|desc)|display|fsn|prefterm)$/,
  /^(?:term|title|concept|text|string|str|terms?_text)$/,
  /^(?!(?:english|first|last|middle|sur|file|user|patient|source|author)_).*_(?:name|label|term|title)$/,
  /^english_(?:name|label|term|text)$/,
  /^(?:description|desc)$/,
]

/** Vocabularies whose ids stand in columns of other terminologies' tables, by the first part of the header. */
const vocabularies =
  /^(cas|cas_?rn|unii|umls|cui|mesh|omim|mim|snomed|snomedct|sctid|icd\d*(?:cm|pcs|gm|o)?|doid|hp|hpo|mondo|ncit|orpha|orphanet|chebi|chembl|drugbank|rxnorm|rxcui|atc|kegg|pubchem|loinc|meddra|ncbigene|hgnc|ensembl|uniprot|efo|medgen|gard)(?:_(?:ids?|codes?|curies?|cui|cid|identifier|number|no))?$/

/** The role that a header gives on its own: neither id nor name, which columns compete for. */
export function roleOfHeader(header: string): ColumnRole | undefined {
  const key = headerKey(header)
  return roles.find(([, pattern]) => pattern.test(key))?.[0]
}

/** Whether a column is about texts, people or rows (`patient_id`): what its table names are no concepts. */
export function isOfNoConcept(header: string): boolean {
  return /^(?:doc|document|note|text|sentence|patient|person|subject|visit|encounter|row|record|user|sample)_/.test(
    headerKey(header),
  )
}

/** How well a header names ids, 0 the best; -1: not at all. */
export function idRank(header: string): number {
  const key = headerKey(header)
  return isOfNoConcept(header) ? -1 : ids.findIndex((pattern) => pattern.test(key))
}

/** How well a header names the concepts' names, 0 the best; -1: not at all. */
export function nameRank(header: string): number {
  return names.findIndex((pattern) => pattern.test(headerKey(header)))
}

/** `UMLS` of `umls_cui`: the vocabulary that a column of foreign ids belongs to. */
export function vocabularyOf(header: string): string | undefined {
  const name = vocabularies.exec(headerKey(header))?.[1]
  if (name === 'cui') return 'UMLS'
  return name?.startsWith('cas') ? 'CAS' : name?.toUpperCase()
}
