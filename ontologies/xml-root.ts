import {readHead} from './read-head.js'
import type {SourceFile} from './source-files.js'

/** What stands before the root of an XML file. */
export interface XmlRoot {
  readonly name: string
  /** Of the document type declaration, `…nlmdescriptorrecordset_20240101.dtd"`; empty without one. */
  readonly docType: string
}

/**
 * The declaration, comments, instructions and the document type may come first (XML 1.0, section 2.8). None can match in
 * two ways, so that a head of nothing but comments takes no longer than another.
 */
const prolog =
  /^\s*(?:<\?(?:(?!\?>)[\s\S])*\?>\s*|<!--(?:(?!-->)[\s\S])*-->\s*|<!DOCTYPE(?<docType>[^[>]*(?:\[[^\]]*\]\s*)?)>\s*)*<(?<name>[A-Za-z_][\w.:-]*)/

/**
 * The root element of an XML file, to recognise its format by, without parsing it.
 *
 * @returns `undefined` for what does not start as XML does.
 * @throws {InputError} When the file is damaged, unreadable or gone.
 */
export async function readXmlRoot(file: SourceFile): Promise<XmlRoot | undefined> {
  const head = (await readHead(file)).join('\n')
  // asking first spares every other file the expression
  if (!/^\s*</.test(head)) return undefined
  const groups = prolog.exec(head)?.groups
  return groups?.name === undefined ? undefined : {name: groups.name, docType: groups.docType ?? ''}
}
