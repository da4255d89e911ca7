import type {PreviousIndex} from '../index-store/previous-index.js'
import type {OntologyInput} from './build-index.js'

/**
 * The inputs of an update: the given ones in the places of the sources that they replace, what the index holds of the
 * others, then what is new to it. So the result is that of a build from all releases in the order of the first one.
 */
export function inputsOfUpdate(previous: PreviousIndex, given: readonly OntologyInput[]): OntologyInput[] {
  const ofCode = (code: string) => given.filter(({description}) => description.code === code)
  const known = previous.manifest.sources.flatMap((source): OntologyInput[] => {
    const replaced = ofCode(source.code)
    if (replaced.length > 0) return replaced
    const {code, format, leftOut = {concepts: 0, names: 0}, options = {}, ownCode, release} = source
    return [
      {
        description: {code, format, ...(release === undefined ? {} : {release})},
        ...(ownCode === undefined ? {} : {ownCode}),
        path: previous.folder,
        options,
        kept: {files: previous.keptFilesOf(code), leftOut},
        rows: () => previous.rowsOf(code),
      },
    ]
  })
  return [...known, ...given.filter((input) => !known.includes(input))]
}

/** Codes of the sources that an update leaves as they are. */
export function keptSources(previous: PreviousIndex, given: readonly OntologyInput[]): string[] {
  const replaced = new Set(given.map(({description}) => description.code))
  return previous.manifest.sources.map(({code}) => code).filter((code) => !replaced.has(code))
}

/** Codes of the sources that an update adds to the index. */
export function addedSources(previous: PreviousIndex, given: readonly OntologyInput[]): string[] {
  const known = new Set(previous.manifest.sources.map(({code}) => code))
  return [...new Set(given.map(({description}) => description.code))].filter((code) => !known.has(code))
}
