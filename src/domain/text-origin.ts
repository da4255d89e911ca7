/** How much of an input stands before a part of it, in each unit of offsets, and in lines. */
export interface TextOrigin {
  readonly utf16: number
  readonly codepoint: number
  readonly byte: number
  readonly lines: number
}

export const inputStart: TextOrigin = {utf16: 0, codepoint: 0, byte: 0, lines: 0}

/** Where the part after this text begins. */
export function originAfter({byte, codepoint, lines, utf16}: TextOrigin, text: string): TextOrigin {
  let characters = 0
  for (const _ of text) characters++
  return {
    utf16: utf16 + text.length,
    codepoint: codepoint + characters,
    byte: byte + Buffer.byteLength(text),
    lines: lines + countLineEnds(text),
  }
}

function countLineEnds(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}
