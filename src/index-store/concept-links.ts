import type {TermScope} from '../domain/ontology.js'
import type {Database, SqlValue, Statement} from './sqlite.js'
import type {ConceptDetails, ConceptSummary} from './term-index.js'
import {scopeOfCode} from './term-scope-code.js'

/** Looks concepts up by id and tells all that the database says of one: for `show` and `map`, not for linking. */
export class ConceptLinks {
  private readonly byId: Statement<SqlValue[], {number: number; id: string}>
  private readonly isActive: Statement<SqlValue[], number>
  private readonly terms: Statement<SqlValue[], {text: string; scope: number; language: string | null}>
  private readonly definitions: Statement<SqlValue[], string>
  private readonly parents: Statement<SqlValue[], number>
  private readonly children: Statement<SqlValue[], number>
  private readonly maps: Statement<SqlValue[], {target: string; relation: string}>
  private readonly replacements: Statement<SqlValue[], {concept: number; reason: string}>
  private readonly replaced: Statement<SqlValue[], {concept: number; reason: string}>

  /** @param summaryOf - Gives the summary of a concept number. */
  constructor(
    database: Database,
    private readonly summaryOf: (concept: number) => ConceptSummary,
  ) {
    const numbers = (sql: string) => database.prepare<SqlValue[], number>(sql).pluck()
    this.byId = database.prepare('SELECT number, id FROM concept WHERE id = ? COLLATE NOCASE ORDER BY number')
    this.isActive = numbers('SELECT active FROM concept WHERE number = ?')
    this.terms = database.prepare(`
      SELECT text.text, term.scope, term.language
      FROM term JOIN text ON text.number = term.text JOIN concept ON concept.number = term.concept
      WHERE term.concept = ?
      ORDER BY text.text <> concept.name, term.scope, term.rank
    `)
    this.definitions = database
      .prepare<SqlValue[], string>(`
        SELECT text.text FROM definition JOIN text ON text.number = definition.text
        WHERE definition.concept = ? ORDER BY definition.rank
      `)
      .pluck()
    const isA = `(SELECT number FROM relation_kind WHERE name = 'is-a')`
    this.parents = numbers(
      `SELECT DISTINCT target FROM relation WHERE concept = ? AND kind = ${isA} ORDER BY target`,
    )
    this.children = numbers(
      `SELECT DISTINCT concept FROM relation WHERE target = ? AND kind = ${isA} ORDER BY concept`,
    )
    this.maps = database.prepare(
      'SELECT DISTINCT target, relation FROM map WHERE concept = ? ORDER BY map_group, priority, target, relation',
    )
    this.replacements = database.prepare(
      'SELECT replacement AS concept, reason FROM history WHERE concept = ? ORDER BY replacement, reason',
    )
    this.replaced = database.prepare(
      'SELECT concept, reason FROM history WHERE replacement = ? ORDER BY concept, reason',
    )
  }

  /** Numbers of the concepts with this id, in any case if none has it as it stands. Sources may share an id. */
  numbersOfId(id: string): readonly number[] {
    const found = this.byId.all(id)
    const literal = found.filter((row) => row.id === id)
    return (literal.length > 0 ? literal : found).map(({number}) => number)
  }

  details(concept: number): ConceptDetails {
    const summaries = (numbers: readonly number[]) => numbers.map((number) => this.summaryOf(number))
    return {
      ...this.summaryOf(concept),
      active: this.isActive.get(concept) === 1,
      terms: this.terms.all(concept).map(({language, scope, text}): ConceptDetails['terms'][number] => {
        const term: {text: string; scope: TermScope} = {text, scope: scopeOfCode(scope)}
        return language === null ? term : {...term, language}
      }),
      definitions: this.definitions.all(concept),
      parents: summaries(this.parents.all(concept)),
      children: summaries(this.children.all(concept)),
      maps: this.maps.all(concept),
      replacements: this.replacements
        .all(concept)
        .map((entry) => ({concept: this.summaryOf(entry.concept), reason: entry.reason})),
      replaces: this.replaced
        .all(concept)
        .map((entry) => ({id: this.summaryOf(entry.concept).id, reason: entry.reason})),
    }
  }
}
