import type {Document, GivenMention} from '../domain/mention.js'
import {annotatedIds} from './annotated-ids.js'
import {BiocLayout} from './bioc-layout.js'
import {CodePoints} from './code-points.js'
import {locateMention} from './locate-mention.js'

export type BiocInfons = Readonly<Record<string, string>>

/** An annotation as both forms of BioC have it; offsets are code points from the start of the document. */
export interface BiocAnnotation {
  readonly id?: string
  readonly infons: BiocInfons
  readonly locations: readonly {readonly offset: number; readonly length: number}[]
  readonly text?: string
  /** Where the form has lines. */
  readonly line?: number
}

/** A passage, or a sentence of one. */
export interface BiocBlock {
  /** NaN where it is not given. */
  readonly offset: number
  /** Absent where the sentences of a passage have it. */
  readonly text?: string
  readonly annotations: readonly BiocAnnotation[]
  readonly line?: number
}

export interface BiocPassage extends BiocBlock {
  readonly sentences: readonly BiocBlock[]
}

export interface BiocDocument {
  readonly id: string
  readonly passages: readonly BiocPassage[]
  /** Those of no passage. */
  readonly annotations: readonly BiocAnnotation[]
}

/** Told of what is skipped: a reason that quotes nothing, and a line where the form has lines. */
export type TellBioc = (reason: string, line?: number) => void

/** One text of the passages of a document, each at its offset as far as that can be, and the mentions in it. */
export function biocDocument({annotations, id, passages}: BiocDocument, tell: TellBioc): Document {
  const layout = new BiocLayout()
  const blocks = passages.flatMap(blocksOf)
  const shifts = blocks.map(({line, offset, text = ''}, i) => {
    const shift = layout.add(offset, text)
    if (typeof shift === 'number') return shift
    tell(`the offset of passage or sentence ${i + 1}, which ${shift.reason}`, line)
    return shift.shift
  })
  const {text} = layout
  const points = new CodePoints(text)
  const mentions: GivenMention[] = []
  let count = 0
  const add = (annotation: BiocAnnotation, shift: number) => {
    count++
    const pieces = annotation.locations.map(({length, offset}) => ({
      start: offset + shift,
      end: offset + shift + length,
    }))
    const place = locateMention(text, points, pieces, annotation.text)
    if (typeof place === 'string') {
      tell(`annotation ${count}: ${place}`, annotation.line)
      return
    }
    const type = annotation.infons.type ?? annotation.infons.Type
    mentions.push({
      ...(annotation.id && {id: annotation.id}),
      ...place,
      ...(type && {type}),
      ids: infonIds(annotation.infons),
    })
  }
  for (const [i, block] of blocks.entries())
    for (const annotation of block.annotations) add(annotation, shifts[i] as number)
  for (const annotation of annotations) add(annotation, 0)
  return {id, text, mentions}
}

/** A passage with the annotations of its sentences; or its sentences, where they have the text. */
function blocksOf(passage: BiocPassage): readonly BiocBlock[] {
  const {annotations, sentences, text} = passage
  if (text === undefined && sentences.length > 0)
    return [{...passage, text: '', offset: Number.NaN}, ...sentences].filter(
      (block) => block.text !== '' || block.annotations.length > 0,
    )
  return [{...passage, annotations: [...annotations, ...sentences.flatMap((one) => one.annotations)]}]
}

/** Keys of infons that hold an id as it is. */
const idKeys = new Set(['conceptid', 'normalizedid', 'id', 'code', 'cui', 'sctid', 'curie'])

/** Keys that name the terminology of a bare id, as BC5CDR's `MESH`. */
const vocabularyKeys = new Set([
  'mesh', 'omim', 'umls', 'snomed', 'snomedct', 'hp', 'hpo', 'go', 'cl', 'chebi', 'uberon', 'doid', 'mondo', 'ncbigene',
  'entrez', 'ncbitaxon', 'ncit', 'icd10', 'icd10cm', 'icd9', 'icd9cm', 'loinc', 'rxnorm', 'orpha', 'drugbank',
]) // biome-ignore format: one list

/** `identifier`, as PubTator's BioC has it, or else what other keys say. */
function infonIds(infons: BiocInfons): string[] {
  const entries = Object.entries(infons).map(
    ([key, value]) => ({key, name: key.toLowerCase().replace(/[^a-z0-9]/g, ''), value}) as const,
  )
  const identifier = entries.find(({name}) => name === 'identifier')
  if (identifier) return annotatedIds(identifier.value)
  const plain = entries.find(({name}) => idKeys.has(name))
  if (plain) return annotatedIds(plain.value)
  return entries
    .filter(({name}) => vocabularyKeys.has(name))
    .flatMap(({key, value}) => annotatedIds(value).map((id) => (id.includes(':') ? id : `${key}:${id}`)))
}
