import {spawnSync} from 'node:child_process'
import {join} from 'node:path'
import {packageRoot} from '../../helpers/run-process.js'

/** Texts for one tokenizer of the reference. */
export interface ReferenceJob {
  /** A tokenizer.json, parsed. */
  readonly tokenizer: unknown
  readonly texts: readonly string[]
  readonly maxTokens: number
}

/** A Python with the package `tokenizers`: `BIOLORD_PYTHON`, else the first on the path; undefined where there is none. */
export const referencePython = [process.env.BIOLORD_PYTHON || 'python3'].find(
  (python) => spawnSync(python, ['-c', 'import tokenizers']).status === 0,
)

/** Token ids that the Python package `tokenizers` gives, by job and text; one process for all. */
export function encodeWithReference(jobs: readonly ReferenceJob[]): number[][][] {
  const script = join(packageRoot, 'test', 'models', 'support', 'reference-tokenizer.py')
  const wellFormed = jobs.map((job) => ({...job, texts: job.texts.map((text) => text.toWellFormed())}))
  const {error, status, stderr, stdout} = spawnSync(referencePython!, [script], {
    input: JSON.stringify({jobs: wellFormed}),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (status !== 0) throw new Error(`The reference failed: ${error?.message ?? stderr}`)
  return JSON.parse(stdout)
}
