import type {OntologyDescription} from '../../src/domain/ontology.js'
import type {XmlEvent} from '../../src/xml/xml-collector.js'
import {textOf} from '../../src/xml/xml-element.js'
import type {SourceFile, SourceFiles} from '../source-files.js'
import {readXmlElements} from '../xml-elements.js'
import {readXmlRoot} from '../xml-root.js'

/** A classification as XML: the tabular list of ICD-10-CM, or ClaML, which WHO and BfArM use. */
export interface IcdFile {
  readonly file: SourceFile
  readonly syntax: IcdSyntax
}

export type IcdSyntax = 'icd10cm' | 'claml'

const syntaxOfRoot: ReadonlyMap<string, IcdSyntax> = new Map([
  ['ICD10CM.tabular', 'icd10cm'],
  ['ClaML', 'claml'],
])

/** @returns The files of a source that hold a classification, by path. */
export async function icdFiles(source: SourceFiles): Promise<IcdFile[]> {
  const found: IcdFile[] = []
  for (const file of source.files) {
    const syntax = syntaxOfRoot.get((await readXmlRoot(file))?.name ?? '')
    if (syntax !== undefined) found.push({file, syntax})
  }
  return found.sort((a, b) => (a.file.relativePath < b.file.relativePath ? -1 : 1))
}

/**
 * Code and release as the top of a file gives them: `<version>2026</version>` of ICD-10-CM; name and version of ClaML's
 * `Title`, where `ICD-10-GM` gives `icd10gm`.
 *
 * @throws {InputError} What {@link readXmlElements} throws.
 */
export async function describeIcdFile({file, syntax}: IcdFile): Promise<OntologyDescription> {
  const format = 'icd-tabular'
  const wanted = syntax === 'icd10cm' ? 'version' : 'Title'
  const found = await firstElement(file, wanted)
  if (syntax === 'icd10cm') return {format, code: 'icd10cm', ...releaseOf(textOf(found))}
  const {name = '', version = ''} = found?.attributes ?? {}
  const code = name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/(?:19|20)\d\d$/, '')
  return {format, code: /^[a-z]/.test(code) ? code : 'icd10', ...releaseOf(version)}
}

function releaseOf(release: string): {release?: string} {
  return release === '' ? {} : {release}
}

async function firstElement(file: SourceFile, name: string) {
  // what is wrong with the bytes is reported when they are read for good
  for await (const events of readXmlElements(file, containers, () => {})) {
    for (const event of events) {
      if (event.event === 'element' && event.element.name === name) return event.element
      if (isBody(event)) return undefined
    }
  }
  return undefined
}

/** Elements that hold others like them, or everything: they come as they open and close. */
export const containers: ReadonlySet<string> = new Set([
  'ICD10CM.tabular',
  'chapter',
  'section',
  'diag',
  'ClaML',
])

function isBody(event: XmlEvent): boolean {
  if (event.event === 'open') return event.name === 'chapter'
  return event.event === 'element' && event.element.name === 'Class'
}
