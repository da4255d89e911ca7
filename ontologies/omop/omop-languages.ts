/** The concept that OMOP gives as the language of English synonyms. */
const english = 4180186

const codes = new Map(
  Object.entries({
    arabic: 'ar',
    chinese: 'zh',
    czech: 'cs',
    danish: 'da',
    dutch: 'nl',
    english: 'en',
    estonian: 'et',
    finnish: 'fi',
    french: 'fr',
    german: 'de',
    greek: 'el',
    hebrew: 'he',
    hungarian: 'hu',
    italian: 'it',
    japanese: 'ja',
    korean: 'ko',
    lithuanian: 'lt',
    norwegian: 'no',
    polish: 'pl',
    portuguese: 'pt',
    romanian: 'ro',
    russian: 'ru',
    spanish: 'es',
    swedish: 'sv',
    turkish: 'tr',
    ukrainian: 'uk',
  }),
)

/** Languages by their concept ids, learned from CONCEPT, which lists them by name (`German language`). */
export class OmopLanguages {
  private readonly byId = new Map<number, string>([[english, 'en']])

  learn(id: number, name: string): void {
    const code = name.endsWith(' language') ? codes.get(name.slice(0, -9).toLowerCase()) : undefined
    if (code !== undefined) this.byId.set(id, code)
  }

  /** @returns `undefined` for a language that is not known. */
  codeOf(id: string): string | undefined {
    return this.byId.get(Number(id))
  }
}
