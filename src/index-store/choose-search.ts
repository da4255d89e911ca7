/** Ways to find the texts nearest to a query. */
export type SearchWay = 'rows' | 'scan' | 'graph'

/** What a search has to do, and what there is to do it with. */
export interface SearchTask {
  readonly queries: number
  /** Texts of the index. */
  readonly texts: number
  /** Texts that the filter allows; absent without a filter. */
  readonly members?: number
  readonly dimensions: number
  readonly graph?: {
    readonly isOpen: boolean
    /** Size of its file. */
    readonly bytes: number
    /** The library reads the whole file instead of mapping it. */
    readonly isReadWhole: boolean
  }
  /** What earlier searches of this process would have saved with the graph, in microseconds. */
  readonly regretUs: number
}

export interface SearchChoice {
  readonly way: SearchWay
  /** What it costs more than the graph would have, once open; for the next task's `regretUs`. */
  readonly regretUs: number
}

// Microseconds on two cores of 2025, measured with 100 thousand and 1.2 million vectors of 384; only their ratios matter.

/** Reading and checking one full-precision row. */
const rowUs = 3
/** Comparing one full-precision row with a query, per 100 dimensions. */
const fullProductUs = 0.15
/** Reading one int8 row, per 100 dimensions. */
const scanRowUs = 0.01
/** Comparing one int8 row with a query, per 100 dimensions. */
const scanProductUs = 0.0025
/** Searching a graph thoroughly for one query, per 100 dimensions, and how that grows with each row. */
const graphQueryUs = 20
const graphRowUs = 0.001
/** Loading the library. */
const graphOpenUs = 20_000
/** Making a table of the rows of a mapped file. */
const mappedGraphUsPerMegabyte = 200
/** The same after reading it: an estimate for large ones, of which none was built. 57,744 texts take 900. */
const readGraphUsPerMegabyte = 3000

/**
 * Chooses the cheapest way by expected cost. A filtered search never goes through the graph, where the allowed texts
 * could be too far apart to be met. Many small searches, each too small to open the graph for, open it once together
 * they have paid for that.
 */
export function chooseSearch({
  dimensions,
  graph,
  members,
  queries,
  regretUs,
  texts,
}: SearchTask): SearchChoice {
  const hundreds = dimensions / 100
  const readUs = texts * scanRowUs * hundreds
  const scanUs = readUs + (members ?? texts) * queries * scanProductUs * hundreds
  if (members !== undefined) {
    const rowsUs = members * (rowUs + queries * fullProductUs * hundreds)
    return {way: rowsUs <= scanUs ? 'rows' : 'scan', regretUs: 0}
  }
  const graphUs = queries * hundreds * (graphQueryUs + texts * graphRowUs)
  const extraUs = graph ? scanUs - graphUs : 0
  if (!graph || extraUs <= 0) return {way: 'scan', regretUs: 0}
  const openUs = graph.isOpen ? 0 : costOfOpening(graph)
  return regretUs + extraUs > openUs ? {way: 'graph', regretUs: 0} : {way: 'scan', regretUs: extraUs}
}

function costOfOpening({bytes, isReadWhole}: NonNullable<SearchTask['graph']>): number {
  return graphOpenUs + (bytes / 2 ** 20) * (isReadWhole ? readGraphUsPerMegabyte : mappedGraphUsPerMegabyte)
}
