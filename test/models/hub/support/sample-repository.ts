import {randomBytes} from 'node:crypto'

/** Larger than a network buffer, so that a cut leaves a part. */
export const weights = randomBytes(300_000)

/** What a sentence-transformers repository looks like, with files that nobody should load. */
export function sampleFiles(more: Readonly<Record<string, string | Buffer>> = {}): Map<string, Buffer> {
  const files: Record<string, string | Buffer> = {
    '.gitattributes': '*.safetensors filter=lfs',
    '1_Pooling/config.json': '{"pooling_mode_mean_tokens": true}',
    'README.md': '---\nlicense: other\n---\n',
    'config.json': '{"model_type": "bert"}',
    'model.safetensors': weights,
    'modules.json': JSON.stringify([
      {idx: 0, name: '0', path: '', type: 'sentence_transformers.models.Transformer'},
      {idx: 1, name: '1', path: '1_Pooling', type: 'sentence_transformers.models.Pooling'},
      {idx: 2, name: '2', path: '2_Normalize', type: 'sentence_transformers.models.Normalize'},
    ]),
    'onnx/model.onnx': 'not wanted',
    'pytorch_model.bin': 'not wanted',
    'sentence_bert_config.json': '{"max_seq_length": 64}',
    'tokenizer.json': '{"version": "1.0"}',
    'train_script.py': 'not wanted',
    ...more,
  }
  return new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]))
}

/** Those of {@link sampleFiles} that a conversion needs. */
export const wantedFiles = [
  '1_Pooling/config.json',
  'README.md',
  'config.json',
  'model.safetensors',
  'modules.json',
  'sentence_bert_config.json',
  'tokenizer.json',
]
