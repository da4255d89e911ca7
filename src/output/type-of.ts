import type {LinkedMention} from '../domain/mention.js'
import {oneLine} from './one-line.js'

/** What formats with a type for every mention say; `Concept` where the source gives none, or there is no concept. */
export function typeOf({concept}: LinkedMention): string {
  return oneLine(concept?.type ?? '').trim() || 'Concept'
}
