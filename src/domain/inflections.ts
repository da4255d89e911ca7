import type {Language} from './language.js'

/** Endings that one word may have instead of another, by language; the likeliest first. English is seen to by `normaliseWord`. */
const endings: Readonly<Record<Exclude<Language, 'en'>, readonly string[]>> = {
  de: ['', 'e', 'en', 'er', 'es', 'em', 'n', 's', 'ern'],
  fr: ['', 'e', 's', 'es', 'x'],
  es: ['', 's', 'es', 'o', 'a', 'os', 'as'],
  nl: ['', 'e', 'en', 'n', 's', 'ën'],
  sv: ['', 'en', 'n', 'et', 't', 'ar', 'er', 'or', 'arna', 'erna', 'orna', 'na', 's', 'a', 'e'],
  da: ['', 'en', 'n', 'et', 't', 'er', 'r', 'erne', 'ene', 'ne', 'e', 's'],
}

/** Letters that are written otherwise, and endings that change more than an end. */
const spellings: Readonly<Partial<Record<Language, readonly (readonly [RegExp, string])[]>>> = {
  de: [
    [/ae/gu, 'a'],
    [/oe/gu, 'o'],
    [/ue/gu, 'u'],
  ],
  fr: [
    [/œ/gu, 'oe'],
    [/aux$/u, 'al'],
    [/ales?$/u, 'al'],
  ],
  nl: [[/(?<=[^aeiou])([aeou])(?=[^aeiouwy](?:en|e)$)/u, '$1$1']],
  da: [
    [/ae/gu, 'æ'],
    [/oe/gu, 'ø'],
    [/aa/gu, 'å'],
  ],
}

/** What is left of a word without its ending, at least; where it gets another one, it must tell more. */
const shortestStem = 4
const shortestSwapped = 7

/**
 * The other forms that a word may have in a language, the likeliest first, most of which are no words: "Metastasen" is "Metastase",
 * "Oedeme" is "Ödem". None in English.
 *
 * @param word - As written.
 */
export function* inflectionsOf(word: string, language: Language): Generator<string> {
  if (language === 'en') return
  const written = word.toLowerCase().normalize('NFC')
  const variants = [written]
  for (const [pattern, instead] of spellings[language] ?? [])
    for (const variant of [...variants]) {
      const other = variant.replace(pattern, instead)
      if (other !== variant) variants.push(other)
    }
  for (const variant of variants) {
    if (variant !== written) yield variant
    for (const ending of endings[language]) {
      const stem = variant.slice(0, variant.length - ending.length)
      if (!variant.endsWith(ending) || stem.length < shortestStem) continue
      for (const other of endings[language]) {
        const isSwap = ending !== '' && other !== ''
        if (other !== ending && !(isSwap && stem.length < shortestSwapped)) yield stem + other
      }
    }
  }
}
