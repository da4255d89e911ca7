import type {OntologyRow, SourceLine} from '../domain/ontology.js'
import {prepareText} from '../domain/prepare-text.js'
import {stagingTables} from './schema.js'
import {attachScratch, type Database, type SqlValue, type Statement} from './sqlite.js'
import {scopeCode} from './term-scope-code.js'

type Insert = Statement<SqlValue[]>

/**
 * Takes rows as the readers yield them and keeps them in a scratch database until they can be joined, so that memory
 * does not grow with the terminology.
 */
export class StagedRows {
  private readonly files = new Map<string, number>()
  private readonly insertFile: Insert
  private readonly inserts: Readonly<Record<OntologyRow['row'], Insert>>

  constructor(database: Database, scratchPath: string) {
    attachScratch(database, scratchPath, 'staging')
    database.exec(stagingTables)
    const insertInto = (table: string, columns: number): Insert =>
      database.prepare(`INSERT INTO staging.${table} VALUES (${Array(columns).fill('?').join(', ')})`)
    this.insertFile = insertInto('file', 2)
    this.inserts = {
      concept: insertInto('concept', 5),
      term: insertInto('term', 9),
      preference: database.prepare('INSERT OR IGNORE INTO staging.preference VALUES (?, ?)'),
      definition: insertInto('definition', 6),
      type: insertInto('type', 5),
      relation: insertInto('relation', 6),
      map: insertInto('map', 6),
      replacement: insertInto('replacement', 6),
    }
  }

  /** @param source - The store's number of the source. */
  add(source: number, row: OntologyRow): void {
    const {inserts} = this
    switch (row.row) {
      case 'concept':
        inserts.concept.run(source, row.id, row.active ? 1 : 0, this.fileNumber(row.at), row.at.line)
        break
      case 'term': {
        const text = prepareText(row.text)
        inserts.term.run(
          source,
          row.conceptId,
          row.termId ?? null,
          text,
          text.toLowerCase(),
          scopeCode(row.scope),
          row.language ?? null,
          this.fileNumber(row.at),
          row.at.line,
        )
        break
      }
      case 'preference':
        inserts.preference.run(source, row.termId)
        break
      case 'definition':
        inserts.definition.run(
          source,
          row.conceptId,
          prepareText(row.text),
          row.language ?? null,
          this.fileNumber(row.at),
          row.at.line,
        )
        break
      case 'type':
        inserts.type.run(source, row.conceptId, row.type, this.fileNumber(row.at), row.at.line)
        break
      case 'relation':
        inserts.relation.run(
          source,
          row.conceptId,
          row.relation,
          row.targetId,
          this.fileNumber(row.at),
          row.at.line,
        )
        break
      case 'map':
        inserts.map.run(source, row.conceptId, row.target, row.relation, this.fileNumber(row.at), row.at.line)
        break
      case 'replacement':
        inserts.replacement.run(
          source,
          row.id,
          row.replacementId,
          row.reason,
          this.fileNumber(row.at),
          row.at.line,
        )
    }
  }

  private fileNumber({file}: SourceLine): number {
    let number = this.files.get(file)
    if (number === undefined) {
      number = this.files.size
      this.files.set(file, number)
      this.insertFile.run(number, file)
    }
    return number
  }
}
