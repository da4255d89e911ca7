import type {Document, LinkedMention} from '../../../../src/domain/mention.js'
import {type LinkFormat, openFormat} from '../../../../src/output/link-formats.js'
import type {OutputContext} from '../../../../src/output/link-writer.js'
import {type LinkedDocument, writeToStream} from '../../../../src/output/write-links.js'
import {outputContext} from '../../../helpers/linked-mention.js'

export type Pair = readonly [Document, readonly LinkedMention[]]

/** Documents and their mentions, as the linker hands them out. */
export async function* linkedDocuments(
  pairs: readonly Pair[],
  isList = false,
): AsyncGenerator<LinkedDocument> {
  for (const [document, mentions] of pairs) {
    yield {
      document,
      isList,
      mentions: (async function* () {
        yield* mentions
      })(),
    }
  }
}

/** What a format writes of documents. */
export async function render(
  format: LinkFormat,
  pairs: readonly Pair[],
  context: Partial<OutputContext> = {},
): Promise<string> {
  const pieces: string[] = []
  await writeToStream(
    linkedDocuments(pairs),
    await openFormat(format),
    {...outputContext, ...context},
    async (text) => void pieces.push(text),
  )
  return pieces.join('')
}
