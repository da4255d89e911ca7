import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {gunzipSync} from 'node:zlib'
import {prepareText} from '../src/domain/prepare-text.js'
import {packagePath} from '../src/files/package-root.js'

/** Distinct names of the HPO in BIOLORD_DATA, spread over the file; `undefined` where it is not there. */
export function readNames(count: number): string[] | undefined {
  const path = join(dataFolder(), 'hpo-2024-08-13.obo.gz')
  if (!existsSync(path)) return undefined
  const distinct = namesOf([path])
  const step = Math.max(1, distinct.length / count)
  return Array.from({length: Math.min(count, distinct.length)}, (_, i) => distinct[Math.floor(i * step)]!)
}

/** Distinct names of all OBO files in BIOLORD_DATA, by file; none where it is not there. */
export function readAllNames(): string[] {
  const folder = dataFolder()
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

function dataFolder(): string {
  return join(resolve(process.env.BIOLORD_DATA ?? packagePath('..', 'shared', 'data')), 'ontologies')
}
