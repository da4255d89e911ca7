import {createHash} from 'node:crypto'
import type {LinkedMention, MatchKind} from '../../domain/mention.js'
import {externalCode} from '../code-systems.js'
import {DistinctLinks} from '../distinct-links.js'
import type {MentionWriter, OutputContext} from '../link-writer.js'
import {type Provenance, provenanceLine} from '../provenance.js'
import {tsvLine} from '../tsv.js'

const columns = [
  'subject_label', 'predicate_id', 'object_id', 'object_label', 'mapping_justification', 'subject_type',
  'object_source_version', 'confidence', 'similarity_score', 'similarity_measure',
] as const // biome-ignore format: one line

/** Why, in the Semantic Mapping Vocabulary; a text without a concept was looked for in every way. */
const justifications: Readonly<Record<MatchKind | 'none', string>> = {
  exact: 'semapv:LexicalMatching',
  normalised: 'semapv:LexicalMatching',
  fuzzy: 'semapv:LexicalSimilarityThresholdMatching',
  dense: 'semapv:SemanticSimilarityThresholdMatching',
  none: 'semapv:CompositeMatching',
}

/**
 * SSSOM as TSV, literal mappings: each distinct text and the concept that it was linked to, once, by text. A text without
 * a concept maps to `sssom:NoTermFound`.
 *
 * @see https://mapping-commons.github.io/sssom/spec-model/#literal-mappings, SSSOM 1.1
 */
export function sssomWriter({provenance}: OutputContext): MentionWriter {
  const links = new DistinctLinks()
  return {
    extension: '.sssom.tsv',
    mention: (mention) => {
      links.add(mention)
      return ''
    },
    footer: () => {
      const prefixes = new Map<string, string>()
      const rows = [...links].map(({label, mention}) => row(label, mention, provenance, prefixes))
      return `${metadata(provenance, prefixes)}${tsvLine(columns)}${rows.join('')}`
    },
  }
}

function row(
  label: string,
  mention: LinkedMention,
  provenance: Provenance,
  prefixes: Map<string, string>,
): string {
  const {concept, cosine, match, score} = mention
  const isDense = concept !== null && match === 'dense' && cosine !== null
  return tsvLine([
    quoted(label),
    isDense ? 'skos:closeMatch' : 'skos:exactMatch',
    concept === null ? 'sssom:NoTermFound' : curieOf(concept, prefixes),
    quoted(concept?.name ?? ''),
    justifications[concept === null || match === null ? 'none' : match],
    'rdfs literal',
    provenance.sources.find(({code}) => code === concept?.source)?.release,
    concept === null ? '' : score,
    isDense ? Math.min(1, Math.max(0, cosine)) : '',
    isDense ? 'cosine' : '',
  ])
}

function curieOf(
  concept: {readonly id: string; readonly source: string},
  prefixes: Map<string, string>,
): string {
  const {local, system} = externalCode(concept)
  prefixes.set(system.prefix, system.expansion)
  return `${system.prefix}:${encodeURI(local.toWellFormed())}`
}

/** Readers take a quote at the start of a field for a quoted field. */
function quoted(text: string): string {
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text
}

/** The metadata block. Its id follows from what it says, since equal input gives equal output. */
function metadata(provenance: Provenance, prefixes: ReadonlyMap<string, string>): string {
  const comment = provenanceLine(provenance)
  const id = createHash('sha256').update(comment).digest('hex').slice(0, 32)
  const lines = [
    ['sssom_version', '1.1'],
    ['mapping_set_id', `https://w3id.org/sssom/mappings/${id}`],
    ['license', 'https://w3id.org/sssom/license/unspecified'],
    ['mapping_tool', provenance.tool],
    ['mapping_tool_version', provenance.version],
    ['comment', comment],
  ].map(([key, value]) => `#${key}: ${JSON.stringify(value)}\n`)
  const sorted = [...prefixes].sort(([a], [b]) => (a < b ? -1 : 1))
  const map = sorted.map(([prefix, uri]) => `#  ${prefix}: ${JSON.stringify(uri)}\n`)
  return `${lines.join('')}#curie_map:${map.length === 0 ? ' {}' : ''}\n${map.join('')}`
}
