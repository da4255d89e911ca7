/**
 * What is left of a text that says what something comes from before it says what it is: "contrast media-induced nephropathy"
 * is a nephropathy.
 *
 * @returns `undefined` where no cause is told.
 */
export function withoutCause(text: string): string | undefined {
  return cause.exec(text)?.[1]
}

const cause =
  /^\S.{0,100}?[\s-](?:induced|associated|related|mediated|caused|provoked|triggered|dependent)\s+(?!(?:with|to|by|from|in|on|of)\b)(\S.*)$/iu
