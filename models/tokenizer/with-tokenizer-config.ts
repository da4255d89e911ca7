import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {readJsonFile} from '../json-file.js'
import {JsonPart} from './json-part.js'
import {tokenizerClassOf} from './tokenizer-class.js'

/**
 * Changes a tokenizer.json into what transformers 5 makes of it: for the classes of BERT, MPNet, RoBERTa and XLM-RoBERTa
 * it takes vocabulary and tokens from the file, but builds normaliser and pre-tokenizer from `tokenizer_config.json`, with
 * defaults of its own.
 *
 * @param tokenizerJson - A tokenizer.json, parsed; kept as it is.
 * @param folder - Where tokenizer_config.json may lie.
 * @param modelType - `model_type` of config.json.
 * @returns A parsed tokenizer.json.
 * @throws {ModelUnusableError} When a setting is not understood.
 */
export function withTokenizerConfig(tokenizerJson: unknown, folder: string, modelType: string): unknown {
  const path = join(folder, 'tokenizer_config.json')
  const config = new JsonPart(path, '', existsSync(path) ? readJsonFile(path) : {})
  const root = new JsonPart(join(folder, 'tokenizer.json'), '', tokenizerJson)
  const kind = tokenizerClassOf(config, modelType)
  const model = root.part('model')?.get('type')
  const whole = Object.fromEntries(root.entries())
  if ((kind === 'bert' || kind === 'mpnet') && model === 'WordPiece') {
    return {...whole, normalizer: bertNormalizer(config), pre_tokenizer: {type: 'BertPreTokenizer'}}
  }
  if (kind === 'roberta' && model === 'BPE') {
    return {...whole, normalizer: null, pre_tokenizer: byteLevel(config)}
  }
  if (kind === 'xlm-roberta' && model === 'Unigram') {
    const prepend_scheme = config.flag('add_prefix_space', true) ? 'always' : 'never'
    const metaspace = {type: 'Metaspace', replacement: '▁', prepend_scheme, split: true}
    return {
      ...whole,
      normalizer: findCharsmap(root.part('normalizer')) ?? null,
      pre_tokenizer: {type: 'Sequence', pretokenizers: [{type: 'WhitespaceSplit'}, metaspace]},
    }
  }
  return tokenizerJson
}

/** The normaliser of BERT and MPNet tokenizers, from tokenizer_config.json. */
export function bertNormalizer(config: JsonPart) {
  return {
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: config.flag('tokenize_chinese_chars', true),
    strip_accents: config.get('strip_accents') ?? null,
    lowercase: config.flag('do_lower_case', true),
  }
}

/** The pre-tokenizer of RoBERTa tokenizers, from tokenizer_config.json. */
export function byteLevel(config: JsonPart) {
  return {type: 'ByteLevel', add_prefix_space: config.flag('add_prefix_space', false)}
}

/** The first charsmap, be it alone or in a sequence. */
function findCharsmap(normaliser: JsonPart | undefined): unknown {
  const parts = normaliser?.type === 'Sequence' ? normaliser.parts('normalizers') : [normaliser]
  const found = parts.find((part) => part?.type === 'Precompiled')
  return found && Object.fromEntries(found.entries())
}
