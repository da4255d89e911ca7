import type {MappedTarget} from '../domain/mention.js'
import {renderTable, type TableColumn, type TableStyle} from './table.js'
import {tsvLine} from './tsv.js'

/** A mapping and the concept that was asked for. */
export interface MappedConcept extends MappedTarget {
  readonly concept: {readonly id: string; readonly name?: string; readonly source?: string}
}

/** Order of the columns of `map --format tsv`: a contract, add at the end only. */
export const mappingTsvColumns = [
  'concept', 'id', 'name', 'source', 'relation', 'group', 'priority', 'rule', 'advice', 'via', 'inverse',
] as const // biome-ignore format: one line

export function mappingTsv(mapped: MappedConcept): string {
  const {advice, concept, group, id, inverse, name, priority, relation, rule, source, via} = mapped
  return tsvLine([
    concept.id,
    id,
    name,
    source,
    relation,
    group,
    priority,
    rule,
    advice,
    via,
    inverse ? 'inverse' : '',
  ])
}

/** Mappings for people; columns that say nothing are left out. */
export function mappingTable(mapped: readonly MappedConcept[], style: TableStyle): string {
  const columns: (TableColumn & {readonly cell: (one: MappedConcept) => string | undefined})[] = [
    {title: 'concept', cell: ({concept}) => concept.id},
    {title: 'target', cell: ({id}) => id},
    {title: 'name', flex: 1.5, cell: ({name}) => name},
    {title: 'source', cell: ({source}) => source},
    {
      title: 'relation',
      flex: 1,
      cell: ({inverse, relation}) => (inverse ? `${relation} (inverse)` : relation),
    },
    {title: 'group', align: 'right', cell: ({group}) => group?.toString()},
    {title: 'advice', flex: 2, cell: ({advice}) => advice},
    {title: 'via', cell: ({via}) => via},
  ]
  const telling = columns.filter(({cell}) => mapped.some((one) => cell(one)))
  return renderTable(
    telling,
    mapped.map((one) => telling.map(({cell}) => cell(one) ?? '')),
    style,
  )
}
