import {ownValue} from '../../src/domain/own-value.js'
/** US English: what names the concepts where nothing else is asked for. */
export const usEnglish = '900000000000509007'

/** British English as the International Edition has it. */
export const gbEnglish = '900000000000508004'

/**
 * Language reference sets by BCP 47 tag, lower case, the one to take first in front; a language alone stands for all its
 * dialects in this order. The United Kingdom's own come before the International Edition's British English.
 *
 * @see SNOMED CT Expression Constraint Language, "Appendix C - Dialect Aliases"
 */
export const dialects: Readonly<Record<string, readonly string[]>> = {
  'en-us': [usEnglish],
  'en-gb': ['999001261000000100', '999000691000001104', gbEnglish, '999001251000000103'],
  'en-au': ['32570271000036106'],
  'en-ca': ['19491000087109'],
  'en-ie': ['21000220103'],
  'en-nz': ['271000210107'],
  'da-dk': ['554461000005103'],
  de: ['722130004'],
  'de-at': ['21000234103'],
  es: ['448879004'],
  'es-419': ['450828004'],
  'es-ar': ['450828004'],
  'es-uy': ['5641000179103'],
  'et-ee': ['71000181105'],
  fr: ['722131000'],
  'fr-be': ['21000172104'],
  'fr-ca': ['20581000087109'],
  ja: ['722129009'],
  'ko-kr': ['21000267104'],
  mi: ['291000210106'],
  'nb-no': ['61000202103'],
  'nl-nl': ['31000146106'],
  'nl-be': ['31000172101'],
  'nn-no': ['91000202106'],
  'no-no': ['61000202103', '91000202106'],
  'sv-se': ['46011000052107'],
  zh: ['722128001'],
}

/** The tag of a known language reference set, as people write it (`en-GB`). */
export function tagOfRefset(refset: string): string | undefined {
  const tag = Object.keys(dialects).find((key) => dialects[key]!.includes(refset))
  return tag?.replace(/-(\w+)$/, (region) => region.toUpperCase())
}

/**
 * The known language reference sets for a tag, the best first, whether a release has them or not: those of the dialect,
 * then those of the language as a whole (`de-DE` → `de`), or of all dialects where only the language is named.
 */
export function refsetsOfTag(tag: string): readonly string[] {
  const wanted = tag.toLowerCase().replace('_', '-')
  const exact = ownValue(dialects, wanted) ?? []
  const [language = ''] = wanted.split('-')
  if (wanted !== language) return [...exact, ...(ownValue(dialects, language) ?? [])]
  const ofLanguage = Object.keys(dialects).filter((key) => key.startsWith(`${language}-`))
  return [...new Set([...exact, ...ofLanguage.flatMap((key) => dialects[key]!)])]
}
