import type {Database, SqlValue, Statement} from './sqlite.js'
import type {ConceptMap} from './term-index.js'

type MapRow = {
  readonly target: string
  readonly relation: string
  readonly map_group: number
  readonly priority: number
  readonly rule: string
  readonly advice: string
}

/** The cross-maps in a database, in both directions. */
export class ConceptMaps {
  private readonly ofConcept: Statement<SqlValue[], MapRow>
  private readonly toTarget: Statement<SqlValue[], {concept: number; relation: string}>
  private readonly nextTarget: Statement<SqlValue[], string>
  private known: readonly string[] | undefined

  constructor(database: Database) {
    this.ofConcept = database.prepare(`
      SELECT target, relation, map_group, priority, rule, advice FROM map
      WHERE concept = ? ORDER BY map_group, priority, target, relation, rule, advice
    `)
    this.toTarget = database.prepare(`
      SELECT DISTINCT concept, relation FROM map WHERE target = ? COLLATE NOCASE ORDER BY concept, relation
    `)
    this.nextTarget = database
      .prepare<SqlValue[], string>(`
        SELECT target FROM map WHERE target > ? COLLATE NOCASE ORDER BY target COLLATE NOCASE LIMIT 1
      `)
      .pluck()
  }

  of(concept: number): ConceptMap[] {
    return this.ofConcept
      .all(concept)
      .map(({advice, map_group: group, priority, relation, rule, target}) => ({
        target,
        relation,
        ...(group > 0 ? {group} : {}),
        ...(priority > 0 ? {priority} : {}),
        ...(rule !== '' ? {rule} : {}),
        ...(advice !== '' ? {advice} : {}),
      }))
  }

  to(target: string): {concept: number; relation: string}[] {
    return this.toTarget.all(target)
  }

  /** Leaps through the index from one vocabulary to the next: there are few of them, and millions of targets. */
  get vocabularies(): readonly string[] {
    if (this.known) return this.known
    const found: string[] = []
    for (let last = ''; ; ) {
      const target = this.nextTarget.get(last)
      if (target === undefined) break
      const colon = target.indexOf(':')
      if (colon > 0) found.push(target.slice(0, colon))
      // the semicolon follows the colon, so that no target of this vocabulary is greater
      last = colon > 0 ? `${target.slice(0, colon)};` : target
    }
    this.known = [...new Map(found.map((name) => [name.toLowerCase(), name])).values()]
    return this.known
  }
}
