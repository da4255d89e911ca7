/** Languages that clinical context, section headings and abbreviations are known in. */
export const languages = ['en', 'de', 'fr', 'es', 'nl', 'sv', 'da'] as const

export type Language = (typeof languages)[number]

// biome-ignore format: word lists
/** Small words that every few sentences of a language hold, and the words of clinical shorthand that tell it as surely. */
const functionWords: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'the', 'and', 'of', 'to', 'is', 'was', 'with', 'for', 'he', 'she', 'has', 'had', 'are', 'were', 'that', 'this', 'his',
    'her', 'not', 'on', 'at', 'by', 'from', 'denies', 'which', 'be', 'been', 'or', 'an', 'without', 'it', 'history', 'nil',
    'but', 'likely', 'reports', 'mother', 'father', 'pt', 'hx', 'pain', 'since', 'family',
    // others have them, too: by themselves they tell no other language
    'no', 'men', 'absence', 'non', 'son', 'hay', 'die',
  ],
  de: [
    'der', 'die', 'das', 'und', 'ist', 'mit', 'bei', 'nicht', 'ein', 'eine', 'einer', 'eines', 'keine', 'kein', 'keinen',
    'im', 'auf', 'sich', 'zu', 'wurde', 'wird', 'von', 'vom', 'zur', 'zum', 'ohne', 'nach', 'auch', 'sowie', 'dem', 'des',
    'oder', 'seit', 'er', 'sie', 'für', 'nein', 'anamnese', 'verdacht', 'aber',
  ],
  fr: [
    'le', 'la', 'les', 'de', 'des', 'du', 'et', 'est', 'une', 'un', 'dans', 'pour', 'pas', 'avec', 'sur', 'au', 'aux', 'par',
    'sans', 'il', 'elle', 'qui', 'ne', 'ou', 'ce', 'cette', 'son', 'sa', 'ses', 'été', 'chez', 'non', 'aucun', 'aucune',
    'antécédents', 'mais', 'à', 'absence', 'depuis',
  ],
  es: [
    'el', 'la', 'los', 'las', 'y', 'de', 'del', 'que', 'en', 'con', 'se', 'una', 'un', 'por', 'para', 'sin', 'al', 'su',
    'es', 'fue', 'lo', 'como', 'más', 'niega', 'no', 'o', 'pero', 'antecedentes', 'presenta', 'refiere', 'desde', 'ni',
    'tiene', 'paciente', 'años', 'muy', 'hay', 'ha', 'dolor',
  ],
  nl: [
    'de', 'het', 'een', 'en', 'van', 'is', 'met', 'voor', 'niet', 'geen', 'bij', 'op', 'te', 'zijn', 'werd', 'wordt', 'aan',
    'zonder', 'naar', 'hij', 'zij', 'ook', 'uit', 'door', 'nee', 'heeft', 'patiënt', 'maar', 'dat', 'of', 'sinds', 'wel',
    'voorgeschiedenis', 'verdenking',
  ],
  sv: [
    'och', 'att', 'det', 'som', 'en', 'ett', 'är', 'av', 'för', 'med', 'på', 'till', 'inte', 'har', 'inga', 'ingen', 'inget',
    'från', 'vid', 'utan', 'ej', 'men', 'hon', 'han', 'sedan', 'eller', 'patienten', 'nej', 'förnekar', 'misstanke', 'kan',
  ],
  da: [
    'og', 'at', 'det', 'som', 'en', 'et', 'er', 'af', 'for', 'med', 'på', 'til', 'ikke', 'har', 'ingen', 'intet', 'fra', 'ved',
    'uden', 'men', 'hun', 'han', 'siden', 'eller', 'patienten', 'nej', 'benægter', 'mistanke', 'kan', 'blev', 'været', 'der',
  ],
}

const languagesOfWord = new Map<string, Language[]>()
for (const language of languages) {
  for (const word of functionWords[language]) {
    languagesOfWord.set(word, [...(languagesOfWord.get(word) ?? []), language])
  }
}

/** ER, ET tube, LA: no words of any language. */
const shorthand = /^\p{Lu}{1,4}$/u

/** Enough to tell a language by; a book need not be counted. */
const lookedAt = 20_000

/**
 * Tells the language of a text by counting function words; each word counts for every language that has it.
 *
 * @returns English where no language leads.
 */
export function recogniseLanguage(text: string): Language {
  const counts = new Map<Language, number>()
  const start = text.slice(0, lookedAt)
  const isMixed = /\p{Ll}/u.test(start)
  // h/o and w/o are no Spanish "o"
  for (const [word] of start.matchAll(/(?<![\p{L}/])\p{L}+(?![\p{L}/])/gu)) {
    if (isMixed && shorthand.test(word)) continue
    for (const language of languagesOfWord.get(word.toLowerCase()) ?? [])
      counts.set(language, (counts.get(language) ?? 0) + 1)
  }
  const most = Math.max(0, ...counts.values())
  const leaders = languages.filter((language) => counts.get(language) === most)
  return leaders.length === 1 ? (leaders[0] as Language) : 'en'
}
