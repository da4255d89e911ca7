import type {OntologyDescription} from '../src/domain/ontology.js'
import {InputError} from '../src/errors.js'

/**
 * The description of a source whose files describe themselves: the first one's.
 *
 * @param wanted - What is missing where there is none: `OBO file`.
 * @throws {InputError} When there is none, or they are several ontologies, whose ids would share one code.
 */
export function oneDescription(
  path: string,
  descriptions: readonly OntologyDescription[],
  wanted: string,
): OntologyDescription {
  const [first, ...more] = descriptions
  if (first === undefined) {
    throw new InputError('INPUT_UNUSABLE', `${path} holds no ${wanted}.`, 'Give one.')
  }
  const other = more.find(({code}) => code !== first.code)
  if (other === undefined) return first
  throw new InputError(
    'INPUT_UNUSABLE',
    `${path} holds several ontologies ("${first.code}" and "${other.code}").`,
    'Give each file by its own path; an index takes several sources.',
  )
}
