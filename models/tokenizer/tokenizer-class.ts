import {ownValue} from '../../src/domain/own-value.js'
import type {JsonPart} from './json-part.js'

/** Tokenizers that transformers 5 builds by itself, whatever tokenizer.json says of all but vocabulary and tokens. */
export type TokenizerClass = 'bert' | 'mpnet' | 'roberta' | 'xlm-roberta'

const classes: Readonly<Record<string, TokenizerClass>> = {
  BertTokenizer: 'bert',
  DistilBertTokenizer: 'bert',
  MPNetTokenizer: 'mpnet',
  RobertaTokenizer: 'roberta',
  XLMRobertaTokenizer: 'xlm-roberta',
}

const modelTypes: Readonly<Record<string, TokenizerClass>> = {
  bert: 'bert',
  distilbert: 'bert',
  mpnet: 'mpnet',
  roberta: 'roberta',
  'xlm-roberta': 'xlm-roberta',
}

/**
 * Finds out which tokenizer `AutoTokenizer` would build.
 *
 * @param config - tokenizer_config.json, whose `tokenizer_class` has the say.
 * @param modelType - `model_type` of config.json.
 * @returns `undefined` for one that takes tokenizer.json as it is, or is not known here.
 */
export function tokenizerClassOf(config: JsonPart, modelType: string): TokenizerClass | undefined {
  const name = config.has('tokenizer_class') ? config.text('tokenizer_class').replace(/Fast$/, '') : undefined
  const table = name === undefined ? modelTypes : classes
  return ownValue(table, name ?? modelType)
}
