import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {readBytePair} from '../../../models/tokenizer/byte-pair-settings.js'
import {BytePairTokenizer} from '../../../models/tokenizer/byte-pair-tokenizer.js'
import {BytePairVocabulary} from '../../../models/tokenizer/byte-pair-vocabulary.js'
import {JsonPart} from '../../../models/tokenizer/json-part.js'
import type {Tokenizer} from '../../../models/tokenizer/tokenizer.js'
import {readUnigram} from '../../../models/tokenizer/unigram-settings.js'
import {UnigramTokenizer} from '../../../models/tokenizer/unigram-tokenizer.js'
import {UnigramVocabulary} from '../../../models/tokenizer/unigram-vocabulary.js'
import {readWordPiece} from '../../../models/tokenizer/word-piece-settings.js'
import {WordPieceTokenizer} from '../../../models/tokenizer/word-piece-tokenizer.js'
import {WordPieceVocabulary} from '../../../models/tokenizer/word-piece-vocabulary.js'
import {packageRoot} from '../../helpers/run-process.js'
import {tinyModel} from '../support/model-fixtures.js'
import {seededRandom} from '../support/random-texts.js'

interface Kind {
  readonly name: string
  readonly bytes: Uint8Array
  readonly open: (bytes: Uint8Array) => Tokenizer
}

const readJson = (...path: string[]) => new JsonPart('t', '', JSON.parse(readFileSync(join(...path), 'utf8')))

const unigram = new JsonPart('t', '', {
  normalizer: {type: 'Lowercase'},
  pre_tokenizer: {type: 'Metaspace', replacement: '▁'},
  post_processor: {type: 'RobertaProcessing', cls: ['<s>', 0], sep: ['</s>', 1]},
  model: {
    type: 'Unigram',
    unk_id: 2,
    vocab: ['<s>', '</s>', '<unk>', '▁', 'a', 'b', 'ab', '▁he', 'art', 'heart', 'é'].map((piece, i) => [
      piece,
      -i,
    ]),
  },
})

const kinds: Kind[] = [
  {
    name: 'WordPiece',
    bytes: WordPieceVocabulary.pack(readWordPiece(readJson(tinyModel('tiny-bert-mean'), 'tokenizer.json'))),
    open: (bytes) => new WordPieceTokenizer(WordPieceVocabulary.unpack(bytes, 'v'), 64),
  },
  {
    name: 'Unigram',
    bytes: UnigramVocabulary.pack(readUnigram(unigram)),
    open: (bytes) => new UnigramTokenizer(UnigramVocabulary.unpack(bytes, 'v'), 64),
  },
  {
    name: 'byte-level BPE',
    bytes: BytePairVocabulary.pack(
      readBytePair(
        readJson(packageRoot, 'test', 'fixtures', 'tokenizers', 'byte-pair.json').part('tokenizer')!,
      ),
    ),
    open: (bytes) => new BytePairTokenizer(BytePairVocabulary.unpack(bytes, 'v'), 64),
  },
]

it.each(kinds)('refuses an altered $name file or reads it to an end', ({bytes, open}) => {
  const random = seededRandom(7)
  const outcomes = {refused: 0, read: 0}

  for (let round = 0; round < 400; round++) {
    const altered = Uint8Array.from(bytes)
    for (let i = 0; i < 3; i++) altered[Math.floor(random() * altered.length)] = Math.floor(random() * 256)
    try {
      expect(open(altered).encode('heart attack Ab é ☃ <s>').length).toBeLessThanOrEqual(64)
      outcomes.read++
    } catch (error) {
      expect(error).toMatchObject({code: 'MODEL_UNUSABLE'})
      outcomes.refused++
    }
  }

  expect(outcomes.refused).toBeGreaterThan(0)
  expect(outcomes.read).toBeGreaterThan(0)
})

it.each(kinds)('refuses a $name file that is cut, longer, or of another kind', ({bytes, open}) => {
  const others = kinds.filter((kind) => kind.bytes !== bytes).map((kind) => kind.bytes)

  for (const wrong of [bytes.slice(0, -1), bytes.slice(0, 30), Uint8Array.from([...bytes, 0]), ...others]) {
    expect(() => open(wrong)).toThrow(expect.objectContaining({code: 'MODEL_UNUSABLE'}))
  }
})
