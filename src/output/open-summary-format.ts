import type {Document, LinkedMention} from '../domain/mention.js'
import {UsageError} from '../errors.js'
import {csvRecord} from './csv.js'
import type {LinkFormat} from './link-formats.js'
import type {DocumentWriter, OpenWriter, OutputContext} from './link-writer.js'
import {moveOffsets} from './move-offsets.js'
import {offsetConverter} from './offsets.js'
import type {OptionalColumn} from './optional-columns.js'
import {provenanceComment} from './provenance.js'
import {summaryColumns, summaryTable, summaryValues} from './render-summary.js'
import {type ConceptSummary, summarise} from './summarise.js'
import {titledTable} from './titled-table.js'
import {tsvLine} from './tsv.js'

const formats: Partial<Readonly<Record<LinkFormat, OpenWriter>>> = {table, tsv, jsonl, csv}

/**
 * The formats of `link --summary`: a concept of a document a line.
 *
 * @throws {UsageError} When the format is one of mentions or of a standard's own view.
 */
export function openSummaryFormat(format: LinkFormat): OpenWriter {
  const open = formats[format]
  if (open) return open
  throw new UsageError(
    `--summary has no form in ${format}.`,
    `Choose one of ${Object.keys(formats).join(', ')}, or leave --summary out.`,
  )
}

function table(context: OutputContext): DocumentWriter {
  return {
    extension: '.txt',
    header: () => provenanceComment(context),
    document: ({id}, mentions) =>
      titledTable(id, summaryTable(summarise(mentions), context.tableStyle), context.titles),
  }
}

function tsv(context: OutputContext): DocumentWriter {
  const columns = columnsOf(context)
  return {
    extension: '.tsv',
    header: () =>
      provenanceComment(context) + (context.header ? tsvLine([...summaryColumns, ...columns]) : ''),
    document: lines(context, (summary) => tsvLine(summaryValues(summary, columns))),
  }
}

function csv(context: OutputContext): DocumentWriter {
  const columns = columnsOf(context)
  const record = (values: Parameters<typeof csvRecord>[0]) => `${csvRecord(values)}\r\n`
  return {
    extension: '.csv',
    header: () => provenanceComment(context, '\r\n') + record([...summaryColumns, ...columns]),
    document: lines(context, (summary) => record(summaryValues(summary, columns))),
  }
}

function jsonl(context: OutputContext): DocumentWriter {
  const more = context.showProvenance ? {provenance: context.provenance} : {}
  return {
    extension: '.jsonl',
    document: lines(context, (summary) => `${JSON.stringify({...summary, ...more})}\n`),
  }
}

/** How often a concept is affirmed and denied has columns of its own. */
function columnsOf({columns}: OutputContext): readonly OptionalColumn[] {
  return columns.filter((column) => column !== 'assertion')
}

/** A line for each concept, with offsets in the unit that is asked for. */
function lines(
  {offsets}: OutputContext,
  lineOf: (summary: ConceptSummary) => string,
): (document: Document, mentions: readonly LinkedMention[]) => string {
  return ({text}, mentions) => {
    const convert = offsetConverter(text, offsets)
    return summarise(mentions.map((mention) => moveOffsets(mention, convert)))
      .map(lineOf)
      .join('')
  }
}
