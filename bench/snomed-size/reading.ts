import type {IndexCounts} from '../../src/index-store/term-index.js'

/** What the process that reads a release tells of it. */
export interface Reading {
  readonly phases: readonly {
    readonly name: string
    readonly seconds: number
    /** Of all threads. */
    readonly cpuSeconds: number
    /** Resident set at the end of the phase. */
    readonly residentBytes: number
  }[]
  readonly rows: number
  readonly problems: number
  readonly counts: IndexCounts
  readonly databaseBytes: number
}
