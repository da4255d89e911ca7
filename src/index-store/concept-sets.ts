import {conceptIdSpellings} from '../domain/concept-id-spellings.js'
import {idLookUp} from './id-look-up.js'
import {difference, jsonOf, type NumberSet, noNumbers, selectNumbers, union} from './number-sets.js'
import type {HierarchyStep} from './parse-ecl.js'
import type {Database, SqlValue} from './sqlite.js'
import {hasClosure} from './write-closure.js'

/** Concepts whose descendants are looked up one by one. */
const fewConcepts = 100

/**
 * Sets of active concepts, by what the database says of them. Names of sources, types and reference sets are compared
 * without regard to case; what is not there gives the empty set.
 */
export class ConceptSets {
  private readonly numbersOfId: (id: string) => readonly number[]

  private readonly hasClosure: boolean

  constructor(private readonly database: Database) {
    this.numbersOfId = idLookUp(database)
    this.hasClosure = hasClosure(database)
  }

  all(): NumberSet {
    return this.select('SELECT number FROM concept WHERE active')
  }

  ofSource(code: string): NumberSet {
    return this.select(
      'SELECT number FROM concept WHERE active AND source IN (SELECT value FROM json_each(?))',
      this.named('SELECT number, code AS name FROM source', code),
    )
  }

  ofType(name: string): NumberSet {
    return this.select(
      `SELECT concept AS number FROM concept_type JOIN concept ON concept.number = concept_type.concept
       WHERE concept.active AND type IN (SELECT value FROM json_each(?))`,
      this.named('SELECT number, name FROM type', name),
    )
  }

  /** Active members of a reference set, by its id or name. */
  ofRefset(id: string): NumberSet {
    return this.ofRefsetsWhere(
      'WHERE number IN (SELECT value FROM json_each(?))',
      this.named('SELECT number, id AS name FROM refset', id),
    )
  }

  ofAnyRefset(): NumberSet {
    return this.ofRefsetsWhere('')
  }

  /** Active members of the reference sets that these concepts stand for (in SNOMED CT each is a concept). */
  ofRefsetsNamedBy(concepts: NumberSet): NumberSet {
    return this.ofRefsetsWhere(
      'WHERE id IN (SELECT id FROM concept WHERE number IN (SELECT value FROM json_each(?)))',
      jsonOf(concepts),
    )
  }

  /** Concepts with an id in one of its common spellings; secondary ids stand for their concept. */
  ofId(typed: string): NumberSet {
    const found = this.withId(typed)
    if (found.length === 0) return noNumbers
    const active = this.select(
      'SELECT number FROM concept WHERE active AND number IN (SELECT value FROM json_each(?))',
      jsonOf(found),
    )
    return active.length > 0 ? active : this.replacing(found, `AND reason = 'alternative-id'`)
  }

  /** Active concepts that stand for a retired id now. */
  replacementsOf(typed: string): NumberSet {
    return this.replacing(this.withId(typed))
  }

  /** Whether some concept has the id, active or not. */
  knowsId(typed: string): boolean {
    return this.withId(typed).length > 0
  }

  /** Where a step through the hierarchy leads from any of these concepts. */
  step(from: NumberSet, {direction, isOne, withSelf}: HierarchyStep): NumberSet {
    const reached = isOne ? this.nextTo(from, direction) : this.beyond(from, direction)
    return withSelf ? union([reached, from]) : reached
  }

  /** What a walk comes to. Ranges of many concepts overlap, so that going through each would take longer than a walk. */
  private beyond(from: NumberSet, direction: HierarchyStep['direction']): NumberSet {
    if (direction === 'down' && from.length <= fewConcepts && this.hasClosure) {
      return this.select(
        'SELECT concept AS number FROM closure WHERE ancestor IN (SELECT value FROM json_each(?))',
        jsonOf(from),
      )
    }
    const reached = this.walk(from, direction)
    // a concept in a circle is not its own ancestor
    return from.length === 1 ? difference(reached, from) : reached
  }

  /** Goes on level by level: a level is one query, and a circle ends where it was begun. */
  private walk(from: NumberSet, direction: HierarchyStep['direction']): NumberSet {
    const levels: NumberSet[] = []
    const isReached = new Set<number>()
    for (let level = from; ; ) {
      level = this.nextTo(level, direction).filter((number) => !isReached.has(number))
      if (level.length === 0) return union(levels)
      for (const number of level) isReached.add(number)
      levels.push(level)
    }
  }

  private nextTo(from: NumberSet, direction: HierarchyStep['direction']): NumberSet {
    const [near, far] = direction === 'down' ? ['target', 'concept'] : ['concept', 'target']
    return this.select(
      `SELECT relation.${far} AS number FROM json_each(?) AS start
       CROSS JOIN relation
         ON relation.${near} = start.value AND relation.kind = (SELECT number FROM relation_kind WHERE name = 'is-a')`,
      jsonOf(from),
    )
  }

  /** Rows of a small table by name; SQLite itself knows the case of ASCII letters only. */
  private named(sql: string, wanted: string): string {
    const rows = this.database.prepare<SqlValue[], {number: number; name: string}>(sql).all()
    return jsonOf(
      rows.filter(({name}) => name.toLowerCase() === wanted.toLowerCase()).map(({number}) => number),
    )
  }

  private withId(typed: string): readonly number[] {
    for (const id of conceptIdSpellings(typed)) {
      const found = this.numbersOfId(id)
      if (found.length > 0) return found
    }
    return []
  }

  private replacing(retired: readonly number[], condition = ''): NumberSet {
    return this.select(
      `SELECT number FROM history JOIN concept ON concept.number = history.replacement
       WHERE concept.active AND history.concept IN (SELECT value FROM json_each(?)) ${condition}`,
      jsonOf(retired),
    )
  }

  private ofRefsetsWhere(condition: string, ...values: SqlValue[]): NumberSet {
    return this.select(
      `SELECT member.concept AS number FROM member JOIN concept ON concept.number = member.concept
       WHERE concept.active AND member.refset IN (SELECT number FROM refset ${condition})`,
      ...values,
    )
  }

  private select(sql: string, ...values: SqlValue[]): NumberSet {
    return selectNumbers(this.database, sql, ...values)
  }
}
