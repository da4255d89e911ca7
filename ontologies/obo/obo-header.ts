import type {TermScope} from '../../src/domain/ontology.js'
import type {IdSpaces} from './contract-iri.js'
import {readPlain, readQuoted, readWords} from './obo-values.js'
import type {Stanza} from './read-stanzas.js'
import {scopeOf} from './synonym.js'

/** What the header says that terms depend on, or that describes the whole. */
export interface OboHeader {
  /** As written: `hp`, `doid/subsets/NCIthesaurus`, an IRI. */
  readonly ontology?: string
  readonly release?: string
  readonly defaultNamespace?: string
  readonly idSpaces: IdSpaces
  /** Synonym type to the scope its synonyms have where they name none. */
  readonly typeScopes: ReadonlyMap<string, TermScope>
  /** Other ontologies whose terms belong to this one: IRIs, or names of files. */
  readonly imports: readonly {readonly id: string; readonly line: number}[]
}

/** Reads a header; tags it does not know are of no interest. */
export function readHeader({tags}: Stanza): OboHeader {
  const valuesOf = (tag: string) => tags.filter((line) => line.tag === tag).map((line) => line.value)
  const plainValueOf = (tag: string) =>
    valuesOf(tag)
      .map(readPlain)
      .find((value) => value !== '')
  return {
    ontology: plainValueOf('ontology'),
    release:
      plainValueOf('data-version') ??
      isoDate(plainValueOf('date')) ??
      versionInfo(valuesOf('property_value')) ??
      versionIn(valuesOf('remark')),
    defaultNamespace: plainValueOf('default-namespace'),
    idSpaces: new Map(valuesOf('idspace').flatMap(readIdSpace)),
    typeScopes: new Map(valuesOf('synonymtypedef').flatMap(readTypeScope)),
    imports: tags.flatMap(({line, tag, value}) =>
      tag === 'import'
        ? readWords(value)
            .slice(0, 1)
            .map((id) => ({id, line}))
        : [],
    ),
  }
}

/** `date: 14:05:2015 16:40` is day, month, year. */
function isoDate(value: string | undefined): string | undefined {
  const [, day, month, year] = /^(\d{2}):(\d{2}):(\d{4})\b/.exec(value ?? '') ?? []
  return year === undefined ? undefined : `${year}-${month}-${day}`
}

/** `property_value: owl:versionInfo "2026-07-25" xsd:string` */
function versionInfo(values: readonly string[]): string | undefined {
  const value = values.find((one) => one.startsWith('owl:versionInfo '))
  return value && readQuoted(value.slice('owl:versionInfo '.length).trim())?.text
}

/** `remark: Version 2.6` or `remark: release: 2012-07` */
function versionIn(remarks: readonly string[]): string | undefined {
  for (const remark of remarks) {
    const version = /\b(?:version|release)\s*:?\s*([\w.-]*\d[\w.-]*)/i.exec(remark.slice(0, 500))?.[1]
    if (version !== undefined) return version
  }
  return undefined
}

/** `idspace: ORDO http://www.orpha.net/ORDO/ "description"` */
function readIdSpace(value: string): [string, string][] {
  const [prefix, start] = readWords(value)
  return prefix !== undefined && start?.startsWith('http') ? [[prefix, start]] : []
}

/** `synonymtypedef: systematic_synonym "Systematic synonym" EXACT` */
function readTypeScope(value: string): [string, TermScope][] {
  const quote = value.indexOf('"')
  const [type] = readWords(quote < 0 ? value : value.slice(0, quote))
  const scope = scopeOf(
    readQuoted(value.slice(Math.max(0, quote)))
      ?.rest.trim()
      .split(/\s/)[0],
  )
  return type !== undefined && scope !== undefined ? [[type, scope]] : []
}
