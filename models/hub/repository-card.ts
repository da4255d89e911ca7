/** What the head of a repository's README says, as far as the Hub reads it. */
export interface RepositoryCard {
  /** `undefined` where the card names none. */
  readonly licence?: Licence
  /** Whether its conditions must be accepted on the Hub first. */
  readonly gated: boolean
  readonly private: boolean
  /** Codes, as `en`. */
  readonly languages: readonly string[]
  readonly tags: readonly string[]
}

export interface Licence {
  /** The Hub's code, as `apache-2.0`; `other` where {@link Licence.name} says more. */
  readonly id: string
  readonly name?: string
  readonly link?: string
}

/** @param listing - The Hub's answer about a repository; whatever in it is not text is left out. */
export function readRepositoryCard(listing: Readonly<Record<string, unknown>>): RepositoryCard {
  const card = (typeof listing.cardData === 'object' && listing.cardData) || {}
  const {language, license, license_link, license_name} = card as Record<string, unknown>
  const tags = texts(listing.tags)
  const id = texts(license)[0] ?? tags.find((tag) => tag.startsWith('license:'))?.slice('license:'.length)
  const name = texts(license_name)[0]
  const link = texts(license_link)[0]
  return {
    ...(id !== undefined && {licence: {id, ...(name && {name}), ...(link && {link})}}),
    gated: listing.gated !== undefined && listing.gated !== false,
    private: listing.private === true,
    languages: texts(language),
    tags,
  }
}

/** One text or a list, fit for a terminal: one line, no control characters, not endless. */
function texts(value: unknown): string[] {
  return [value]
    .flat()
    .filter((item) => typeof item === 'string')
    .slice(0, 200)
    .map((item) =>
      item
        .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
        .trim()
        .slice(0, 300),
    )
    .filter(Boolean)
}
