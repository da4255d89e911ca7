import type {LinkedMention} from '../domain/mention.js'
import type {TextLine} from '../domain/split-lines.js'
import {workAhead} from '../domain/work-ahead.js'
import {notAsserted} from './assert-context.js'
import type {MentionLink} from './mention-linker.js'
import {toLinkedMention} from './to-linked-mention.js'

/**
 * Lines linked at a time, changing no result: few at first, so that the first results come soon, then many, so that the
 * encoder finds enough texts of one length among them.
 */
const firstBatch = 64
const largestBatch = 1024

/** Links lists of texts, several at a time. */
export interface ListLinking {
  readonly batchesAtATime: number
  /** One link a text, in order. */
  link(texts: readonly string[]): Promise<readonly MentionLink[]>
}

/**
 * Links a list of mentions, one a line.
 *
 * @param doc - Name of the list in the results.
 * @yields Exactly one result a line, in order; `start` is 0 and `end` the length of the line.
 */
export async function* linkMentionList(
  doc: string,
  lines: Iterable<TextLine>,
  linking: ListLinking,
): AsyncGenerator<LinkedMention> {
  for await (const linked of workAhead(batchesOf(lines), linking.batchesAtATime, async (batch) => ({
    batch,
    links: await linking.link(batch.map(({lineText}) => lineText)),
  })))
    for (const [i, {line, lineText}] of linked.batch.entries()) {
      const place = {doc, line, start: 0, end: lineText.length, text: lineText}
      yield toLinkedMention(place, linked.links[i] as MentionLink, notAsserted)
    }
}

function* batchesOf(lines: Iterable<TextLine>): Generator<readonly TextLine[]> {
  let batch: TextLine[] = []
  let size = firstBatch
  for (const line of lines) {
    batch.push(line)
    if (batch.length < size) continue
    yield batch
    batch = []
    size = Math.min(2 * size, largestBatch)
  }
  yield batch
}
