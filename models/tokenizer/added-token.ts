import {isTokenId, type JsonPart} from './json-part.js'

/** A token that is recognised in the text as it stands, before it is cut into pieces: `[MASK]`. */
export interface AddedToken {
  /** In normal form where it is looked for in the normalised text. */
  readonly content: string
  readonly id: number
  /** Takes the white space before, or after, with it. */
  readonly stripLeft: boolean
  readonly stripRight: boolean
  /** Looked for after normalisation, not before it. */
  readonly normalised?: true
  /** Only between characters that are no letters or digits. */
  readonly wholeWord?: true
}

/**
 * Reads `added_tokens` of a tokenizer.json.
 *
 * @param root - The whole file.
 * @param vocabulary - Ids of the model's own pieces.
 * @param normalise - What the tokenizer does to a text first.
 * @throws {ModelUnusableError} When a token is not what the reference makes of it, or cannot be told from another.
 */
export function readAddedTokens(
  root: JsonPart,
  vocabulary: ReadonlyMap<string, number>,
  normalise: (text: string) => string,
): AddedToken[] {
  const tokens: AddedToken[] = []
  const seen = new Set<string>()
  const taken = new Set(vocabulary.values())
  for (const part of root.parts('added_tokens')) {
    part.allow('id', 'content', 'single_word', 'lstrip', 'rstrip', 'normalized', 'special')
    const id = part.id('id')
    const given = part.text('content')
    const special = part.flag('special', false)
    const normalised = part.flag('normalized', !special)
    const content = normalised ? normalise(given) : given
    const known = vocabulary.get(given)
    // the reference numbers new tokens itself; files that it wrote agree
    if (known === undefined ? taken.has(id) : known !== id) {
      throw part.refuse('id', `is ${id}, but the vocabulary says otherwise`)
    }
    if (content === '' || /^\p{White_Space}|\p{White_Space}$/u.test(content)) {
      throw part.refuse('content', `is ${JSON.stringify(given)}, with nothing or white space at an end`)
    }
    if (!given.isWellFormed() || seen.has(`${normalised} ${content}`)) {
      throw part.refuse('content', `is ${JSON.stringify(given)}, which is there twice or not well-formed`)
    }
    taken.add(id)
    seen.add(`${normalised} ${content}`)
    tokens.push({
      content,
      id,
      stripLeft: part.flag('lstrip', false),
      stripRight: part.flag('rstrip', false),
      ...(normalised && {normalised}),
      ...(part.flag('single_word', false) && {wholeWord: true}),
    })
  }
  return tokens
}

export function isAddedToken(value: unknown): value is AddedToken {
  const token = value as Partial<AddedToken> | null
  return (
    typeof token === 'object' &&
    token !== null &&
    typeof token.content === 'string' &&
    token.content !== '' &&
    isTokenId(token.id)
  )
}
