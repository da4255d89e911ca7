import type {PoolingMode} from '../onnx/pooling.js'

/** An encoder that can be asked for by a short name. */
export interface KnownModel {
  /** For the command line. */
  readonly name: string
  readonly repository: string
  /** Whose terms a user should know before loading it. */
  readonly terms: string
  /** Where the repository does not say it. */
  readonly pooling?: PoolingMode
}

const umlsAndSnomed =
  'IHTSDO and NLM licences apply: it was trained on UMLS and SNOMED CT (https://www.nlm.nih.gov/databases/umls.html)'
const umls = 'trained on UMLS, whose licence may apply to you (https://www.nlm.nih.gov/databases/umls.html)'

/** Terms as the models' cards state them. */
export const knownModels: readonly KnownModel[] = [
  {
    name: 'BioLORD-2023-M',
    repository: 'FremyCompany/BioLORD-2023-M',
    terms: umlsAndSnomed,
  },
  {
    name: 'BioLORD-2023',
    repository: 'FremyCompany/BioLORD-2023',
    terms: umlsAndSnomed,
  },
  {
    name: 'BioLORD-2023-S',
    repository: 'FremyCompany/BioLORD-2023-S',
    terms: umlsAndSnomed,
  },
  {
    name: 'BioLORD-2023-C',
    repository: 'FremyCompany/BioLORD-2023-C',
    terms: umlsAndSnomed,
  },
  {
    name: 'BioLORD-STAMB2-v1',
    repository: 'FremyCompany/BioLORD-STAMB2-v1',
    terms: umlsAndSnomed,
  },
  {
    name: 'SapBERT',
    repository: 'cambridgeltl/SapBERT-from-PubMedBERT-fulltext',
    terms: umls,
    pooling: 'cls',
  },
  {
    name: 'all-MiniLM-L6-v2',
    repository: 'sentence-transformers/all-MiniLM-L6-v2',
    terms: 'Apache-2.0',
  },
]

/** @returns The model of a short name or of its repository, whatever the capitals; `undefined` for any other. */
export function findKnownModel(name: string): KnownModel | undefined {
  const wanted = name.toLowerCase()
  return knownModels.find(
    (model) => model.name.toLowerCase() === wanted || model.repository.toLowerCase() === wanted,
  )
}
