/** Combining forms that are no words of their own. */
// biome-ignore format: a table
export const boundForms: ReadonlySet<string> = new Set([
  'anti', 'auto', 'bi', 'brachy', 'brady', 'cardio', 'cerebro', 'cranio', 'dermato', 'endo', 'gastro', 'hemi', 'hemo',
  'hepato', 'hetero', 'homo', 'hydro', 'hyper', 'hypo', 'immuno', 'infra', 'inter', 'intra', 'kerato', 'leuko', 'lympho', 'macro',
  'maxillo', 'mega', 'megalo', 'micro', 'mono', 'musculo', 'myelo', 'myo', 'naso', 'neo', 'nephro', 'neuro', 'non', 'oculo',
  'oligo', 'osteo', 'para', 'peri', 'pneumo', 'poly', 'pseudo', 'psycho', 'retro', 'sacro', 'semi', 'sub', 'supra',
  'tachy', 'thrombo', 'trans', 'uni', 'utero', 'vaso', 'ventriculo', 'vesico',
])

/** Those that are: before a hyphen only. */
export const looseForms: ReadonlySet<string> = new Set([
  'extra',
  'mid',
  'multi',
  'pan',
  'post',
  'pre',
  'tri',
  'ultra',
])
