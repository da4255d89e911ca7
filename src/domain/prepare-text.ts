/**
 * The one form in which a text reaches the encoder and in which equal texts are found: Unicode NFC, runs of white
 * space as one space, none at the ends. Case and diacritics are kept: what to do with them is the tokenizer's to say.
 *
 * Lone surrogates become U+FFFD, as every UTF-8 writer would make them.
 *
 * More than 30 combining marks in a row are cut: no writing has them, and putting them in order takes the square of
 * their number.
 *
 * @see Unicode Standard Annex 15, Stream-Safe Text Format, for the number.
 * @returns The empty string when only white space is given.
 */
export function prepareText(text: string): string {
  if (isPrepared.test(text)) return text
  return limitMarks(text.toWellFormed()).normalize('NFC').replace(/\s+/gu, ' ').trim()
}

/** ASCII words with one space between: most texts. */
const isPrepared = /^(?:[!-~]+ )*[!-~]+$/

/** Leaves at most 30 combining marks in a row; see {@link prepareText}. */
export function limitMarks(text: string): string {
  return text.replace(/(\p{M}{30})\p{M}+/gu, '$1')
}
