import {compareText} from '../../domain/compare-text.js'
import {coveredText} from '../../domain/covered-text.js'
import type {Document, LinkedConcept, LinkedMention, Span} from '../../domain/mention.js'
import {splitSentences} from '../../domain/sentences.js'
import type {DocumentWriter, OutputContext} from '../link-writer.js'
import {oneLine} from '../one-line.js'
import {type PlacedMention, placeMentions} from '../place-mentions.js'
import {provenanceComment} from '../provenance.js'

interface Group {
  readonly concept: LinkedConcept
  readonly placed: PlacedMention[]
}

/**
 * MetaMap's fielded MMI lines: one for each concept of a document, the most certain first. Positions are code points
 * from 1, as MetaMap counts. Texts without a concept have no line.
 *
 * @see https://lhncbc.nlm.nih.gov/ii/tools/MetaMap/Docs/MMI_Output_2016.pdf
 */
export function mmiWriter(context: OutputContext): DocumentWriter {
  return {
    extension: '.mmi',
    header: () => provenanceComment(context),
    document: (document, mentions) => {
      const sentences = [...splitSentences(document.text)]
      return groupByConcept(placeMentions(document, mentions))
        .map((group) => line(document, group, sentences))
        .join('')
    },
  }
}

function groupByConcept(placed: readonly PlacedMention[]): Group[] {
  const groups = new Map<string, Group>()
  for (const one of placed) {
    const {concept} = one.mention
    if (concept === null) continue
    const key = `${concept.source}\t${concept.id}`
    const group = groups.get(key) ?? {concept, placed: []}
    groups.set(key, group)
    group.placed.push(one)
  }
  return [...groups.values()].sort(
    (a, b) => bestScore(b) - bestScore(a) || compareText(a.concept.id, b.concept.id),
  )
}

function line(document: Document, {concept, placed}: Group, sentences: readonly Span[]): string {
  const fields = [
    document.id,
    'MMI',
    (1000 * bestScore({placed})).toFixed(2),
    concept.name,
    concept.id,
    `[${concept.types.map((type) => type.replace(/[[\],]/g, ' ')).join(',')}]`,
    `[${placed.map(({mention}) => trigger(document, mention, sentences)).join(',')}]`,
    'TX',
    placed.map(({pieces}) => position(pieces)).join(';'),
    '',
  ]
  return `${fields.map((field) => oneLine(field).replaceAll('|', ' ')).join('|')}\n`
}

/** `"matched name"-location-sentence-"text"-part of speech-negated`; the linker knows no part of speech. */
function trigger(document: Document, mention: LinkedMention, sentences: readonly Span[]): string {
  const {assertion, candidates, concept, start} = mention
  const found = candidates.find(({id, source}) => id === concept?.id && source === concept?.source)
  const after = sentences.findIndex((sentence) => start < sentence.end)
  const sentence = after === -1 ? Math.max(1, sentences.length) : after + 1
  const name = unquoted(found?.term ?? concept?.name ?? '')
  return `"${name}"-tx-${sentence}-"${unquoted(coveredText(document, mention))}"--${assertion.negated ? 1 : 0}`
}

function unquoted(text: string): string {
  return text.replaceAll('"', "'")
}

function position(pieces: readonly Span[]): string {
  return pieces.map(({end, start}) => `${start + 1}/${end - start}`).join(',')
}

function bestScore({placed}: Pick<Group, 'placed'>): number {
  return Math.max(...placed.map(({mention}) => mention.score ?? 0))
}
