import {rxnormDialect} from './rrf-dialect.js'
import {createRrfReader} from './rrf-reader.js'

/**
 * Reads RxNorm, full or its prescribable part: drugs, names, semantic types, relations, strengths, codes and NDCs, retired
 * drugs.
 *
 * @see https://www.nlm.nih.gov/research/umls/rxnorm/docs/techdoc.html RxNorm Technical Documentation
 */
export const rxnormRrfReader = createRrfReader(
  rxnormDialect,
  'RxNorm RRF (RXNCONSO.RRF, 18 columns between bars)',
  ['language', 'sab', 'lat', 'tty', 'sty'],
)
