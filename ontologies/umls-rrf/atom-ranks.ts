import type {ReportProblem} from '../../src/domain/ontology.js'
import type {AtomChoice} from './atom-choice.js'
import {type RrfRow, readRrfRows} from './read-rrf-rows.js'
import type {RrfDialect} from './rrf-dialect.js'
import type {RrfTableFile} from './rrf-release.js'

/** How well an atom names its concept: the smaller the better. */
export type AtomRank = (row: RrfRow) => number

/** A release has some two thousand pairs of source and term type. */
const mostPairs = 100_000
const worstRank = 9999
/** More than {@link withinLanguage} ever gives. */
const languageStep = 100_000

/**
 * Reads how the names of a concept are ordered: by language first, then by MRRANK (the rank of source and term type,
 * higher is better), then by what CONSO itself says of the atom. Reports `bad-rank`.
 *
 * @param table - MRRANK, where it is there.
 */
export async function readAtomRanks(
  table: RrfTableFile | undefined,
  dialect: RrfDialect,
  choice: AtomChoice,
  report: ReportProblem,
): Promise<AtomRank> {
  const ranks = table ? await readRanks(table, report) : undefined
  const own = dialect.format === 'rxnorm-rrf' ? rxnormPlace : umlsPlace
  return (row) => {
    const rank = ranks?.get(pairOf(row)) ?? 0
    return choice.languagePlace(row.get('LAT')) * languageStep + withinLanguage(rank, own(row))
  }
}

function withinLanguage(rank: number, place: number): number {
  return (worstRank - rank) * 8 + place
}

async function readRanks(table: RrfTableFile, report: ReportProblem): Promise<ReadonlyMap<string, number>> {
  const ranks = new Map<string, number>()
  for await (const rows of readRrfRows(table, report)) {
    for (const row of rows) {
      const rank = row.get('RANK')
      if (!/^\d{1,4}$/.test(rank)) {
        const message = `"${rank.slice(0, 40)}" is not a rank of up to four digits.`
        report({kind: 'bad-rank', severity: 'skipped', message, at: row.at})
      } else if (row.get('SUPPRESS') === 'N' && ranks.size < mostPairs) {
        ranks.set(pairOf(row), Number(rank))
      }
    }
  }
  return ranks
}

function pairOf(row: RrfRow): string {
  return `${row.get('SAB')}|${row.get('TTY')}`
}

/** 0 for the preferred form of the preferred term, 7 for the worst: TS counts more than STT, that more than ISPREF. */
function umlsPlace(row: RrfRow): number {
  return (
    (row.get('TS') === 'P' ? 0 : 4) + (row.get('STT') === 'PF' ? 0 : 2) + (row.get('ISPREF') === 'Y' ? 0 : 1)
  )
}

/**
 * RxNorm leaves TS, STT and ISPREF empty and has no ranks. Its own normal form names a concept (`IN`, `SCD`, `BN` …), before
 * its prescribable name and its synonyms, before the names of other sources.
 *
 * @see https://www.nlm.nih.gov/research/umls/rxnorm/docs/appendix5.html Term types
 */
function rxnormPlace(row: RrfRow): number {
  if (row.get('SAB') !== 'RXNORM') return 7
  const place = ['PSN', 'SY', 'TMSY', 'ET'].indexOf(row.get('TTY'))
  return place + 1
}
