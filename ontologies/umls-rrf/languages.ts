import {ownValue} from '../../src/domain/own-value.js'

/**
 * Languages of the Metathesaurus (LAT) as BCP 47 codes.
 *
 * @see https://www.nlm.nih.gov/research/umls/knowledge_sources/metathesaurus/release/abbreviations.html
 */
const codes: Readonly<Record<string, string>> = {
  ARA: 'ar',
  BAQ: 'eu',
  CHI: 'zh',
  CZE: 'cs',
  DAN: 'da',
  DUT: 'nl',
  ENG: 'en',
  EST: 'et',
  FIN: 'fi',
  FRE: 'fr',
  GER: 'de',
  GRE: 'el',
  HEB: 'he',
  HUN: 'hu',
  ICE: 'is',
  ITA: 'it',
  JPN: 'ja',
  KOR: 'ko',
  LAV: 'lv',
  LIT: 'lt',
  NOR: 'no',
  POL: 'pl',
  POR: 'pt',
  RUM: 'ro',
  RUS: 'ru',
  SCR: 'hr',
  SLO: 'sk',
  SLV: 'sl',
  SPA: 'es',
  SWE: 'sv',
  TUR: 'tr',
  UKR: 'uk',
}

/** BCP 47 code of a LAT; one that is not known stays as it is, lower case. Undefined for an empty one. */
export function languageOf(lat: string): string | undefined {
  return lat === '' ? undefined : (ownValue(codes, lat) ?? lat.toLowerCase())
}

/** What a user calls a language (`ENG`, `en`, `en-GB`) in the spelling of {@link languageOf}; dialects are not told apart. */
export function askedLanguage(word: string): string {
  return ownValue(codes, word.toUpperCase()) ?? word.toLowerCase().replace(/-.*/, '')
}
