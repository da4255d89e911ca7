import {ModelUnusableError} from '../../src/errors.js'
import type {ModelModule} from './model-modules.js'

const wantedName =
  /^(?:config|modules|config_sentence_transformers|sentence_[\w-]+_config|tokenizer|tokenizer_config|special_tokens_map|added_tokens|vocab)\.json$|^(?:vocab|merges)\.txt$/
const documentName = /^(?:README\.md|(?:LICEN[CS]E|NOTICE|COPYING)(?:\.(?:md|txt))?)$/
const wholeWeights = 'model.safetensors'
const weightsIndex = 'model.safetensors.index.json'
const shardName = /^model-(\d{5})-of-(\d{5})\.safetensors$/
const pickledName = /\.(?:bin|pt|pth|ckpt|pkl)$/

/**
 * Chooses what a conversion needs from a repository's files: settings, tokenizer, README and licence, and the
 * safetensors weights, of the repository and of the folders of its modules. Nothing pickled, no ONNX, no other
 * framework's weights.
 *
 * @param paths - All files, parts joined by `/`.
 * @returns In the order of `paths`.
 */
export function chooseFiles(paths: readonly string[], modules: readonly ModelModule[]): string[] {
  const there = new Set(paths)
  const folders = new Set(['', ...modules.map(({path}) => path)])
  return paths.filter((path) => {
    const cut = path.lastIndexOf('/') + 1
    const name = path.slice(cut)
    if (!folders.has(path.slice(0, Math.max(0, cut - 1)))) return false
    if (wantedName.test(name) || name === wholeWeights) return true
    if (name === weightsIndex || shardName.test(name)) return !there.has(path.slice(0, cut) + wholeWeights)
    return cut === 0 && documentName.test(name)
  })
}

/**
 * Says which of the files that every conversion needs are not among `paths`, in words: `config.json`,
 * `tokenizer.json or vocab.txt`.
 */
export function findMissing(paths: readonly string[], modules: readonly ModelModule[]): string[] {
  const there = new Set(paths)
  const missing: string[] = []
  const need = (path: string) => there.has(path) || missing.push(path)
  for (const {kind, path} of modules) {
    const folder = path === '' ? '' : `${path}/`
    if (kind === 'Normalize' || kind === 'Dropout') continue // nothing of them is needed, and often nothing is there
    need(`${folder}config.json`)
    if (kind === 'Transformer') {
      const has = (name: string) => there.has(folder + name)
      if (!has('tokenizer.json') && !has('vocab.txt') && !(has('vocab.json') && has('merges.txt'))) {
        missing.push(`${folder}tokenizer.json or vocab.txt`)
      }
    }
    if (kind === 'Transformer' || kind === 'Dense') missing.push(...missingWeights(there, folder))
  }
  return missing
}

/**
 * Refuses a repository that could not be converted, before anything of it is loaded.
 *
 * @param page - Where a person can look at it.
 * @throws {ModelUnusableError} Naming what is missing; with a way out where the weights are only there as pickle.
 */
export function checkConvertible(
  paths: readonly string[],
  modules: readonly ModelModule[],
  page: string,
): void {
  const missing = findMissing(paths, modules)
  if (missing.length === 0) return
  if (
    missing.every((path) => path.endsWith('.safetensors')) &&
    paths.some((path) => pickledName.test(path))
  ) {
    throw new ModelUnusableError(
      `${page} holds its weights only as pickled files (.bin), which are programs that run when they are opened.`,
      `They are never read here. Look at ${page}/discussions for the Hub's own conversion to safetensors and give its number with --revision refs/pr/NUMBER, or save the model with safetensors elsewhere and use "biolord model import FOLDER".`,
    )
  }
  if (
    paths.some((path) => /\.(?:model|spm)$/.test(path)) &&
    missing.some((path) => path.includes('tokenizer.json'))
  ) {
    throw new ModelUnusableError(
      `${page} has a SentencePiece tokenizer without the tokenizer.json that is made of it.`,
      'Load its tokenizer with transformers and save it (AutoTokenizer.from_pretrained(…).save_pretrained(FOLDER)), put the other files beside it and use "biolord model import FOLDER".',
    )
  }
  throw new ModelUnusableError(
    `${page} cannot be converted: it has no ${missing.join(', no ')}.`,
    'Use a repository as sentence-transformers or transformers saves an encoder, with safetensors and a tokenizer.',
  )
}

function missingWeights(there: ReadonlySet<string>, folder: string): string[] {
  if (there.has(folder + wholeWeights)) return []
  if (!there.has(folder + weightsIndex)) return [folder + wholeWeights]
  const shards = [...there].filter(
    (path) => path.startsWith(folder) && shardName.test(path.slice(folder.length)),
  )
  const count = Number(shardName.exec(shards[0]?.slice(folder.length) ?? '')?.[2] ?? 1)
  if (count > 10_000) return [folder + weightsIndex]
  return Array.from(
    {length: count},
    (_, i) => `${folder}model-${padded(i + 1)}-of-${padded(count)}.safetensors`,
  ).filter((path) => !there.has(path))
}

function padded(n: number): string {
  return String(n).padStart(5, '0')
}
