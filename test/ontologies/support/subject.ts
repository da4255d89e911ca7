import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import type {OntologyDescription} from '../../../src/domain/ontology.js'

/** A fixture of one format, and how to spoil one of its lines. */
export interface ContractSubject {
  readonly format: string
  /** Folder of the fixture: one terminology, every column that is read used at least once. */
  readonly folder: string
  readonly description: OntologyDescription
  /** A line of the fixture, matched whole. */
  readonly row: RegExp
  /** What to put in its place, so that exactly this row is lost (or, with `severity`, warned of). */
  readonly spoiledRow: string
  /** Kind of the problem that this makes. */
  readonly problem: string
  readonly severity?: 'warning'
  /** A file of the fixture, and a word that only one name in it holds. */
  readonly text: {readonly file: string; readonly word: string}
  /** Whether a line that is far too long is skipped alone (not so in XML and JSON). */
  readonly isLineBased: boolean
}

/** Folder of the fixture of a format below `test/fixtures/ontologies/`. */
export function fixtureFolder(name: string): string {
  return join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'fixtures', 'ontologies', name)
}
