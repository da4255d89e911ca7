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
    'no', 'men', 'absence', 'non', 'son', 'hay', 'die', 'suspicion', 'en', 'de', 'et', 'al',
  ],
  de: [
    'der', 'die', 'das', 'und', 'ist', 'mit', 'bei', 'nicht', 'ein', 'eine', 'einer', 'eines', 'keine', 'kein', 'keinen',
    'im', 'auf', 'sich', 'zu', 'wurde', 'wird', 'von', 'vom', 'zur', 'zum', 'ohne', 'nach', 'auch', 'sowie', 'dem', 'des',
    'oder', 'seit', 'er', 'sie', 'für', 'nein', 'anamnese', 'verdacht', 'aber', 'verneint', 'pat', 'links', 'rechts', 'jahre',
    'jahren', 'tagen', 'gestern', 'fieber', 'husten', 'schmerzen', 'dyspnoe', 'luftnot', 'atemnot', 'übelkeit', 'sturz',
    'ödeme', 'druckschmerz', 'weich', 'unauffällig', 'bekannt', 'hinweis', 'ausschluss',
    'ausgeschlossen', 'nachweis', 'möglich', 'wahrscheinlich', 'als', 'wegen', 'mutter', 'vater', 'bruder', 'schwester', 'wenn', 'bitte',
    'impfung', 'risiko',
  ],
  fr: [
    'le', 'la', 'les', 'de', 'des', 'du', 'et', 'est', 'une', 'un', 'dans', 'pour', 'pas', 'avec', 'sur', 'au', 'aux', 'par',
    'sans', 'il', 'elle', 'qui', 'ne', 'ou', 'ce', 'cette', 'son', 'sa', 'ses', 'été', 'chez', 'non', 'aucun', 'aucune',
    'antécédents', 'mais', 'à', 'absence', 'depuis', 'suspicion', 'atcd', 'si', 'jours', 'ans', 'fièvre', 'toux', 'douleur',
    'douleurs', 'dyspnée', 'nausées', 'vomissements', 'droit', 'droite', 'gauche', 'traitement', 'patiente', 'mère', 'père',
    'en', 'risque', 'antécédent', 'éliminer', 'éliminée', 'évoque', 'consulter', 'reconsulter', 'vaccin', 'pneumopathie',
  ],
  es: [
    'el', 'la', 'los', 'las', 'y', 'de', 'del', 'que', 'en', 'con', 'se', 'una', 'un', 'por', 'para', 'sin', 'al', 'su',
    'es', 'fue', 'lo', 'como', 'más', 'niega', 'no', 'o', 'pero', 'antecedentes', 'presenta', 'refiere', 'desde', 'ni',
    'tiene', 'paciente', 'años', 'muy', 'hay', 'ha', 'dolor', 'si', 'fiebre', 'tos', 'disnea', 'náuseas', 'vómitos', 'edemas',
    'masas', 'soplos', 'sospecha', 'acudir', 'acude', 'urgencias', 'días', 'derecho', 'derecha', 'izquierdo', 'izquierda', 'mujer',
    'madre', 'padre', 'descarta', 'descartar', 'descartado', 'sugiere', 'riesgo', 'hace', 'hermano', 'hermana', 'neumonía',
  ],
  nl: [
    'de', 'het', 'een', 'en', 'van', 'is', 'met', 'voor', 'niet', 'geen', 'bij', 'op', 'te', 'zijn', 'werd', 'wordt', 'aan',
    'zonder', 'naar', 'hij', 'zij', 'ook', 'uit', 'door', 'nee', 'heeft', 'patiënt', 'maar', 'dat', 'of', 'sinds', 'wel',
    'voorgeschiedenis', 'verdenking', 'vg', 'indien', 'koorts', 'hoest', 'hoesten', 'pijn', 'klachten', 'benauwd', 'misselijkheid',
    'braken', 'dyspneu', 'oedeem', 'links', 'rechts', 'jaar', 'dagen', 'gisteren', 'moeder', 'vader', 'bekend', 'mogelijk',
    'als', 'waarschijnlijk', 'uitgesloten', 'verdacht', 'toename', 'risico', 'rookt', 'woont',
  ],
  sv: [
    'och', 'att', 'det', 'som', 'en', 'ett', 'är', 'av', 'för', 'med', 'på', 'till', 'inte', 'har', 'inga', 'ingen', 'inget',
    'från', 'vid', 'utan', 'ej', 'men', 'hon', 'han', 'sedan', 'eller', 'patienten', 'nej', 'förnekar', 'misstanke', 'kan',
    'pat', 'misst', 'feber', 'hosta', 'smärta', 'ont', 'illamående', 'kräkningar', 'andnöd', 'blåsljud', 'mjuk', 'vänster', 'höger',
    'dagar', 'igår', 'återkom', 'söker', 'tidigare',
    'ses', 'om', 'hos', 'efter', 'känd', 'misstänkt', 'misstänker', 'möjlig', 'troligen', 'sannolikt', 'hereditet', 'inkommer',
  ],
  da: [
    'og', 'at', 'det', 'som', 'en', 'et', 'er', 'af', 'for', 'med', 'på', 'til', 'ikke', 'har', 'ingen', 'intet', 'fra', 'ved',
    'uden', 'men', 'hun', 'han', 'siden', 'eller', 'patienten', 'nej', 'benægter', 'mistanke', 'kan', 'blev', 'været', 'der',
    'ej', 'feber', 'hoste', 'smerter', 'ondt', 'kvalme', 'opkastninger', 'åndenød', 'læge', 'venstre', 'højre', 'dage', 'tidligere',
    'tidl', 'kendt', 'uømt',
    'ses', 'om', 'hos', 'efter', 'hvis', 'mistænkt', 'mistænker', 'formentlig', 'sandsynligvis', 'udelukket', 'udelukkes', 'risiko',
    'havde',
  ],
}

const languagesOfWord = new Map<string, Language[]>()
for (const language of languages) {
  for (const word of functionWords[language]) {
    languagesOfWord.set(word, [...(languagesOfWord.get(word) ?? []), language])
  }
}

/** An elided word of French: "d'embolie", which counts as one of the above. In capitals it is a name. */
const elision = /(?<!\p{L})(?:[dln]|qu)['’](?=\p{L})/gu

// biome-ignore format: a language a line
/** Letters that tell languages apart whose words are the same. */
const telling: Readonly<Partial<Record<Language, RegExp>>> = {
  de: /[äöüß]/giu,
  fr: /[àâçèêëîïôùûœ]/giu,
  es: /[ñíóú¿¡]/giu,
  nl: /[ëï]/giu,
  sv: /[äö]/giu,
  da: /[æø]/giu,
}

/** ER, ET tube, LA: no words of any language. */
const shorthand = /^\p{Lu}{1,4}$/u

/** Enough to tell a language by; a book need not be counted. */
const lookedAt = 20_000

/**
 * Tells the language of a text by counting function words; each word counts for every language that has it. Where some lead together
 * their letters decide.
 *
 * @returns English where no language leads, or English among others.
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
  const elided = start.match(elision)?.length ?? 0
  if (elided > 0) counts.set('fr', (counts.get('fr') ?? 0) + elided)
  const most = Math.max(0, ...counts.values())
  const leaders = languages.filter((language) => (counts.get(language) ?? 0) === most)
  if (leaders.includes('en')) return 'en'
  const lettersOf = (language: Language) => start.match(telling[language] ?? /$^/gu)?.length ?? 0
  return leaders.reduce((best, language) => (lettersOf(language) > lettersOf(best) ? language : best))
}
