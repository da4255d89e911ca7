/**
 * The one form in which a text reaches the encoder and in which equal texts are found: Unicode NFC, runs of white
 * space as one space, none at the ends. Case and diacritics are kept: what to do with them is the tokenizer's to say.
 *
 * Lone surrogates become U+FFFD, as every UTF-8 writer would make them.
 *
 * @returns The empty string when only white space is given.
 */
export function prepareText(text: string): string {
  return text.toWellFormed().normalize('NFC').replace(/\s+/gu, ' ').trim()
}
