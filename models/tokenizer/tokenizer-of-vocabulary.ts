import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {ModelMissingError, ModelUnusableError} from '../../src/errors.js'
import {readJsonFile} from '../json-file.js'
import {JsonPart} from './json-part.js'
import {readSpecialTokens, type SpecialToken} from './special-tokens.js'
import {tokenizerClassOf} from './tokenizer-class.js'
import {bertNormalizer, byteLevel} from './with-tokenizer-config.js'

/**
 * Makes a tokenizer.json for a transformers folder that has none, from `vocab.txt` (BERT, MPNet) or `vocab.json` and
 * `merges.txt` (RoBERTa) and the settings in `tokenizer_config.json` and `special_tokens_map.json`, as `AutoTokenizer` of
 * transformers 5 does.
 *
 * @param modelType - `model_type` of config.json; `tokenizer_class` of tokenizer_config.json has the say over it.
 * @returns A parsed tokenizer.json.
 * @throws {ModelMissingError} When the vocabulary is not there.
 * @throws {ModelUnusableError} When there is only a SentencePiece model, or a setting is not understood.
 */
export function tokenizerOfVocabulary(folder: string, modelType: string): unknown {
  const path = join(folder, 'tokenizer_config.json')
  const config = new JsonPart(path, '', existsSync(path) ? readJsonFile(path) : {})
  switch (tokenizerClassOf(config, modelType)) {
    case 'bert':
      return bertTokenizer(folder, config)
    case 'mpnet':
      return mpnetTokenizer(folder, config)
    case 'roberta':
      return robertaTokenizer(folder, config)
    default:
      throw noVocabulary(
        folder,
        `the vocabulary of a BERT, MPNet or RoBERTa tokenizer (it is of a ${modelType})`,
      )
  }
}

type Ids = ReadonlyMap<string, number>

function bertTokenizer(folder: string, config: JsonPart): unknown {
  const ids = readVocabulary(folder)
  const defaults = {unk: '[UNK]', sep: '[SEP]', pad: '[PAD]', cls: '[CLS]', mask: '[MASK]'}
  const {added, named} = readSpecialTokens(folder, config, defaults, ids)
  const [cls, sep] = [named.cls!, named.sep!]
  return {
    added_tokens: added,
    ...wordPieceParts(config, ids, named.unk!),
    post_processor: {
      type: 'TemplateProcessing',
      single: [{SpecialToken: {id: cls.content}}, {Sequence: {id: 'A'}}, {SpecialToken: {id: sep.content}}],
      special_tokens: {[cls.content]: {ids: [cls.id]}, [sep.content]: {ids: [sep.id]}},
    },
  }
}

function mpnetTokenizer(folder: string, config: JsonPart): unknown {
  const ids = readVocabulary(folder)
  const defaults = {
    bos: '<s>',
    eos: '</s>',
    unk: '[UNK]',
    sep: '</s>',
    pad: '<pad>',
    cls: '<s>',
    mask: '<mask>',
  }
  const {added, named} = readSpecialTokens(folder, config, defaults, ids, {maskTakesSpace: true})
  return {
    added_tokens: added,
    ...wordPieceParts(config, ids, named.unk!),
    post_processor: aroundAsRoberta(named.cls!, named.sep!),
  }
}

function robertaTokenizer(folder: string, config: JsonPart): unknown {
  const file = join(folder, 'vocab.json')
  const vocab = existsSync(file) ? readJsonFile(file) : undefined
  const merges = existsSync(join(folder, 'merges.txt')) ? readLines(join(folder, 'merges.txt')) : undefined
  if (vocab === undefined || merges === undefined) throw noVocabulary(folder, 'vocab.json and merges.txt')
  const ids = new Map(new JsonPart(file, '', vocab).entries() as [string, number][])
  const defaults = {
    bos: '<s>',
    eos: '</s>',
    unk: '<unk>',
    sep: '</s>',
    pad: '<pad>',
    cls: '<s>',
    mask: '<mask>',
  }
  const {added, named} = readSpecialTokens(folder, config, defaults, ids)
  return {
    added_tokens: added,
    normalizer: null,
    pre_tokenizer: byteLevel(config),
    model: {type: 'BPE', vocab, merges: merges.filter((line) => !line.startsWith('#version'))},
    post_processor: aroundAsRoberta(named.cls!, named.sep!),
  }
}

function wordPieceParts(config: JsonPart, ids: Ids, unknown: SpecialToken) {
  return {
    normalizer: bertNormalizer(config),
    pre_tokenizer: {type: 'BertPreTokenizer'},
    model: {
      type: 'WordPiece',
      unk_token: unknown.content,
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(ids),
    },
  }
}

function aroundAsRoberta(cls: SpecialToken, sep: SpecialToken) {
  return {type: 'RobertaProcessing', cls: [cls.content, cls.id], sep: [sep.content, sep.id]}
}

/** One piece a line; of a piece that is there twice the last counts. */
function readVocabulary(folder: string): Ids {
  const path = join(folder, 'vocab.txt')
  if (!existsSync(path)) throw noVocabulary(folder, 'vocab.txt')
  // String.trimEnd has another idea of white space
  const pieces = readLines(path).map((line) => line.replace(/(?<!\p{White_Space})\p{White_Space}+$/u, ''))
  return new Map(pieces.map((piece, id) => [piece, id] as const).filter(([piece]) => piece !== ''))
}

function readLines(path: string): string[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
}

function noVocabulary(folder: string, wanted: string): ModelMissingError | ModelUnusableError {
  const sentencePiece = ['sentencepiece.bpe.model', 'spiece.model'].find((name) =>
    existsSync(join(folder, name)),
  )
  if (sentencePiece !== undefined) {
    return new ModelUnusableError(
      `${folder} has its tokenizer as ${sentencePiece} alone, which is not read.`,
      'Make a tokenizer.json of it where Python is: AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER).',
    )
  }
  return new ModelMissingError(
    `${folder} has neither tokenizer.json nor ${wanted}.`,
    'Give the whole folder of the model, with its tokenizer.json.',
  )
}
