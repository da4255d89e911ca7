import type {Database, SqlValue} from './sqlite.js'
import type {ConceptUse} from './term-index.js'

/** Entry of `meta`: two numbers for each concept, uint32, little-endian. */
const entry = 'conceptCounts'

/**
 * How much the terminology says of each concept, held in memory: linking asks it of every candidate, and eight bytes a concept cost
 * less than its row in the database each time.
 */
export class ConceptCounts {
  private constructor(private readonly numbers: Uint32Array) {}

  /** Counts the names of each concept and the concepts below it. Needs the rows joined and the closure. */
  static write(database: Database): void {
    const concepts = database.prepare<[], number>('SELECT max(number) FROM concept').pluck().get() ?? 0
    const {numbers} = new ConceptCounts(new Uint32Array(2 * (concepts + 1)))
    const count = (query: string, offset: number) => {
      for (const [concept, counted] of database.prepare<[], [number, number]>(query).raw().iterate())
        numbers[2 * concept + offset] = counted
    }
    count('SELECT concept, count(*) FROM term GROUP BY concept', 0)
    count('SELECT ancestor, count(*) FROM closure GROUP BY ancestor', 1)
    database.prepare<SqlValue[]>('INSERT INTO meta VALUES (?, ?)').run(entry, new Uint8Array(numbers.buffer))
  }

  static read(database: Database): ConceptCounts {
    const bytes = database
      .prepare<SqlValue[], Uint8Array>('SELECT value FROM meta WHERE name = ?')
      .pluck()
      .get(entry)
    return new ConceptCounts(new Uint32Array(Uint8Array.from(bytes ?? []).buffer))
  }

  of(concept: number): ConceptUse {
    return {names: this.numbers[2 * concept] ?? 0, below: this.numbers[2 * concept + 1] ?? 0}
  }
}
