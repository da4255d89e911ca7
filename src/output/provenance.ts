import type {IndexManifest} from '../index-store/term-index.js'

/** What made a result: enough to make it again. */
export interface Provenance {
  readonly tool: string
  readonly version: string
  /** The encoder whose vectors the index holds. */
  readonly model: {readonly id: string; readonly precision: string; readonly sha256: string}
  readonly sources: readonly {readonly code: string; readonly format: string; readonly release?: string}[]
}

/** @param version - Of this program. */
export function provenanceOf(version: string, {model, sources}: IndexManifest): Provenance {
  const {id, precision, sha256} = model
  return {
    tool: 'biolord',
    version,
    model: {id, precision, sha256},
    sources: sources.map(({code, format, release}) => ({
      code,
      format,
      ...(release !== undefined && {release}),
    })),
  }
}

/** A comment for formats that have no place for the provenance; empty where it was not asked for. */
export function provenanceComment(
  {provenance, showProvenance}: {readonly provenance: Provenance; readonly showProvenance: boolean},
  lineEnd = '\n',
): string {
  return showProvenance ? `# ${provenanceLine(provenance)}${lineEnd}` : ''
}

/** `biolord 0.1.0; model open-mini int8 (sha256 4c7f…); hp 2024-08-13` */
export function provenanceLine({model, sources, tool, version}: Provenance): string {
  return [
    `${tool} ${version}`,
    `model ${model.id} ${model.precision} (sha256 ${model.sha256})`,
    ...sources.map(({code, release}) => (release === undefined ? code : `${code} ${release}`)),
  ]
    .join('; ')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}
