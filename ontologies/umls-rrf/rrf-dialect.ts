/** A table of a release without the prefix of its name: `CONSO` is MRCONSO.RRF or RXNCONSO.RRF. */
export type RrfTable =
  | 'CONSO'
  | 'STY'
  | 'DEF'
  | 'REL'
  | 'RANK'
  | 'SAB'
  | 'CUI'
  | 'MAP'
  | 'SMAP'
  | 'SAT'
  | 'ATOMARCHIVE'
  | 'FILES'
  | 'DOC'

/** What sets the UMLS and RxNorm apart. */
export interface RrfDialect {
  readonly format: 'umls-rrf' | 'rxnorm-rrf'
  readonly code: string
  /** How the names of its files start. */
  readonly prefix: 'MR' | 'RXN'
  /** Form of the ids in CONSO. */
  readonly conceptId: RegExp
  /** The columns in their order, by the names that the UMLS gives them. */
  readonly columns: Readonly<Partial<Record<RrfTable, readonly string[]>>>
  /** What is lost without a table. */
  readonly useful: Readonly<Partial<Record<RrfTable, string>>>
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

const conso = 'CUI LAT TS LUI STT SUI ISPREF AUI SAUI SCUI SDUI SAB TTY CODE STR SRL SUPPRESS CVF'
const sty = 'CUI TUI STN STY ATUI CVF'
const sab =
  'VCUI RCUI VSAB RSAB SON SF SVER VSTART VEND IMETA RMETA SLC SCC SRL TFR CFR CXTY TTYL ATNL LAT CENC CURVER SABIN SSN SCIT'

/** @see https://www.ncbi.nlm.nih.gov/books/NBK9685/ UMLS Reference Manual, chapter 3 */
export const umlsDialect: RrfDialect = {
  format: 'umls-rrf',
  code: 'umls',
  prefix: 'MR',
  conceptId: /^C[LN]?\d{4,8}$/,
  columns: {
    CONSO: words(conso),
    STY: words(sty),
    DEF: words('CUI AUI ATUI SATUI SAB DEF SUPPRESS CVF'),
    REL: words('CUI1 AUI1 STYPE1 REL CUI2 AUI2 STYPE2 RELA RUI SRUI SAB SL RG DIR SUPPRESS CVF'),
    RANK: words('RANK SAB TTY SUPPRESS'),
    SAB: words(sab),
    CUI: words('CUI1 VER REL RELA MAPREASON CUI2 MAPIN'),
    MAP: words(
      'MAPSETCUI MAPSETSAB MAPSUBSETID MAPRANK MAPID MAPSID FROMID FROMSID FROMEXPR FROMTYPE FROMRULE FROMRES REL RELA TOID TOSID TOEXPR TOTYPE TORULE TORES MAPRULE MAPRES MAPTYPE MAPATN MAPATV CVF',
    ),
    SMAP: words('MAPSETCUI MAPSETSAB MAPID MAPSID FROMEXPR FROMTYPE REL RELA TOEXPR TOTYPE CVF'),
    FILES: words('FIL DES FMT CLS RWS BTS'),
    DOC: words('DOCKEY VALUE TYPE EXPL'),
  },
  useful: {
    STY: 'semantic types',
    DEF: 'definitions',
    REL: 'relations',
    RANK: 'the order of names',
    SAB: 'the release',
    CUI: 'retired concepts',
    MAP: 'cross-maps',
  },
}

/** @see https://www.nlm.nih.gov/research/umls/rxnorm/docs/techdoc.html RxNorm Technical Documentation, section 12 */
export const rxnormDialect: RrfDialect = {
  format: 'rxnorm-rrf',
  code: 'rxnorm',
  prefix: 'RXN',
  conceptId: /^\d{1,8}$/,
  columns: {
    CONSO: words(conso),
    STY: words(sty),
    REL: words('CUI1 AUI1 STYPE1 REL CUI2 AUI2 STYPE2 RELA RUI SRUI SAB SL DIR RG SUPPRESS CVF'),
    SAB: words(sab),
    SAT: words('CUI LUI SUI AUI STYPE CODE ATUI SATUI ATN SAB ATV SUPPRESS CVF'),
    CUI: words('CUI1 VER_START VER_END CARDINALITY CUI2'),
    ATOMARCHIVE: words(
      'RXAUI AUI STR ARCHIVE_TIMESTAMP CREATED_TIMESTAMP UPDATED_TIMESTAMP CODE IS_BRAND LAT LAST_RELEASED SAUI VSAB CUI SAB TTY MERGED_TO_CUI',
    ),
    DOC: words('DOCKEY VALUE TYPE EXPL'),
  },
  useful: {
    STY: 'semantic types',
    REL: 'relations',
    SAB: 'the release',
    SAT: 'strengths and NDCs',
    CUI: 'retired concepts',
    ATOMARCHIVE: 'names of retired concepts',
  },
}
