/** A record of CSV; `line` is that of its first character, from 1. */
export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
}

/** Splits one record, which may hold line ends in its quoted cells. */
export type SplitRecord = (text: string) => readonly string[]

/** A splitter of single records; quick where a record holds no quote. */
export async function recordSplitter(delimiter: string): Promise<SplitRecord> {
  const {parse} = await import('csv-parse/sync')
  const options = {
    delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    // a quote inside a cell that starts without one (`5" pipe`) stands for itself
    relax_quotes: true,
    to: 1,
  }
  return (text) => (text.includes('"') ? (parse(text, options)[0] ?? ['']) : text.split(delimiter))
}
