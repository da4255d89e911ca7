import {createHash} from 'node:crypto'
import type {LinkedConcept} from '../../domain/mention.js'
import {externalCode} from '../code-systems.js'
import {csvRecord} from '../csv.js'
import {DistinctLinks} from '../distinct-links.js'
import type {MentionWriter, OutputContext} from '../link-writer.js'
import {provenanceComment} from '../provenance.js'

const columns = [
  'source_code', 'source_concept_id', 'source_vocabulary_id', 'source_code_description', 'target_concept_id',
  'target_vocabulary_id', 'valid_start_date', 'valid_end_date', 'invalid_reason',
] as const // biome-ignore format: one line

/** Widths of the table's character columns, in characters. */
const widths = {sourceCode: 50, vocabulary: 20, description: 255}

/**
 * OMOP's SOURCE_TO_CONCEPT_MAP as CSV: each distinct text and its concept, once, by text. Only an index of OMOP
 * vocabularies knows concept ids; with another, and for texts without a concept, `target_concept_id` is 0.
 *
 * @see https://ohdsi.github.io/CommonDataModel/cdm54.html#source_to_concept_map
 */
export function stcmWriter(context: OutputContext): MentionWriter {
  const links = new DistinctLinks()
  const omopSources = context.provenance.sources.filter(({format}) => format === 'omop').map(({code}) => code)
  return {
    extension: '.csv',
    mention: (mention) => {
      links.add(mention)
      return ''
    },
    footer: () => {
      const rows = [...links].map(({label, mention: {concept}}) => [
        sourceCode(label),
        0,
        'BIOLORD',
        cut(label, widths.description),
        targetId(concept, omopSources),
        cut(targetVocabulary(concept), widths.vocabulary),
        '1970-01-01', // the dates that OMOP gives to what always held
        '2099-12-31',
        '',
      ])
      return (
        provenanceComment(context) + [columns, ...rows].map((values) => `${csvRecord(values)}\n`).join('')
      )
    },
  }
}

/** A text that is too long keeps its start and gets a hash, so that two long texts stay two codes. */
function sourceCode(label: string): string {
  if ([...label].length <= widths.sourceCode) return label
  const hash = createHash('sha256').update(label).digest('hex').slice(0, 12)
  return `${cut(label, widths.sourceCode - 1 - hash.length)}~${hash}`
}

function cut(text: string, characters: number): string {
  return [...text].slice(0, characters).join('')
}

function targetId(concept: LinkedConcept | null, omopSources: readonly string[]): string {
  return concept !== null && omopSources.includes(concept.source) ? concept.id : '0'
}

/** `None` is the vocabulary of OMOP's concept 0. */
function targetVocabulary(concept: LinkedConcept | null): string {
  return concept === null ? 'None' : (externalCode(concept).system.omop ?? concept.source)
}
