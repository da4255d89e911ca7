const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#13;', // a bare one is read as a line feed
}

/**
 * A text as content of an XML 1.0 element. Characters that XML cannot hold at all become U+FFFD, one for one, so that
 * offsets in code points stay right.
 *
 * @see https://www.w3.org/TR/xml/#charsets and section 2.11 (line ends)
 */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>\r]/g, (character) => entities[character] as string)
}
