import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {withTokenizerConfig} from '../../../models/tokenizer/with-tokenizer-config.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'

const wordPiece = {
  added_tokens: [{id: 0, content: '[CLS]'}],
  normalizer: {type: 'BertNormalizer', clean_text: false, lowercase: false, strip_accents: true},
  model: {type: 'WordPiece'},
}

const charsmap = {type: 'Precompiled', precompiled_charsmap: 'AAAA'}
const unigram = {
  normalizer: {type: 'Sequence', normalizers: [charsmap, {type: 'Strip'}]},
  pre_tokenizer: {type: 'Metaspace', replacement: '▁'},
  model: {type: 'Unigram'},
}

function apply(tokenizer: unknown, modelType: string, config?: object): unknown {
  const folder = temporaryFolder()
  if (config !== undefined) writeFileSync(join(folder, 'tokenizer_config.json'), JSON.stringify(config))
  return withTokenizerConfig(tokenizer, folder, modelType)
}

// each as AutoTokenizer of transformers 5.23.0 was seen to do it
it.each<[string, object | undefined, object]>([
  ['bert', undefined, {lowercase: true, strip_accents: null, clean_text: true}],
  ['bert', {do_lower_case: false}, {lowercase: false, strip_accents: null, clean_text: true}],
  [
    'mpnet',
    {tokenizer_class: 'MPNetTokenizer', strip_accents: false},
    {lowercase: true, strip_accents: false},
  ],
  [
    'bert',
    {tokenizer_class: 'BertTokenizerFast', tokenize_chinese_chars: false},
    {handle_chinese_chars: false},
  ],
])('builds the normaliser of a %s model from %o', (modelType, config, normalizer) => {
  expect(apply(wordPiece, modelType, config)).toMatchObject({
    normalizer,
    added_tokens: wordPiece.added_tokens,
  })
})

it.each(['PreTrainedTokenizerFast', 'TokenizersBackend'])(
  'takes the file as it is for %s',
  (tokenizer_class) => {
    expect(apply(wordPiece, 'bert', {tokenizer_class, do_lower_case: true})).toEqual(wordPiece)
  },
)

it('takes the file as it is for a class that does not fit it', () => {
  expect(apply(unigram, 'bert')).toEqual(unigram)
})

it('keeps only the charsmap of an XLM-RoBERTa tokenizer', () => {
  expect(apply(unigram, 'xlm-roberta')).toMatchObject({
    normalizer: charsmap,
    pre_tokenizer: {
      pretokenizers: [{type: 'WhitespaceSplit'}, {type: 'Metaspace', prepend_scheme: 'always'}],
    },
  })
})

it('takes add_prefix_space of a RoBERTa tokenizer from its settings', () => {
  const tokenizer = {pre_tokenizer: {type: 'ByteLevel', add_prefix_space: true}, model: {type: 'BPE'}}

  expect(apply(tokenizer, 'roberta')).toMatchObject({pre_tokenizer: {add_prefix_space: false}})
  expect(apply(tokenizer, 'roberta', {add_prefix_space: true})).toMatchObject({
    pre_tokenizer: {add_prefix_space: true},
  })
})
