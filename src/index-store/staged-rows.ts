import type {OntologyRow, SourceLine} from '../domain/ontology.js'
import {prepareText} from '../domain/prepare-text.js'
import {BatchInsert} from './batch-insert.js'
import type {KeptLines} from './kept-lines.js'
import {stagingTables} from './schema.js'
import {attachScratch, type Database} from './sqlite.js'
import {scopeCode} from './term-scope-code.js'

/**
 * Takes rows as the readers yield them and keeps them in a scratch database until they can be joined, so that memory
 * does not grow with the terminology.
 */
export class StagedRows {
  private readonly files = new Map<string, number>()
  private readonly insertFile: BatchInsert
  private readonly inserts: Readonly<Record<Exclude<OntologyRow['row'], 'kept'>, BatchInsert>>

  constructor(
    database: Database,
    scratchPath: string,
    private readonly kept: KeptLines,
  ) {
    attachScratch(database, scratchPath, 'staging')
    database.exec(stagingTables)
    const insertInto = (table: string, columns: number) =>
      new BatchInsert(database, `INTO staging.${table}`, columns)
    this.insertFile = insertInto('file', 2)
    this.inserts = {
      concept: insertInto('concept', 6),
      term: insertInto('term', 10),
      preference: new BatchInsert(database, 'OR IGNORE INTO staging.preference', 2),
      definition: insertInto('definition', 7),
      type: insertInto('type', 5),
      relation: insertInto('relation', 7),
      property: insertInto('property', 7),
      member: insertInto('member', 5),
      map: insertInto('map', 10),
      replacement: insertInto('replacement', 6),
    }
  }

  /** Puts the last rows into their tables. */
  finish(): void {
    this.insertFile.flush()
    for (const insert of Object.values(this.inserts)) insert.flush()
  }

  /** @param source - The store's number of the source; `sourceCode` its code. */
  add(source: number, sourceCode: string, row: OntologyRow): void {
    const {inserts} = this
    switch (row.row) {
      case 'concept':
        inserts.concept.add(
          source,
          row.id,
          row.active ? 1 : 0,
          row.leftOut ? 1 : 0,
          this.fileNumber(row.at),
          row.at.line,
        )
        break
      case 'term': {
        const text = prepareText(row.text)
        inserts.term.add(
          source,
          row.conceptId,
          row.termId ?? null,
          text,
          text.toLowerCase(),
          scopeCode(row.scope),
          row.rank ?? 0,
          row.language ?? null,
          this.fileNumber(row.at),
          row.at.line,
        )
        break
      }
      case 'preference':
        inserts.preference.add(source, row.termId)
        break
      case 'definition':
        inserts.definition.add(
          source,
          row.conceptId,
          row.termId ?? null,
          prepareText(row.text),
          row.language ?? null,
          this.fileNumber(row.at),
          row.at.line,
        )
        break
      case 'type':
        inserts.type.add(source, row.conceptId, row.type, this.fileNumber(row.at), row.at.line)
        break
      case 'relation':
        inserts.relation.add(
          source,
          row.conceptId,
          row.relation,
          row.targetId,
          row.group ?? 0,
          this.fileNumber(row.at),
          row.at.line,
        )
        break
      case 'property':
        inserts.property.add(
          source,
          row.conceptId,
          row.property,
          row.value,
          row.group ?? 0,
          this.fileNumber(row.at),
          row.at.line,
        )
        break
      case 'member':
        inserts.member.add(source, row.conceptId, row.refset, this.fileNumber(row.at), row.at.line)
        break
      case 'map':
        inserts.map.add(
          source,
          row.conceptId,
          row.group ?? 0,
          row.priority ?? 0,
          row.target,
          row.relation,
          row.rule ?? '',
          row.advice ?? '',
          this.fileNumber(row.at),
          row.at.line,
        )
        break
      case 'kept':
        this.kept.add(sourceCode, row.file, row.line)
        break
      case 'replacement':
        inserts.replacement.add(
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
      this.insertFile.add(number, file)
    }
    return number
  }
}
