import type {Database, SqlValue, Statement} from './sqlite.js'

/** Rows of one statement: most of what a call costs is paid once for all of them. */
const rowsPerStatement = 32

/** Inserts rows into a table, many with one statement: up to three times faster than a statement each. */
export class BatchInsert {
  private readonly many: Statement<SqlValue[][]>
  private values: SqlValue[] = []

  /**
   * @param table - Where to, with what follows INSERT: `INTO staging.term`, `OR IGNORE INTO staging.word`.
   * @param columns - How many values a row has.
   */
  constructor(
    private readonly database: Database,
    private readonly table: string,
    private readonly columns: number,
  ) {
    this.many = this.prepare(rowsPerStatement)
  }

  /** The row is in the table after {@link flush}, at the latest. */
  add(...row: SqlValue[]): void {
    this.values.push(...row)
    if (this.values.length < rowsPerStatement * this.columns) return
    this.many.run(this.values)
    this.values = []
  }

  flush(): void {
    if (this.values.length === 0) return
    this.prepare(this.values.length / this.columns).run(this.values)
    this.values = []
  }

  private prepare(rows: number): Statement<SqlValue[][]> {
    const row = `(${Array(this.columns).fill('?').join(', ')})`
    return this.database.prepare<SqlValue[][]>(
      `INSERT ${this.table} VALUES ${Array(rows).fill(row).join(', ')}`,
    )
  }
}
