import {ownValue} from '../../src/domain/own-value.js'
import type {Activation, EncoderShape} from '../onnx/encoder-shape.js'
import {type Architecture, architectures} from '../onnx/tensor-names.js'
import {SourceSettings} from './source-settings.js'

/** The architectures by the `model_type` of config.json. */
const byModelType: Readonly<Record<string, Architecture>> = {
  bert: 'bert',
  roberta: 'roberta',
  'xlm-roberta': 'roberta',
  mpnet: 'mpnet',
  distilbert: 'distilbert',
}

const activations: Readonly<Record<string, Activation>> = {
  gelu: 'gelu',
  gelu_new: 'tanh-gelu',
  gelu_pytorch_tanh: 'tanh-gelu',
  relu: 'relu',
}

/** What `config.json` says, in the words of one architecture. */
const keysOf: Readonly<Record<'distilbert' | 'other', Readonly<Record<string, string>>>> = {
  distilbert: {
    dimensions: 'dim',
    layers: 'n_layers',
    heads: 'n_heads',
    intermediate: 'hidden_dim',
    activation: 'activation',
  },
  other: {
    dimensions: 'hidden_size',
    layers: 'num_hidden_layers',
    heads: 'num_attention_heads',
    intermediate: 'intermediate_size',
    activation: 'hidden_act',
  },
}

/**
 * Reads the `config.json` of transformers.
 *
 * @param maxTokens - What the settings of the tokenizer allow; absent: only the position table limits the length.
 * @throws {ModelUnusableError} When a setting is not understood; the message names it.
 */
export function readArchitecture(
  folder: string,
  maxTokens: number | undefined,
): {architecture: Architecture; shape: EncoderShape} {
  const config = SourceSettings.read(folder, 'config.json')
  const type = config.text('model_type')
  const architecture = ownValue(byModelType, type)
  if (architecture === undefined) {
    throw config.notUnderstood('model_type', Object.keys(byModelType).join(', '))
  }
  config.expect('position_embedding_type', 'absolute')
  config.expect('is_decoder', false)
  config.expect('add_cross_attention', false)
  if (config.value('quantization_config') !== undefined) {
    throw config.notUnderstood('quantization_config', 'a model without it')
  }
  const keys = keysOf[architecture === 'distilbert' ? 'distilbert' : 'other']
  const dimensions = config.count(keys.dimensions!)
  const heads = config.count(keys.heads!)
  if (dimensions % heads !== 0)
    throw config.notUnderstood(keys.heads!, `a divisor of ${keys.dimensions} ${dimensions}`)
  const positions = config.count('max_position_embeddings')
  const {countsFromPadding} = architectures[architecture]
  const paddingId = countsFromPadding ? paddingOf(config) : undefined
  const usable = positions - (paddingId === undefined ? 0 : paddingId + 1)
  if (usable < 3) throw config.notUnderstood('max_position_embeddings', 'a table for at least three tokens')
  return {
    architecture,
    shape: {
      vocabularySize: config.count('vocab_size'),
      dimensions,
      layers: config.count(keys.layers!),
      heads,
      intermediate: config.count(keys.intermediate!),
      positions,
      ...(paddingId !== undefined && {paddingId}),
      ...(architecture === 'mpnet' && {relativeBuckets: bucketsOf(config)}),
      maxTokens: Math.min(usable, maxTokens ?? usable),
      // DistilBERT has no such setting
      layerNormEpsilon: architecture === 'distilbert' ? 1e-12 : config.positive('layer_norm_eps', 1e-12),
      activation: activationOf(config, keys.activation!),
    },
  }
}

function activationOf(config: SourceSettings, key: string): Activation {
  const name = config.text(key, 'gelu')
  if (!Object.hasOwn(activations, name)) throw config.notUnderstood(key, Object.keys(activations).join(', '))
  return activations[name]!
}

/** transformers counts from 1 where config.json says nothing. */
function paddingOf(config: SourceSettings): number {
  return config.value('pad_token_id') === undefined ? 1 : config.count('pad_token_id', 0)
}

function bucketsOf(config: SourceSettings): number {
  const key = 'relative_attention_num_buckets'
  const buckets = config.value(key) === undefined ? 32 : config.count(key, 4)
  if (buckets % 4 !== 0) throw config.notUnderstood(key, 'a multiple of four')
  return buckets
}
