import type {Problem} from '../src/domain/ontology.js'

/** The warning for a line whose bytes are not all UTF-8. */
export function invalidUtf8(file: string, line: number): Problem {
  return {
    kind: 'invalid-utf8',
    severity: 'warning',
    message: 'Bytes that are not UTF-8 were replaced by U+FFFD.',
    at: {file, line},
  }
}
