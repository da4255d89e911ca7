/** What is done to a text before it is cut into pieces. */
export interface BertNormalising {
  /** Drop control characters and U+FFFD, make every white space a space. */
  readonly cleanText: boolean
  /** Make every Chinese character a word. */
  readonly splitChinese: boolean
  readonly stripAccents: boolean
  readonly lowercase: boolean
  /** Lower case before all else, as sentence-transformers has it for `do_lower_case`. */
  readonly lowercaseFirst?: true
}

/** As the reference does it: the line ends and the tab are white space, not control characters. */
const dropped = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\p{Cf}\p{Co}\ufffd]/gu

/** The reference's blocks; the first code point of one is a slip of its own that is kept for equal tokens. */
const chinese =
  /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu

/**
 * Normalises a text as `BertNormalizer` of the Hugging Face tokenizers does. The tables are those of this Node.js:
 * the reference has an older Unicode, so that a few hundred marks and signs of rare scripts differ.
 *
 * @param text - Well-formed UTF-16.
 * @see https://github.com/huggingface/tokenizers/blob/main/tokenizers/src/normalizers/bert.rs
 */
export function normaliseBert(
  text: string,
  {cleanText, lowercase, lowercaseFirst, splitChinese, stripAccents}: BertNormalising,
): string {
  let result = lowercaseFirst ? lower(text) : text
  if (cleanText) result = result.replace(dropped, '').replace(/\p{White_Space}/gu, ' ')
  if (splitChinese) result = result.replace(chinese, ' $& ')
  if (stripAccents) result = result.normalize('NFD').replace(/\p{Mn}/gu, '')
  return lowercase ? lower(result) : result
}

/** The reference goes letter by letter and knows no final sigma. */
function lower(text: string): string {
  return text.replaceAll('Σ', 'σ').toLowerCase()
}
