import type {OpenWriter} from './link-writer.js'

/** The formats of `link`, each loaded when it is asked for. */
const formats = {
  table: async () => (await import('./formats/table.js')).tableWriter,
  tsv: async () => (await import('./formats/tsv.js')).tsvWriter,
  jsonl: async () => (await import('./formats/jsonl.js')).jsonlWriter,
  csv: async () => (await import('./formats/csv.js')).csvWriter,
  brat: async () => (await import('./formats/brat.js')).bratWriter,
  pubtator: async () => (await import('./formats/pubtator.js')).pubtatorWriter,
  'bioc-json': async () => (await import('./formats/bioc-json.js')).biocJsonWriter,
  'bioc-xml': async () => (await import('./formats/bioc-xml.js')).biocXmlWriter,
  sssom: async () => (await import('./formats/sssom.js')).sssomWriter,
  stcm: async () => (await import('./formats/stcm.js')).stcmWriter,
  fhir: async () => (await import('./formats/fhir.js')).fhirWriter,
  html: async () => (await import('./formats/html.js')).htmlWriter,
  mmi: async () => (await import('./formats/mmi.js')).mmiWriter,
} satisfies Readonly<Record<string, () => Promise<OpenWriter>>>

export type LinkFormat = keyof typeof formats

export const linkFormats = Object.keys(formats) as readonly LinkFormat[]

export function openFormat(format: LinkFormat): Promise<OpenWriter> {
  return formats[format]()
}
