import type {OntologyRow, SourceLine} from '../../src/domain/ontology.js'
import {type Rf2Kind, rf2Columns} from './rf2-columns.js'
import type {Rf2File} from './rf2-file.js'

/** Names under which kept lines make a Snapshot; they hold no date, so that whatever is joined to them is later. */
const keptFiles: Readonly<Record<Rf2Kind, string>> = {
  concept: 'sct2_Concept_Snapshot_INDEX.txt',
  description: 'sct2_Description_Snapshot_INDEX.txt',
  relationship: 'sct2_Relationship_Snapshot_INDEX.txt',
  'concrete-value': 'sct2_RelationshipConcreteValues_Snapshot_INDEX.txt',
  language: 'der2_cRefset_LanguageSnapshot_INDEX.txt',
  association: 'der2_cRefset_AssociationSnapshot_INDEX.txt',
  'simple-map': 'der2_sRefset_SimpleMapSnapshot_INDEX.txt',
  'simple-map-to': 'der2_sRefset_SimpleMapToSnapshot_INDEX.txt',
  'extended-map': 'der2_iisssccRefset_ExtendedMapSnapshot_INDEX.txt',
  'module-dependency': 'der2_ssRefset_ModuleDependencySnapshot_INDEX.txt',
  member: 'der2_Refset_SimpleSnapshot_INDEX.txt',
}

const keptStated = 'sct2_StatedRelationship_Snapshot_INDEX.txt'

/**
 * Makes the rows that an index keeps so that a Delta can be applied to it. Written to the files that they name, they are
 * an RF2 Snapshot: one file for each kind that has rows, with the columns that are read and no others.
 */
export class KeptLines {
  private readonly started = new Set<string>()

  /** Appends the header of the file that lines of this kind are kept in, once. */
  start(file: Rf2File, rows: OntologyRow[]): void {
    const name = keptNameOf(file)
    if (this.started.has(name)) return
    this.started.add(name)
    rows.push({
      row: 'kept',
      file: name,
      line: rf2Columns[file.kind].join('\t'),
      at: {file: file.file.path, line: 1},
    })
  }

  /** @param columns - Those of `line`. */
  keep(
    name: string,
    kind: Rf2Kind,
    columns: readonly string[],
    line: string,
    at: SourceLine,
    rows: OntologyRow[],
  ) {
    const {length} = rf2Columns[kind]
    const kept = columns.length === length ? line : columns.slice(0, length).join('\t')
    rows.push({row: 'kept', file: name, line: kept, at})
  }
}

export function keptNameOf({isStated, kind}: Rf2File): string {
  return isStated ? keptStated : keptFiles[kind]
}
