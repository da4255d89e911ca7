import {type RrfRow, readRrfRows} from './read-rrf-rows.js'
import type {SourceTable} from './read-source-table.js'
import type {RrfTableFile} from './rrf-release.js'

/** The map from SNOMED CT to ICD-10-CM starts from some 130,000 codes; a hostile table must not fill the memory. */
const mostCodes = 2_000_000
/** Concepts that the atoms of one code are spread over; a handful in a release. */
const mostConcepts = 100
const codeTypes: readonly string[] = ['CODE', 'SCUI', 'SDUI']

/** Whether a map starts or ends at a code, and not at an expression or an atom. */
export function isCodeType(type: string): boolean {
  return codeTypes.includes(type)
}

/** Between which vocabularies a map set leads. */
export interface MapSetEnds {
  readonly from: string
  readonly to: string
}

/**
 * What is needed to read MRMAP and only CONSO tells: the concepts of the codes that maps start from, and the vocabularies
 * of each map set, which stand in its name (term type XM: `SNOMEDCT_US_2024_03_01 to ICD10CM_2024 Mappings`).
 */
export class MapSources {
  private readonly mapSets = new Map<string, MapSetEnds | undefined>()
  private readonly codes = new Set<string>()
  private readonly concepts = new Map<string, string[]>()

  private constructor(private readonly sources: SourceTable) {}

  /** @param table - MRMAP or MRSMAP, which is read once for the codes. */
  static async collect(table: RrfTableFile | undefined, sources: SourceTable): Promise<MapSources> {
    const collected = new MapSources(sources)
    if (table) {
      for await (const rows of readRrfRows(table, () => {})) {
        for (const row of rows) collected.want(row)
      }
    }
    return collected
  }

  private want(row: RrfRow): void {
    if (this.codes.size >= mostCodes || this.mapSets.size >= mostCodes) return
    this.mapSets.set(row.get('MAPSETCUI'), undefined)
    if (isCodeType(row.get('FROMTYPE'))) this.codes.add(row.get('FROMEXPR'))
  }

  /** Takes in a row of CONSO. */
  learn(row: RrfRow): void {
    if (this.mapSets.size === 0) return
    const concept = row.get('CUI')
    if (row.get('TTY') === 'XM' && this.mapSets.has(concept)) {
      this.mapSets.set(concept, this.endsOf(row.get('STR')))
    }
    for (const column of codeTypes) {
      const code = row.get(column)
      if (code === '' || !this.codes.has(code) || this.concepts.size >= mostCodes) continue
      const key = `${row.get('SAB')}|${code}`
      const known = this.concepts.get(key)
      if (!known) this.concepts.set(key, [concept])
      else if (known.length < mostConcepts && !known.includes(concept)) known.push(concept)
    }
  }

  /** Concepts that hold an atom of the code; a source may spread the atoms of one code over several. */
  conceptsOf(sab: string, code: string): readonly string[] {
    return this.concepts.get(`${sab}|${code}`) ?? []
  }

  ends(mapSet: string): MapSetEnds | undefined {
    return this.mapSets.get(mapSet)
  }

  private endsOf(name: string): MapSetEnds | undefined {
    const [, from, to] = /^(\S+) to (\S+)/.exec(name) ?? []
    return from === undefined ? undefined : {from: this.unversioned(from), to: this.unversioned(to!)}
  }

  private unversioned(version: string): string {
    return this.sources.byVersion.get(version) ?? version.replace(/_\d\w*$/, '')
  }
}
