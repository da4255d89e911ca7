import type {Assertion} from '../domain/mention.js'

/** The properties that hold: `['negated', 'family']`. */
export function assertionWords(assertion: Assertion): string[] {
  return Object.entries(assertion).flatMap(([property, holds]) => (holds ? [property] : []))
}
