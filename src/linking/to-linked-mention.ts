import {extend} from '../domain/extend.js'
import type {LinkedMention} from '../domain/mention.js'
import type {MentionLink} from './mention-linker.js'

/** A result of `link`: where a mention stands, what it was linked to, what the context says of it. */
export function toLinkedMention(
  place: Pick<LinkedMention, 'doc' | 'line' | 'start' | 'end' | 'spans' | 'text'>,
  {candidates, concept, cosine, evidence, match, score}: MentionLink,
  assertion: LinkedMention['assertion'],
): LinkedMention {
  const linked = extend(place, {score, cosine, match, concept, assertion, candidates})
  return evidence ? extend(linked, {evidence}) : linked
}
