import {UsageError} from '../../src/errors.js'
import {isSafePath} from './safe-path.js'

/**
 * Checks a repository id, `organisation/name` or `name`, by the Hub's own rules; nothing that passes can lead out of the
 * cache folder.
 *
 * @throws {UsageError}
 */
export function checkRepository(repository: string): string {
  const parts = repository.split('/')
  if (
    parts.length <= 2 &&
    parts.every((part) => /^[A-Za-z0-9_](?:[\w.-]{0,94}[A-Za-z0-9_])?$/.test(part)) &&
    !/--|\.\.|\.git$/.test(repository)
  ) {
    return repository
  }
  throw new UsageError(
    `${JSON.stringify(repository)} is not the name of a repository on the Hugging Face Hub.`,
    'Give it as organisation/name, as in FremyCompany/BioLORD-2023-M; a folder goes to "biolord model import".',
  )
}

/**
 * Checks a revision: a branch, a tag, a commit, or a ref such as `refs/pr/1`.
 *
 * @throws {UsageError}
 */
export function checkRevision(revision: string): string {
  if (/^[\w./+@-]{1,200}$/.test(revision) && isSafePath(revision)) return revision
  throw new UsageError(
    `${JSON.stringify(revision)} is not a revision of a repository.`,
    'Give a branch, a tag, a commit or a ref, as in main, v1.0 or refs/pr/1.',
  )
}

/** A whole Git commit id. */
export function isCommit(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{40}$/.test(text)
}
