import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {gunzipSync} from 'node:zlib'
import {prepareText} from '../src/domain/prepare-text.js'
import {packagePath} from '../src/files/package-root.js'

/** The development data, there or not. */
export const data = resolve(process.env.BIOLORD_DATA ?? packagePath('..', 'shared', 'data'))

/** Distinct names of the HPO in BIOLORD_DATA, spread over the file; `undefined` where it is not there. */
export function readNames(count: number): string[] | undefined {
  const path = join(data, 'ontologies', 'hpo-2024-08-13.obo.gz')
  if (!existsSync(path)) return undefined
  const distinct = namesOf([path])
  return spread(distinct, Math.min(count, distinct.length))
}

/** So many of a list, at equal distances; some come again where it has fewer. */
export function spread<T>(list: readonly T[], count: number): T[] {
  return Array.from({length: count}, (_, i) => list[Math.floor((i * list.length) / count)]!)
}

/** Distinct names of all OBO files in BIOLORD_DATA, by file; none where it is not there. */
export function readAllNames(): string[] {
  const folder = join(data, 'ontologies')
  if (!existsSync(folder)) return []
  return namesOf(
    readdirSync(folder)
      .filter((name) => name.endsWith('.obo.gz'))
      .sort()
      .map((name) => join(folder, name)),
  )
}

function namesOf(oboFiles: readonly string[]): string[] {
  const names = new Set<string>()
  for (const path of oboFiles) {
    const text = gunzipSync(readFileSync(path)).toString('utf8')
    for (const match of text.matchAll(/^(?:name: (.+)|synonym: "(.+?)" )/gm)) {
      const name = prepareText(match[1] ?? match[2] ?? '')
      if (name !== '' && !name.includes('\\')) names.add(name)
    }
  }
  return [...names]
}
