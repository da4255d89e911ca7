import type {Regime} from '../../src/linking/candidate-terms.js'

const keyed = [
  'equal text', 'key', 'keyed names', 'preferred key', 'weak key', 'preferred alike',
] // biome-ignore format: one line

const near = [
  'cosine', 'mean cosine', 'unsaid', 'lacking', 'head said', 'other numbers', 'weak', 'loose key',
  'preferred loose key', 'part', 'names', 'below',
] // biome-ignore format: one line

/** What tells the candidates of one mention apart. Where names share the key, no vector is needed. */
export const rankNames: Readonly<Record<Regime, readonly string[]>> = {
  keyed,
  short: [...keyed, 'names', 'below', 'name length', 'initials', 'preferred initials'],
  open: [
    ...near,
    'trigrams',
    'name covered',
    'unsaid of these',
    'names found',
    'cosine gap',
    'trigram gap',
    'preferred cosine',
  ],
}

const whole = ['share', 'lead', 'mention length', 'mention words']

export const givenNames: Readonly<Record<Regime, readonly string[]>> = {
  keyed: [...keyed, 'equal case', 'names', 'below', 'name length', ...whole],
  short: [...rankNames.short, 'equal case', ...whole],
  open: [...near, 'name length', ...whole],
}

const span = [
  'words', 'letters', 'abbreviation', 'rarest word', 'everyday words', 'content before', 'content after', 'and after',
  'article before', 'capitals', 'digits', 'capital inside', 'single: letters', 'single: names', 'single: ends names',
  'single: everyday', 'single: content after', 'single: content before', 'single: definitions', 'single: rather in definitions',
] // biome-ignore format: one line

/** Whether a stretch is a mention at all does not depend on how it is related to the preferred name. */
const named = [
  'equal text', 'key', 'keyed names', 'preferred key', 'loose key', 'names', 'below', 'name length', 'share', 'lead',
  'rivals',
] // biome-ignore format: one line

export const foundNames = {
  dictionary: [...named, ...span],
  dense: [...near, ...whole, ...span],
  tried: span,
} as const
