import type {OntologyDescription} from '../../src/domain/ontology.js'
import {oneDescription} from '../one-description.js'
import type {SourceFile, SourceFiles} from '../source-files.js'
import {byRelativePath} from '../source-listing.js'
import {type DescribedOboFile, describeOboFile} from './describe-obo-file.js'

/** The OBO files of a source, the ontology itself before what it imports. */
export interface OboFiles {
  readonly description: OntologyDescription
  readonly files: readonly DescribedOboFile[]
  /** Imports whose file is not in the source, and the lines that name them. */
  readonly missing: readonly {readonly file: SourceFile; readonly id: string; readonly line: number}[]
}

/**
 * Finds out which of the files of a source is the ontology and which are its imports.
 *
 * @throws {InputError} When the source holds no OBO file, or several ontologies, whose ids would share one code.
 */
export async function arrangeOboFiles(
  source: SourceFiles,
  isObo: (file: SourceFile) => Promise<boolean>,
): Promise<OboFiles> {
  const found: DescribedOboFile[] = []
  for (const file of [...source.files].sort(byRelativePath)) {
    if (await isObo(file)) found.push(await describeOboFile(file))
  }
  const names = new Map(found.map((one) => [one, namesOf(one)]))
  const imports = found.flatMap((one) => one.header.imports.map((line) => ({...line, by: one})))
  const holders = (id: string) => {
    const name = plainName(id)
    const local = name.slice(name.lastIndexOf('/') + 1)
    return found.filter((one) => names.get(one)?.has(name) || names.get(one)?.has(local))
  }
  const imported = new Set(imports.flatMap(({by, id}) => holders(id).filter((one) => one !== by)))
  const chosen = found.filter((one) => !imported.has(one))
  const own = chosen.length > 0 ? chosen : found // files that import each other are all the ontology
  return {
    description: oneDescription(
      source.path,
      own.map((one) => one.description),
      'OBO file',
    ),
    files: [...own, ...found.filter((one) => !own.includes(one))],
    missing: imports
      .filter(({id}) => holders(id).length === 0)
      .map(({by, id, line}) => ({file: by.file, id, line})),
  }
}

/** What an import may call a file: its ontology, or the file itself. */
function namesOf({file, header}: DescribedOboFile): ReadonlySet<string> {
  const names = [file.name.replace(/\.gz$/i, ''), ...(header.ontology === undefined ? [] : [header.ontology])]
  return new Set(names.map(plainName))
}

/** `http://purl.obolibrary.org/obo/go/extensions/go-gci.owl` is the ontology `go/extensions/go-gci`. */
function plainName(id: string): string {
  return id
    .replace(/^https?:\/\/purl\.obolibrary\.org\/obo\//, '')
    .replace(/\.(?:owl|obo|json|ofn|omn)$/i, '')
    .toLowerCase()
}
