import type {LinkedMention} from '../domain/mention.js'
import {assertionWords} from './assertion-words.js'
import {codesOf} from './codes-of.js'
import {type OptionalColumn, optionalValues} from './optional-columns.js'
import {plainCell, renderTable, type TableColumn, type TableStyle} from './table.js'

/** Order of the columns of `link --format tsv`: a contract, add at the end only. */
export const linkTsvColumns = [
  'doc', 'line', 'start', 'end', 'text', 'score', 'cosine', 'match', 'id', 'name', 'source', 'type',
] as const // biome-ignore format: one line

/**
 * What {@link linkTsvColumns} say of a mention, and further columns after them; concept fields are absent for NIL.
 */
export function linkValues(
  mention: LinkedMention,
  columns: readonly OptionalColumn[],
): (string | number | null | undefined)[] {
  const {concept, cosine, doc, end, line, match, score, start, text} = mention
  const {id, name, source, type} = concept ?? {}
  return [
    ...[doc, line, start, end, text, score, cosine, match, id, name, source, type],
    ...optionalValues(mention, columns),
  ]
}

/**
 * Below this width the columns that say least are left out, so that texts and names stay readable. What is denied must never look
 * affirmed: the context stays where there is any, and the score makes room for it.
 */
const wideEnough = {type: 100, context: 60, score: 50}

/** The mentions of one document as a table for people. Ids are never cut. */
export function linkTable(mentions: readonly LinkedMention[], style: TableStyle): string {
  const {width} = style
  const columns: (TableColumn & {readonly cell: (mention: LinkedMention) => string})[] = [
    {title: 'line', align: 'right', cell: ({line}) => String(line)},
    {title: 'text', flex: 1, cell: mentionText},
    {title: 'concept', flex: 1.2, cell: ({concept}) => concept?.name ?? '(none)'},
    {title: 'id', cell: ({concept}) => concept?.id ?? ''},
  ]
  if (mentions.some(({mapped}) => mapped)) {
    columns.push({title: 'mapped', flex: 0.8, cell: ({mapped = []}) => codesOf(mapped)})
  }
  if (width >= wideEnough.type)
    columns.push({title: 'type', flex: 0.8, cell: ({concept}) => concept?.type ?? ''})
  const hasContext = mentions.some(({assertion}) => assertionWords(assertion).length > 0)
  if (width >= (hasContext ? wideEnough.context : wideEnough.score)) {
    columns.push({title: 'score', align: 'right', cell: ({score}) => score?.toFixed(2) ?? ''})
  }
  if (hasContext || width >= wideEnough.context) {
    columns.push({title: 'context', flex: 1, cell: ({assertion}) => assertionWords(assertion).join(', ')})
  }
  const table = renderTable(
    columns,
    mentions.map((mention) => columns.map(({cell}) => cell(mention))),
    style,
  )
  return table + mentions.map(evidenceLines).join('')
}

/** The words of a mention for people; of one in pieces those alone: "Skin … dry" of "Skin: no rash, dry". */
export function mentionText({
  end,
  spans,
  start,
  text,
}: Pick<LinkedMention, 'end' | 'spans' | 'start' | 'text'>): string {
  if (!spans || end - start !== text.length) return text // the offsets are in another unit
  return spans.map((piece) => text.slice(piece.start - start, piece.end - start)).join(' … ')
}

/** What `--explain` adds below the table. */
export function evidenceLines(
  mention: Pick<LinkedMention, 'end' | 'evidence' | 'line' | 'spans' | 'start' | 'text'>,
): string {
  const {evidence, line} = mention
  if (!evidence) return ''
  return `\n${line}  ${plainCell(mentionText(mention))}\n${evidence.map((one) => `    ${plainCell(one)}\n`).join('')}`
}
