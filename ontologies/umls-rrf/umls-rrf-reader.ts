import {umlsDialect} from './rrf-dialect.js'
import {createRrfReader} from './rrf-reader.js'

/**
 * Reads the Metathesaurus of the UMLS, whole or a subset that MetamorphoSys wrote, and what comes in its format (NCI
 * Metathesaurus): concepts, names, definitions, semantic types, relations, codes and maps, retired concepts.
 *
 * @see https://www.ncbi.nlm.nih.gov/books/NBK9685/ UMLS Reference Manual
 */
export const umlsRrfReader = createRrfReader(umlsDialect, 'UMLS RRF (MRCONSO.RRF, 18 columns between bars)', [
  'language',
  'sab',
  'lat',
  'tty',
  'sty',
])
