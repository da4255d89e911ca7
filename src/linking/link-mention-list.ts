import type {LinkedMention} from '../domain/mention.js'
import type {TextLine} from '../domain/split-lines.js'
import {workAhead} from '../domain/work-ahead.js'
import {notAsserted} from './assert-context.js'
import type {MentionLink, MentionLinker} from './mention-linker.js'
import {toLinkedMention} from './to-linked-mention.js'

/** Lines linked at a time; changes no result. */
const batchSize = 512

/** While one is ranked, threads encode the next. */
const batchesAtATime = 3

/**
 * Links a list of mentions, one a line.
 *
 * @param doc - Name of the list in the results.
 * @yields Exactly one result a line, in order; `start` is 0 and `end` the length of the line.
 */
export async function* linkMentionList(
  doc: string,
  lines: Iterable<TextLine>,
  linker: MentionLinker,
): AsyncGenerator<LinkedMention> {
  for await (const linked of workAhead(batchesOf(lines), batchesAtATime, async (batch) => ({
    batch,
    links: await linker.link(batch.map(({lineText}) => lineText)),
  })))
    for (const [i, {line, lineText}] of linked.batch.entries()) {
      const place = {doc, line, start: 0, end: lineText.length, text: lineText}
      yield toLinkedMention(place, linked.links[i] as MentionLink, notAsserted)
    }
}

function* batchesOf(lines: Iterable<TextLine>): Generator<readonly TextLine[]> {
  let batch: TextLine[] = []
  for (const line of lines) {
    batch.push(line)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  yield batch
}
