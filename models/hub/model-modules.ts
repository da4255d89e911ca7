import {ModelUnusableError} from '../../src/errors.js'
import {isSafePath} from './safe-path.js'

/** One step of a sentence-transformers model. */
export interface ModelModule {
  /** Last part of its class name: `Transformer`, `Pooling`, `Dense`, `Normalize`. */
  readonly kind: string
  /** Its folder in the repository; empty for the repository's own. */
  readonly path: string
}

/** What a plain transformers repository, without modules.json, has. */
export const plainModules: readonly ModelModule[] = [{kind: 'Transformer', path: ''}]

/**
 * Reads the text of a modules.json. Its paths come from outside: one that leads elsewhere is refused.
 *
 * @throws {ModelUnusableError}
 */
export function parseModules(text: string, where: string): readonly ModelModule[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw unusable(where, 'is not valid JSON', cause)
  }
  if (!Array.isArray(parsed) || parsed.length === 0 || parsed.length > 100) {
    throw unusable(where, 'is not a list of modules')
  }
  return parsed.map((module: unknown) => {
    const {path, type} = (module ?? {}) as Record<string, unknown>
    if (typeof path !== 'string' || typeof type !== 'string') {
      throw unusable(where, 'has a module without "path" or "type"')
    }
    if (path !== '' && !isSafePath(path)) throw unusable(where, 'names a folder outside the repository')
    return {kind: type.split('.').at(-1)!, path}
  })
}

function unusable(where: string, what: string, cause?: unknown): ModelUnusableError {
  return new ModelUnusableError(
    `The modules.json of ${where} ${what}.`,
    'Use a repository that sentence-transformers can load.',
    {cause},
  )
}
