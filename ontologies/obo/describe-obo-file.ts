import type {OntologyDescription} from '../../src/domain/ontology.js'
import type {SourceFile} from '../source-files.js'
import {type OboHeader, readHeader} from './obo-header.js'
import {readWords} from './obo-values.js'
import {readStanzas, type Stanza} from './read-stanzas.js'

/** Terms that are looked at where the header does not say what ontology it is. */
const sampleSize = 200

/** An OBO file and what it says of itself. */
export interface DescribedOboFile {
  readonly file: SourceFile
  readonly header: OboHeader
  readonly description: OntologyDescription
}

/** Code and release of an OBO file, from its header; the code else from the prefix that most of its first ids share. */
export async function describeOboFile(file: SourceFile): Promise<DescribedOboFile> {
  const stanzas = await firstStanzas(file)
  const header = readHeader(stanzas[0]!)
  const code = ontologyCode(header.ontology) ?? commonestPrefix(idsOf(stanzas)) ?? 'obo'
  return {file, header, description: {format: 'obo', code, release: header.release}}
}

async function firstStanzas(file: SourceFile): Promise<Stanza[]> {
  const stanzas: Stanza[] = []
  // what is wrong with the lines is reported when they are read for good
  for await (const batch of readStanzas(file, () => {})) {
    stanzas.push(...batch)
    if (stanzas.length > sampleSize) break
  }
  return stanzas
}

/**
 * Source code from the name of an ontology. `hp`, `doid/subsets/NCIthesaurus` and `http://purl.obolibrary.org/obo/hp.owl` say what they are. An import
 * (`hp/imports/chebi_import`) holds terms of another ontology than the one it is named after.
 */
export function ontologyCode(ontology: string | undefined): string | undefined {
  if (ontology === undefined || /(?:^|\/)imports?\//i.test(ontology)) return undefined
  const path = ontology.replace(/^https?:\/\/purl\.obolibrary\.org\/obo\//, '')
  const parts = path.split('/').filter((part) => part !== '')
  const name = path.includes('://') ? parts.at(-1) : parts[0]
  return asCode(name?.replace(/\.(?:owl|obo|json|ofn|omn)$/i, ''))
}

function idsOf(stanzas: readonly Stanza[]): string[] {
  return stanzas.flatMap(({tags}) => {
    const idLine = tags.find(({tag}) => tag === 'id')
    return idLine ? readWords(idLine.value).slice(0, 1) : []
  })
}

/** The code that most of these ids have for their prefix, in lower case; the first by name of several. */
export function commonestPrefix(ids: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const id of ids) {
    const prefix = asCode(/^([^:]+):/.exec(id)?.[1])
    if (prefix !== undefined) counts.set(prefix, (counts.get(prefix) ?? 0) + 1)
  }
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return byCount[0]?.[0]
}

function asCode(name: string | undefined): string | undefined {
  const code = name?.toLowerCase()
  return code !== undefined && /^[a-z][a-z0-9._-]*$/.test(code) ? code : undefined
}
