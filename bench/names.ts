import {existsSync, readFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {gunzipSync} from 'node:zlib'
import {prepareText} from '../src/domain/prepare-text.js'
import {packagePath} from '../src/files/package-root.js'

/** Distinct names of the HPO in BIOLORD_DATA, spread over the file; `undefined` where it is not there. */
export function readNames(count: number): string[] | undefined {
  const data = resolve(process.env.BIOLORD_DATA ?? packagePath('..', 'shared', 'data'))
  const path = join(data, 'ontologies', 'hpo-2024-08-13.obo.gz')
  if (!existsSync(path)) return undefined
  const text = gunzipSync(readFileSync(path)).toString('utf8')
  const names = [...text.matchAll(/^(?:name: (.+)|synonym: "(.+?)" )/gm)].map((match) =>
    prepareText(match[1] ?? match[2] ?? ''),
  )
  const distinct = [...new Set(names)].filter((name) => name !== '' && !name.includes('\\'))
  const step = Math.max(1, distinct.length / count)
  return Array.from({length: Math.min(count, distinct.length)}, (_, i) => distinct[Math.floor(i * step)]!)
}
