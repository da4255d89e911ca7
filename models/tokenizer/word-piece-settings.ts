/** What a WordPiece tokenizer does to a text before and after it looks pieces up. */
export interface WordPieceSettings {
  /** Drop control characters and U+FFFD, make every white space a space. */
  readonly cleanText: boolean
  /** Make every Chinese character a word. */
  readonly splitChinese: boolean
  readonly stripAccents: boolean
  readonly lowercase: boolean
  /** Longer words, in code points, become the unknown token whole. */
  readonly maxWordLength: number
  readonly unknownId: number
  /** Ids before and after every text. */
  readonly prefix: readonly number[]
  readonly suffix: readonly number[]
  readonly addedTokens: readonly AddedToken[]
}

/** A token that is recognised in the text as it stands, before any normalisation: `[MASK]`. */
export interface AddedToken {
  readonly content: string
  readonly id: number
  /** Takes the white space before, or after, with it. */
  readonly stripLeft: boolean
  readonly stripRight: boolean
}

/** A WordPiece tokenizer as tokenizer.json describes it. */
export interface WordPieceDescription {
  readonly settings: WordPieceSettings
  /** Pieces with their ids, in the order of the ids. */
  readonly pieces: readonly Piece[]
}

export interface Piece {
  /** Without the prefix that marks a continuing piece. */
  readonly text: string
  /** Whether it continues a word. */
  readonly continuing: boolean
  readonly id: number
}

type Json = {readonly [key: string]: unknown}

/**
 * Reads the tokenizer.json of a BERT-like tokenizer: BertNormalizer, BertPreTokenizer, WordPiece, special tokens around
 * the text.
 *
 * @param parsed - The parsed file.
 * @returns `undefined` when it describes a tokenizer of another kind, or asks for something not handled here.
 */
export function readWordPiece(parsed: unknown): WordPieceDescription | undefined {
  const {
    added_tokens: added,
    model,
    normalizer,
    post_processor: around,
    pre_tokenizer: split,
  } = asJson(parsed)
  const normalizing = asJson(normalizer)
  const {continuing_subword_prefix: mark, max_input_chars_per_word, type, unk_token, vocab} = asJson(model)
  const maxWordLength = max_input_chars_per_word ?? 100
  const unknownId = asJson(vocab)[String(unk_token)]
  const ends = readEnds(asJson(around))
  const addedTokens = readAddedTokens(added)
  if (
    type !== 'WordPiece' ||
    normalizing.type !== 'BertNormalizer' ||
    asJson(split).type !== 'BertPreTokenizer' ||
    typeof mark !== 'string' ||
    typeof maxWordLength !== 'number' ||
    !isId(unknownId) ||
    ends === undefined ||
    addedTokens === undefined
  ) {
    return undefined
  }
  const lowercase = normalizing.lowercase !== false
  const settings: WordPieceSettings = {
    cleanText: normalizing.clean_text !== false,
    splitChinese: normalizing.handle_chinese_chars !== false,
    stripAccents: typeof normalizing.strip_accents === 'boolean' ? normalizing.strip_accents : lowercase,
    lowercase,
    maxWordLength,
    unknownId,
    ...ends,
    addedTokens,
  }
  const pieces = readPieces(asJson(vocab), mark)
  return pieces && {settings, pieces}
}

function readPieces(vocabulary: Json, mark: string): Piece[] | undefined {
  const pieces: Piece[] = []
  for (const [token, id] of Object.entries(vocabulary)) {
    if (!isId(id)) return undefined
    const continuing = token.startsWith(mark) && token.length > mark.length
    pieces.push({text: continuing ? token.slice(mark.length) : token, continuing, id})
  }
  return pieces.sort((a, b) => a.id - b.id)
}

/** The three post-processors that do no more than put tokens around a text. */
function readEnds(around: Json): {prefix: number[]; suffix: number[]} | undefined {
  if (around.type === 'BertProcessing' || around.type === 'RobertaProcessing') {
    const [first, last] = [around.cls, around.sep].map((pair) => (Array.isArray(pair) ? pair[1] : undefined))
    return isId(first) && isId(last) ? {prefix: [first], suffix: [last]} : undefined
  }
  if (around.type !== 'TemplateProcessing' || !Array.isArray(around.single)) return undefined
  const sequence = around.single.findIndex((item) => 'Sequence' in asJson(item))
  if (sequence < 0) return undefined
  const prefix = readTemplate(around.single.slice(0, sequence), asJson(around.special_tokens))
  const suffix = readTemplate(around.single.slice(sequence + 1), asJson(around.special_tokens))
  return prefix && suffix && {prefix, suffix}
}

function readTemplate(items: readonly unknown[], special: Json): number[] | undefined {
  const ids = items.map((item) => asJson(special[String(asJson(asJson(item).SpecialToken).id)]).ids)
  return ids.every((list): list is number[] => Array.isArray(list) && list.every(isId))
    ? ids.flat()
    : undefined
}

function readAddedTokens(added: unknown): AddedToken[] | undefined {
  const tokens: AddedToken[] = []
  for (const item of Array.isArray(added) ? added : []) {
    const {content, id, lstrip, normalized, rstrip, single_word} = asJson(item)
    if (typeof content !== 'string' || content === '' || !isId(id) || normalized || single_word)
      return undefined
    tokens.push({content, id, stripLeft: lstrip === true, stripRight: rstrip === true})
  }
  return tokens
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {}
}
