/** Replaces line ends and control characters by spaces, one for one: offsets into the text stay right. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
}
