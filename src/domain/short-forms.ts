import {type AbbreviationDefinition, findAbbreviations} from './abbreviations.js'
import {groupBy} from './group-by.js'
import {singularShortForm} from './long-form.js'

/** What a use of a short form goes by. */
export type Definition = Pick<AbbreviationDefinition, 'shortForm' | 'short' | 'longForm'>

/** Definitions in order of the text, by short form without the s of a plural. */
export type Abbreviations = ReadonlyMap<string, readonly Definition[]>

/** The abbreviations that a text defines. */
export function abbreviationsOf(text: string): Abbreviations {
  return byShortForm(findAbbreviations(text))
}

/** @param definitions - In order of the text. */
export function byShortForm(definitions: readonly Definition[]): Abbreviations {
  return groupBy(definitions, ({shortForm}) => singularShortForm(shortForm))
}

/**
 * The definition that a short form, or its plural, means at a place: the nearest before, or where there is none the first after.
 *
 * @param offset - In the text of the definitions, UTF-16 units.
 */
export function definitionAt(
  abbreviations: Abbreviations,
  shortForm: string,
  offset: number,
): Definition | undefined {
  const known = abbreviations.get(singularShortForm(shortForm))
  return known?.findLast(({short}) => short.start <= offset) ?? known?.[0]
}
