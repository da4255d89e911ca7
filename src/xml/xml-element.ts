/** An element of an XML file with all that it holds. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** Line where its start tag ends. */
  readonly line: number
  readonly content: readonly (XmlElement | string)[]
}

/** The elements of this name right below another. */
export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  if (element === undefined) return []
  return element.content.filter((part): part is XmlElement => typeof part !== 'string' && part.name === name)
}

/** The first element that a path of names leads to. */
export function childOf(element: XmlElement, ...path: readonly string[]): XmlElement | undefined {
  let found: XmlElement | undefined = element
  for (const name of path) {
    found = found?.content.find((part): part is XmlElement => typeof part !== 'string' && part.name === name)
  }
  return found
}

/** The text of an element and everything in it, white space folded; empty where there is none. */
export function textOf(element: XmlElement | undefined): string {
  return element === undefined ? '' : rawText(element).replace(/\s+/g, ' ').trim()
}

/** The text of an element and everything in it, as it stands. */
export function rawText({content}: XmlElement): string {
  return content.map((part) => (typeof part === 'string' ? part : rawText(part))).join('')
}
