import {languageOf} from './languages.js'
import {type RrfRow, readRrfRows} from './read-rrf-rows.js'
import type {RrfDialect} from './rrf-dialect.js'
import type {RrfTableFile} from './rrf-release.js'

/** What MRSAB (RXNSAB) says of the sources of a release. */
export interface SourceTable {
  /** Source by its versioned name: `ICD10CM_2024` → `ICD10CM`. */
  readonly byVersion: ReadonlyMap<string, string>
  /** All sources, upper case. */
  readonly names: ReadonlySet<string>
  /** LAT by source. */
  readonly languages: ReadonlyMap<string, string>
  /** Latest release into which a source came (`2024AA`), or the version of RxNorm (`20AA_240401F`). */
  readonly release?: string
}

/** A release has some two hundred sources, of one version each. */
const mostSources = 100_000

/** Reads MRSAB; its oddities are of no consequence, so nothing is reported. */
export async function readSourceTable(
  table: RrfTableFile | undefined,
  dialect: RrfDialect,
): Promise<SourceTable> {
  const byVersion = new Map<string, string>()
  const names = new Set<string>()
  const languages = new Map<string, string>()
  let release: string | undefined
  if (table) {
    for await (const rows of readRrfRows(table, () => {})) {
      for (const row of rows) {
        const name = row.get('RSAB')
        if (byVersion.size >= mostSources) continue
        names.add(name.toUpperCase())
        byVersion.set(row.get('VSAB'), name)
        languages.set(name, row.get('LAT'))
        const version = versionIn(row, dialect)
        if (version > (release ?? '')) release = version
      }
    }
  }
  return {byVersion, names, languages, release}
}

function versionIn(row: RrfRow, {format}: RrfDialect): string {
  if (format === 'umls-rrf') return row.get('IMETA')
  return row.get('RSAB') === 'RXNORM' ? row.get('SVER') : ''
}

/** Language of what a source says; undefined where MRSAB is silent. */
export function languageOfSource({languages}: SourceTable, sab: string): string | undefined {
  return languageOf(languages.get(sab) ?? '')
}
