/** The value of a JSON text; `undefined` where it is none. The parser's own message is not given: it quotes the text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
