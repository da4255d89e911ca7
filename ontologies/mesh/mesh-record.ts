import type {TermScope} from '../../src/domain/ontology.js'

/** A value of a record, and the line where it stands. */
export interface MeshValue {
  readonly text: string
  readonly line: number
}

/** A name of a record other than its heading. */
export interface MeshTerm extends MeshValue {
  readonly scope: TermScope
}

/** A relation to a descriptor, which XML names by its id and ASCII by its heading. */
export interface MeshLink {
  readonly relation: 'mapped-to' | 'pharmacological-action' | 'see-related'
  readonly target: {readonly id: string} | {readonly heading: string}
  readonly line: number
}

/** A descriptor (D…) or a supplementary concept record (C…), whichever way it is written. */
export interface MeshRecord {
  readonly kind: MeshKind
  readonly line: number
  readonly id: MeshValue | undefined
  readonly name: MeshValue | undefined
  /** Code of the names' language where it is not English. */
  readonly language?: string
  /** DescriptorClass or SCRClass. */
  readonly recordClass: MeshValue | undefined
  readonly terms: readonly MeshTerm[]
  /** The scope note of the preferred concept, the note of a supplementary record. */
  readonly notes: readonly MeshValue[]
  readonly semanticTypes: readonly MeshValue[]
  readonly treeNumbers: readonly MeshValue[]
  readonly registryNumbers: readonly MeshValue[]
  readonly relatedRegistryNumbers: readonly MeshValue[]
  readonly links: readonly MeshLink[]
}

export type MeshKind = 'descriptor' | 'supplementary'

/** RelationName of XML and the semantic relation of ASCII: what another concept's term is to the heading. */
export const relationScopes: ReadonlyMap<string, TermScope> = new Map([
  ['EQV', 'exact'],
  ['NRW', 'narrow'],
  ['BRD', 'broad'],
  ['REL', 'related'],
])
