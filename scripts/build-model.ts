import {basename} from 'node:path'
import {parseArgs} from 'node:util'
import {convertModel} from '../models/convert-model.js'
import {bundledModelFolder} from '../models/model-folder.js'
import type {Precision} from '../models/model-manifest.js'
import {BiolordError, UsageError} from '../src/errors.js'
import {packagePath} from '../src/files/package-root.js'

/*
 * Makes the model folder that ships, or another one:
 *
 *   node dist/scripts/build-model.js [--source DIR] [--out DIR] [--precision int8|fp32|both]
 */

const bundled = {
  licence: 'Apache-2.0',
  origin: 'sentence-transformers/all-MiniLM-L6-v2, trained further on open biomedical terminologies',
  languages: ['en'],
}

async function buildModel(): Promise<void> {
  const {values} = parseArgs({
    options: {source: {type: 'string'}, out: {type: 'string'}, precision: {type: 'string', default: 'int8'}},
  })
  const models = process.env.BIOLORD_MODELS || packagePath('..', 'shared', 'models')
  const source = values.source ?? `${models}/open-mini`
  const out = values.out ?? bundledModelFolder()
  const id = basename(source)
  const manifest = await convertModel(source, out, {
    id,
    precision: precisionOf(values.precision),
    ...(id === 'open-mini' && bundled),
  })
  const bytes = Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, 0)
  const {mean, smallest} = manifest.graphs.int8?.cosineToFp32 ?? {}
  console.log(`${out}: ${manifest.id}, ${(bytes / 1e6).toFixed(1)} MB`)
  if (mean !== undefined) console.log(`cosine of int8 to fp32: mean ${mean}, smallest ${smallest}`)
}

function precisionOf(value: string): Precision | 'both' {
  if (value === 'both' || value === 'fp32' || value === 'int8') return value
  throw new UsageError(`--precision is "${value}".`, 'Use int8, fp32 or both.')
}

try {
  await buildModel()
} catch (error) {
  if (!(error instanceof BiolordError)) throw error
  console.error(`${error.message}\n${error.suggestions[0]}`)
  process.exitCode = error.exitCode
}
