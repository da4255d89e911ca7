import type {PropertyRow} from '../../src/domain/ontology.js'
import {childrenOf, textOf, type XmlElement} from '../../src/xml/xml-element.js'

/** What the notes of the tabular list are called as values. They speak of other codes, or to the coder: no names. */
const properties: ReadonlyMap<string, string> = new Map([
  ['includes', 'includes'],
  ['excludes1', 'excludes1'],
  ['excludes2', 'excludes2'],
  ['codeFirst', 'code-first'],
  ['useAdditionalCode', 'use-additional-code'],
  ['codeAlso', 'code-also'],
  ['notes', 'note'],
  ['sevenChrNote', 'seventh-character-note'],
])

/** The values that an element of a code gives; none for elements that are not read. */
export function noteProperties(conceptId: string, element: XmlElement, file: string): PropertyRow[] {
  const row = (property: string, value: string, {line}: XmlElement): PropertyRow[] =>
    value === '' ? [] : [{row: 'property', conceptId, property, value, at: {file, line}}]
  if (element.name === 'sevenChrDef') {
    return childrenOf(element, 'extension').flatMap((extension) =>
      row('seventh-character', `${extension.attributes.char ?? '?'}: ${textOf(extension)}`, extension),
    )
  }
  const property = properties.get(element.name)
  if (property === undefined) return []
  return childrenOf(element, 'note').flatMap((note) => row(property, textOf(note), note))
}
