/** `de-DE` of `deDE15LinguisticVariant.csv`: the one place where a file says its language. */
export function languageOf(fileName: string): string | undefined {
  const [, language, country] = /^([a-z]{2})([A-Z]{2})\d+LinguisticVariant/.exec(fileName) ?? []
  return language && country ? `${language}-${country}` : undefined
}

/**
 * Place of a language among those that are asked for: `de` asks for `de-AT` and `de-DE` alike.
 *
 * @returns `undefined` where it is not asked for.
 */
export function rankOfLanguage(language: string, asked: readonly string[]): number | undefined {
  const index = asked.findIndex((one) => `${language}-`.toLowerCase().startsWith(`${one}-`.toLowerCase()))
  return index < 0 ? undefined : index
}
