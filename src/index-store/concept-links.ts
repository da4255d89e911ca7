import type {ConceptMaps} from './concept-maps.js'
import {idLookUp} from './id-look-up.js'
import type {Database, SqlValue, Statement} from './sqlite.js'
import type {ConceptDetails, ConceptSummary} from './term-index.js'
import {scopeOfCode} from './term-scope-code.js'

/** Looks concepts up by id and tells all that the database says of one: for `show` and `map`, not for linking. */
export class ConceptLinks {
  /** Numbers of the concepts with this id, in any case if none has it as it stands. Sources may share an id. */
  readonly numbersOfId: (id: string) => readonly number[]
  private readonly state: Statement<SqlValue[], {active: number; leftOut: number}>
  private readonly terms: Statement<
    SqlValue[],
    {text: string; scope: number; language: string | null; own: number}
  >
  private readonly definitions: Statement<SqlValue[], string>
  private readonly parents: Statement<SqlValue[], number>
  private readonly children: Statement<SqlValue[], number>
  private readonly relations: Statement<SqlValue[], {relation: string; target: number; role_group: number}>
  private readonly properties: Statement<SqlValue[], {property: string; value: string; role_group: number}>
  private readonly refsets: Statement<SqlValue[], string>
  private readonly nameOfId: Statement<SqlValue[], string>
  private readonly replacements: Statement<SqlValue[], {concept: number; reason: string}>
  private readonly replaced: Statement<SqlValue[], {concept: number; reason: string}>

  /** @param summaryOf - Gives the summary of a concept number. */
  constructor(
    database: Database,
    private readonly summaryOf: (concept: number) => ConceptSummary,
    private readonly maps: ConceptMaps,
  ) {
    const numbers = (sql: string) => database.prepare<SqlValue[], number>(sql).pluck()
    this.numbersOfId = idLookUp(database)
    this.state = database.prepare('SELECT active, left_out AS leftOut FROM concept WHERE number = ?')
    this.terms = database.prepare(`
      SELECT text.text, term.scope, term.language, term.own
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
    this.relations = database.prepare(`
      SELECT relation_kind.name AS relation, target, role_group
      FROM relation JOIN relation_kind ON relation_kind.number = relation.kind
      WHERE concept = ? AND relation_kind.name <> 'is-a'
      ORDER BY role_group, relation_kind.name, target
    `)
    this.properties = database.prepare(`
      SELECT property, value, role_group FROM property
      WHERE concept = ? ORDER BY role_group, property, value
    `)
    this.refsets = database
      .prepare<SqlValue[], string>(`
        SELECT refset.id FROM member JOIN refset ON refset.number = member.refset
        WHERE member.concept = ? ORDER BY refset.id
      `)
      .pluck()
    this.nameOfId = database
      .prepare<SqlValue[], string>('SELECT name FROM concept WHERE id = ? COLLATE NOCASE ORDER BY number')
      .pluck()
    this.replacements = database.prepare(
      'SELECT replacement AS concept, reason FROM history WHERE concept = ? ORDER BY replacement, reason',
    )
    this.replaced = database.prepare(
      'SELECT concept, reason FROM history WHERE replacement = ? ORDER BY concept, reason',
    )
  }

  details(concept: number): ConceptDetails {
    const summaries = (numbers: readonly number[]) => numbers.map((number) => this.summaryOf(number))
    const state = this.state.get(concept)
    return {
      ...this.summaryOf(concept),
      active: state?.active === 1,
      ...(state?.leftOut === 1 ? {leftOut: true as const} : {}),
      terms: this.terms.all(concept).map(({language, own, scope, text}) => ({
        text,
        scope: scopeOfCode(scope),
        ...(language === null ? {} : {language}),
        ...(own ? {own: true as const} : {}),
      })),
      definitions: this.definitions.all(concept),
      parents: summaries(this.parents.all(concept)),
      children: summaries(this.children.all(concept)),
      relations: this.relations.all(concept).map(({relation, role_group, target}) => ({
        relation: this.nameOfId.get(relation) ?? relation,
        concept: this.summaryOf(target),
        ...inGroup(role_group),
      })),
      properties: this.properties.all(concept).map(({property, role_group, value}) => ({
        property: this.nameOfId.get(property) ?? property,
        value,
        ...inGroup(role_group),
      })),
      refsets: this.refsets.all(concept).map((id) => {
        const name = this.nameOfId.get(id)
        return name === undefined ? {id} : {id, name}
      }),
      maps: this.maps.of(concept),
      replacements: this.replacements
        .all(concept)
        .map((entry) => ({concept: this.summaryOf(entry.concept), reason: entry.reason})),
      replaces: this.replaced
        .all(concept)
        .map((entry) => ({id: this.summaryOf(entry.concept).id, reason: entry.reason})),
    }
  }
}

function inGroup(group: number): {group?: number} {
  return group > 0 ? {group} : {}
}
