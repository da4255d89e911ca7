import {join} from 'node:path'
import type {ModelIdentity} from '../../../src/domain/model-identity.js'
import type {OntologyRow, Problem, TermScope} from '../../../src/domain/ontology.js'
import {FileVerifier} from '../../../src/files/checksum.js'
import type {BuiltRows} from '../../../src/index-store/database-builder.js'
import {engineStatuses} from '../../../src/index-store/engines.js'
import {IndexBuilder} from '../../../src/index-store/index-builder.js'
import type {EngineName, FilterExpressions, IndexManifest} from '../../../src/index-store/term-index.js'
import type {VectorCache} from '../../../src/index-store/vector-cache.js'
import {fakeVector} from '../../helpers/fake-encoder.js'

/** Engines whose packages are installed here; optional dependencies may be missing. */
export const usableEngines: readonly EngineName[] = (await engineStatuses())
  .filter(({problem}) => problem === undefined)
  .map(({name}) => name)

/** One of them that has a graph, where there is one. */
const someEngine = usableEngines[0]!

/** Rows with a place in a file that does not exist. */
export class SampleRows {
  private line = 1

  concept(id: string, active = true): OntologyRow {
    return {row: 'concept', id, active, at: this.at()}
  }

  term(
    conceptId: string,
    text: string,
    scope: TermScope = 'exact',
    more: {termId?: string; language?: string} = {},
  ): OntologyRow {
    return {row: 'term', conceptId, text, scope, ...more, at: this.at()}
  }

  preference(termId: string): OntologyRow {
    return {row: 'preference', termId, at: this.at()}
  }

  definition(conceptId: string, text: string): OntologyRow {
    return {row: 'definition', conceptId, text, at: this.at()}
  }

  type(conceptId: string, type: string): OntologyRow {
    return {row: 'type', conceptId, type, at: this.at()}
  }

  isA(conceptId: string, targetId: string): OntologyRow {
    return {row: 'relation', conceptId, relation: 'is-a', targetId, at: this.at()}
  }

  member(refset: string, conceptId: string): OntologyRow {
    return {row: 'member', refset, conceptId, at: this.at()}
  }

  map(conceptId: string, target: string, relation = 'exact'): OntologyRow {
    return {row: 'map', conceptId, target, relation, at: this.at()}
  }

  replacement(id: string, replacementId: string, reason: string): OntologyRow {
    return {row: 'replacement', id, replacementId, reason, at: this.at()}
  }

  private at() {
    return {file: 'sample.txt', line: this.line++}
  }
}

/** A small terminology with one of everything. */
export function sampleRows(): OntologyRow[] {
  const row = new SampleRows()
  return [
    ...['C:1', 'C:2', 'C:3', 'C:4'].map((id) => row.concept(id)),
    row.concept('C:9', false),
    row.term('C:1', 'Disease', 'preferred'),
    row.term('C:2', 'Heart disease', 'preferred'),
    row.term('C:2', 'Cardiac disease'),
    row.term('C:2', 'Heart trouble', 'related'),
    row.term('C:3', 'Myocardial infarction', 'preferred'),
    row.term('C:3', 'Heart attack'),
    row.term('C:3', 'MI', 'exact', {language: 'en'}),
    row.term('C:4', 'Mitral insufficiency', 'preferred'),
    row.term('C:4', 'MI'),
    row.term('C:9', 'Old heart disease', 'preferred'),
    row.definition('C:3', 'Death of heart muscle for want of blood.'),
    row.definition('C:2', 'Disease'),
    ...['C:1', 'C:2', 'C:3'].map((id) => row.type(id, 'disorder')),
    row.type('C:4', 'Finding'),
    row.isA('C:2', 'C:1'),
    row.isA('C:3', 'C:2'),
    row.isA('C:4', 'C:2'),
    row.map('C:3', 'UMLS:C0027051'),
    row.replacement('C:9', 'C:2', 'replaced-by'),
    row.replacement('C:33', 'C:3', 'alternative-id'),
  ]
}

/** A terminology of many names that share words, so that neighbours are many and near. */
export function manyRows(concepts: number): OntologyRow[] {
  const row = new SampleRows()
  const sites = ['heart', 'lung', 'liver', 'kidney', 'skin', 'stomach', 'brain']
  const kinds = ['disease', 'infection', 'tumour', 'injury', 'failure']
  return Array.from({length: concepts}, (_, i) => {
    const id = `M:${String(i).padStart(6, '0')}`
    const name = `${kinds[i % kinds.length]} ${i} of ${sites[i % sites.length]}`
    return [
      row.concept(id),
      row.term(id, name, 'preferred'),
      row.term(id, `${sites[i % sites.length]} ${kinds[i % kinds.length]} type ${i}`),
      row.type(id, i % 10 === 0 ? 'rare' : 'common'),
    ]
  }).flat()
}

export interface SampleOptions {
  readonly cache?: VectorCache
  readonly engine?: EngineName
  readonly filters?: FilterExpressions
  readonly model?: ModelIdentity
  readonly rows?: readonly OntologyRow[]
  readonly source?: string
  readonly verifier?: FileVerifier
}

export interface SampleIndex {
  readonly folder: string
  readonly manifest: IndexManifest
  readonly built: BuiltRows
  readonly problems: readonly Problem[]
  /** Texts whose vectors no build of before had. */
  readonly encoded: readonly string[]
  /** Keeps its notes beside the index; knows the files as verified. */
  readonly verifier: FileVerifier
}

/** Builds an index with vectors of the fake encoder, in the folder `name` of `home`. */
export async function buildSample(
  home: string,
  name = 'sample',
  options: SampleOptions = {},
): Promise<SampleIndex> {
  const {engine = someEngine, model = sampleModel, rows = sampleRows(), source = 'test'} = options
  const verifier = options.verifier ?? new FileVerifier(join(home, '.verified'))
  const folder = join(home, name)
  const problems: Problem[] = []
  await using builder = await IndexBuilder.create(folder, {
    name,
    verifier,
    cache: options.cache,
    filters: options.filters,
    report: (problem) => problems.push(problem),
  })
  builder.addSource({code: source, format: 'sample', release: '2024'})
  builder.addRows(source, rows)
  const built = builder.finishRows()
  const texts = [...builder.texts()]
  const missing = await builder.startVectors(model)
  const encoded = [...missing].map((row) => texts[row] as string)
  // last row first: encoders hand vectors over in an order of their own
  for (const row of missing.reverse())
    builder.writeVectors(Uint32Array.of(row), fakeVector(texts[row] as string))
  const manifest = await builder.finish({engine, model, toolVersion: '0.0.0'})
  return {folder, manifest, built, problems, encoded, verifier}
}

export const sampleModel = {
  id: 'fake',
  sha256: 'f'.repeat(64),
  dimensions: 32,
  pooling: 'mean',
  precision: 'fp32',
} as const
