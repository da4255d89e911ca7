/** Kinds of encoder that can be written as a graph. RoBERTa stands for XLM-RoBERTa too. */
export type Architecture = 'bert' | 'roberta' | 'mpnet' | 'distilbert'

/** Names of the tensors of one layer, without `.weight` and `.bias`. */
export interface LayerNames {
  readonly query: string
  readonly key: string
  readonly value: string
  readonly attentionOutput: string
  readonly attentionNorm: string
  /** Into the feed-forward block and out of it. */
  readonly wide: string
  readonly narrow: string
  readonly outputNorm: string
}

/** How a checkpoint of one architecture names its tensors, and where the architectures differ. */
export interface ArchitectureNames {
  /** What a checkpoint of a whole task model puts before each name. */
  readonly prefix: string
  readonly hasTokenTypes: boolean
  /** Whether positions are counted as {@link EncoderShape.paddingId} says. */
  readonly countsFromPadding: boolean
  /** `[buckets, heads]`, for the architecture that has it. */
  readonly relativeBias?: string
  layer(number: number): LayerNames
}

function bertLayer(number: number): LayerNames {
  const layer = `encoder.layer.${number}`
  return {
    query: `${layer}.attention.self.query`,
    key: `${layer}.attention.self.key`,
    value: `${layer}.attention.self.value`,
    attentionOutput: `${layer}.attention.output.dense`,
    attentionNorm: `${layer}.attention.output.LayerNorm`,
    wide: `${layer}.intermediate.dense`,
    narrow: `${layer}.output.dense`,
    outputNorm: `${layer}.output.LayerNorm`,
  }
}

/** A new architecture of this family is an entry here and its `model_type` in read-architecture.ts. */
export const architectures: Readonly<Record<Architecture, ArchitectureNames>> = {
  bert: {prefix: 'bert.', hasTokenTypes: true, countsFromPadding: false, layer: bertLayer},
  roberta: {prefix: 'roberta.', hasTokenTypes: true, countsFromPadding: true, layer: bertLayer},
  mpnet: {
    prefix: 'mpnet.',
    hasTokenTypes: false,
    countsFromPadding: true,
    relativeBias: 'encoder.relative_attention_bias.weight',
    layer(number) {
      const attention = `encoder.layer.${number}.attention`
      return {
        ...bertLayer(number),
        query: `${attention}.attn.q`,
        key: `${attention}.attn.k`,
        value: `${attention}.attn.v`,
        attentionOutput: `${attention}.attn.o`,
        attentionNorm: `${attention}.LayerNorm`,
      }
    },
  },
  distilbert: {
    prefix: 'distilbert.',
    hasTokenTypes: false,
    countsFromPadding: false,
    layer(number) {
      const layer = `transformer.layer.${number}`
      return {
        query: `${layer}.attention.q_lin`,
        key: `${layer}.attention.k_lin`,
        value: `${layer}.attention.v_lin`,
        attentionOutput: `${layer}.attention.out_lin`,
        attentionNorm: `${layer}.sa_layer_norm`,
        wide: `${layer}.ffn.lin1`,
        narrow: `${layer}.ffn.lin2`,
        outputNorm: `${layer}.output_layer_norm`,
      }
    },
  },
}
