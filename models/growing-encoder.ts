import {encodeRows} from './encode-rows.js'
import type {BulkEncoder, Encoder} from './encoder.js'
import {MergingEncoder} from './merging-encoder.js'
import type {ModelFolderOptions} from './model-folder.js'
import {prepareEncoder} from './onnx-encoder.js'

/** From so many texts on that wait at once, threads are worth their start. */
const manyTexts = 256

/**
 * Opens an encoder that is ready at once for a few texts, and goes over to threads on every core when many come. What is
 * asked for at the same time is encoded together. No graph is opened for those who only ask for words.
 *
 * @throws As `prepareEncoder`.
 */
export async function openGrowingEncoder(folder: string, options: ModelFolderOptions): Promise<Encoder> {
  const few = await prepareEncoder(folder, {...options, use: 'one-off'})
  let many: Promise<BulkEncoder> | undefined
  const openMany = async () => {
    const {openBulkEncoder} = await import('./worker-encoder.js')
    return openBulkEncoder(folder, options)
  }
  return new MergingEncoder({
    model: few.model,
    holdsWhole: (word) => few.holdsWhole(word),
    async encodeTogether(texts) {
      if (texts.length >= manyTexts) many ??= openMany()
      return many ? encodeRows(await many, texts) : few.encode(texts)
    },
    async [Symbol.asyncDispose]() {
      await few[Symbol.asyncDispose]()
      const opened = await many?.catch(() => undefined) // whoever asked was told
      await opened?.[Symbol.asyncDispose]()
    },
  })
}
