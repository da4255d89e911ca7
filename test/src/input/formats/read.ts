import type {Document} from '../../../../src/domain/mention.js'
import type {BadLine} from '../../../../src/input/document-reader.js'
import {type DocumentFormat, parseDocuments} from '../../../../src/input/parse-documents.js'

/** What a text holds, and what was skipped (`line: reason`), until a fault if there is one. */
export async function read(text: string, format?: DocumentFormat, name = 'in') {
  const skipped: string[] = []
  const documents: Document[] = []
  const onBadLine = ({line, reason}: BadLine) => skipped.push(`${line ?? '-'}: ${reason}`)
  let fault: unknown
  try {
    const input = {name, text, damaged: false}
    for await (const document of parseDocuments(input, format, {onBadLine})) documents.push(document)
  } catch (error) {
    fault = error
  }
  return {documents, skipped, fault}
}

/** What each mention covers. */
export function covered({mentions = [], text}: Document): string[] {
  return mentions.map(({end, spans, start}) =>
    (spans ?? [{start, end}]).map((piece) => text.slice(piece.start, piece.end)).join('|'),
  )
}
