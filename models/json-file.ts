import {readFileSync, statSync} from 'node:fs'
import {ModelMissingError, ModelUnusableError} from '../src/errors.js'

/**
 * Parses a JSON file of a model folder.
 *
 * @throws {ModelMissingError} When it cannot be read.
 * @throws {ModelUnusableError} When it is not JSON.
 */
export function readJsonFile(path: string): unknown {
  let content: string
  try {
    if (!statSync(path).isFile()) throw new Error('not a regular file') // a pipe would be waited for
    content = readFileSync(path, 'utf8')
  } catch (error) {
    throw new ModelMissingError(
      `The model file ${path} cannot be read.`,
      'Give the whole folder of the model, with files that this user may read.',
      {cause: error},
    )
  }
  try {
    return JSON.parse(content)
  } catch (error) {
    throw new ModelUnusableError(
      `The model file ${path} is not valid JSON.`,
      'Download or copy the model again.',
      {
        cause: error,
      },
    )
  }
}
