import {escapeXml} from '../xml.js'

/** A text as value of an attribute in double quotes. */
export function escapeAttribute(text: string): string {
  return escapeXml(text).replaceAll('"', '&quot;')
}

/** JSON that cannot end its script element, and that is one line for every reader. */
export function escapeScript(json: string): string {
  return json
    .toWellFormed()
    .replace(
      /[<>&\u2028\u2029]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
}
