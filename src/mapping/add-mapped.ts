import {extend} from '../domain/extend.js'
import type {LinkedMention, MappedTarget} from '../domain/mention.js'
import type {TermIndex} from '../index-store/term-index.js'
import {ConceptMapper} from './concept-mapper.js'

/**
 * Adds to mentions what their concepts are in a vocabulary; the same concepts come again and again, so they are
 * remembered.
 */
export function mappedAdder(
  index: TermIndex,
  vocabulary: string,
): (mentions: AsyncIterable<LinkedMention> | Iterable<LinkedMention>) => AsyncIterable<LinkedMention> {
  const mapper = new ConceptMapper(index, vocabulary)
  const known = new Map<string, readonly MappedTarget[]>()
  const mappedOf = ({id, source}: {readonly id: string; readonly source: string}) => {
    const key = `${source}\t${id}`
    let mapped = known.get(key)
    if (mapped === undefined) {
      mapped = index.conceptNumbers(id, source).flatMap((number) => mapper.mappingsOf(number))
      known.set(key, mapped)
    }
    return mapped
  }
  return async function* (mentions) {
    for await (const mention of mentions)
      yield extend(mention, {mapped: mention.concept ? mappedOf(mention.concept) : []})
  }
}
