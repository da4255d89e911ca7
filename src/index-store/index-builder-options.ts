import type {ModelIdentity} from '../domain/model-identity.js'
import type {ReportProblem} from '../domain/ontology.js'
import type {Synonym} from '../domain/synonym.js'
import type {FileVerifier} from '../files/checksum.js'
import type {PreviousIndex} from './previous-index.js'
import type {EngineName, FilterExpressions, IndexManifest} from './term-index.js'
import type {VectorCache} from './vector-cache.js'
import type {BuildProgress} from './vector-engine.js'

export interface IndexBuilderOptions {
  /** Name the user knows the index by, for messages. */
  readonly name: string
  readonly report?: ReportProblem
  /** What the index is to hold; absent: everything. */
  readonly filters?: FilterExpressions
  /** The index in this place, where the build is an update of it. */
  readonly previous?: PreviousIndex
  /** Place whose stopped build is taken over; default: the index's own. */
  readonly resumes?: string
  /** Other indexes of this machine: vectors that they have of the same model are taken over. */
  readonly others?: readonly {readonly folder: string; readonly manifest: IndexManifest}[]
  /** Takes over what only the index in this place holds when another replaces it, and gives what it has. */
  readonly cache?: VectorCache
  /** Names that the user gives beside those of the sources. */
  readonly synonyms?: readonly Synonym[]
  /** Told the checksums of the finished files, so that the first query does not compute them again. */
  readonly verifier?: FileVerifier
}

export interface FinishOptions {
  readonly model: ModelIdentity
  readonly engine: EngineName
  readonly toolVersion: string
  /** Told of the vectors that the graph has taken. */
  readonly onProgress?: BuildProgress
}
