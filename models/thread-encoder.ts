import {encodeRows} from './encode-rows.js'
import type {Encoder} from './encoder.js'
import {MergingEncoder} from './merging-encoder.js'
import type {ModelFolderOptions} from './model-folder.js'
import type {RunGuard} from './run-guard.js'
import {openBulkEncoder} from './worker-encoder.js'

/**
 * Opens an encoder for a thread that links: one session of one thread, ready for many texts. What is asked for while it
 * works is encoded together.
 *
 * @param guard - Of the thread; it is left while the encoder rests.
 * @throws As `openBulkEncoder`.
 */
export async function openThreadEncoder(
  folder: string,
  guard: RunGuard,
  options: ModelFolderOptions,
): Promise<Encoder> {
  const encoder = await openBulkEncoder(folder, {...options, workers: 1})
  return new MergingEncoder({
    model: encoder.model,
    holdsWhole: (word) => encoder.holdsWhole(word),
    most: 1,
    async encodeTogether(texts) {
      // the process ends: nobody waits for the answer
      if (!guard.enter()) return new Promise<never>(() => {})
      try {
        return await encodeRows(encoder, texts)
      } finally {
        guard.leave()
      }
    },
    [Symbol.asyncDispose]: () => encoder[Symbol.asyncDispose](),
  })
}
