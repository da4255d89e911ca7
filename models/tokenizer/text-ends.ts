import {isTokenId, type JsonPart} from './json-part.js'

/** Ids before and after every text. */
export interface TextEnds {
  readonly prefix: readonly number[]
  readonly suffix: readonly number[]
}

/**
 * Reads the post-processor of a tokenizer.json: one that does no more than put tokens around a text.
 *
 * @param root - The whole file.
 * @throws {ModelUnusableError} When it is another, or there is none: an empty text would have no tokens at all.
 */
export function readTextEnds(root: JsonPart): TextEnds {
  const found = (root.has('post_processor') ? flatten(root.part('post_processor')!) : []).map(readOne)
  const ends = found.filter((one) => one !== undefined)
  if (ends.length !== 1 || ends[0]!.prefix.length + ends[0]!.suffix.length === 0) {
    throw root.refuse('post_processor', `puts tokens around a text ${ends.length} times`)
  }
  return ends[0]!
}

function flatten(part: JsonPart): JsonPart[] {
  return part.type === 'Sequence'
    ? part.allow('type', 'processors').parts('processors').flatMap(flatten)
    : [part]
}

/** @returns `undefined` for what only moves offsets. */
function readOne(part: JsonPart): TextEnds | undefined {
  switch (part.type) {
    case 'ByteLevel':
      part.allow('type', 'add_prefix_space', 'trim_offsets', 'use_regex')
      return undefined
    case 'BertProcessing':
      part.allow('type', 'sep', 'cls')
      return {prefix: [readPair(part, 'cls')], suffix: [readPair(part, 'sep')]}
    case 'RobertaProcessing':
      part.allow('type', 'sep', 'cls', 'trim_offsets', 'add_prefix_space')
      return {prefix: [readPair(part, 'cls')], suffix: [readPair(part, 'sep')]}
    case 'TemplateProcessing':
      return readTemplate(part.allow('type', 'single', 'pair', 'special_tokens'))
    default:
      throw part.refuse('type', `is "${part.type}"`)
  }
}

function readPair(part: JsonPart, key: string): number {
  const id = part.list(key)[1]
  if (!isTokenId(id)) throw part.refuse(key, 'is no token with its id')
  return id
}

function readTemplate(part: JsonPart): TextEnds {
  const items = part.parts('single')
  const text = items.findIndex((item) => item.has('Sequence'))
  const special = part.part('special_tokens')
  const idsOf = (item: JsonPart): number[] => {
    const name = item.allow('SpecialToken').part('SpecialToken')?.text('id')
    const ids = name === undefined ? undefined : special?.part(name)?.list('ids')
    if (!ids?.length || !ids.every(isTokenId)) throw part.refuse('single', 'names a token that is not listed')
    return [...ids]
  }
  if (text < 0) throw part.refuse('single', 'has no place for the text')
  return {
    prefix: items.slice(0, text).flatMap(idsOf),
    suffix: items.slice(text + 1).flatMap(idsOf),
  }
}
