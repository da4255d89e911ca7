import {setTimeout as wait} from 'node:timers/promises'
import type {HubError} from '../../src/errors.js'

/** A failure that may be gone in a moment. */
export class TransientFailure extends Error {
  /** Whether something was gained before it, so that it does not count as another failure in vain. */
  progressed = false

  /**
   * @param reason - What to throw when no try is left.
   * @param waitMs - How long the server asks to wait.
   */
  constructor(
    readonly reason: HubError,
    readonly waitMs?: number,
  ) {
    super(reason.message, {cause: reason})
  }
}

export interface RetryOptions {
  readonly signal?: AbortSignal
  /** Told in a sentence why nothing moves for a while. */
  readonly onNote?: (note: string) => void
  /** Wait after the first failure, doubled after each further one; default 1 s. */
  readonly retryDelayMs?: number
}

const mostTries = 5

/** A server that asks for more is not waited for. */
const longestWaitMs = 60_000

/**
 * Repeats what fails with a {@link TransientFailure}, at most five times in a row without progress.
 *
 * @throws The failure's reason when no try is left; any other error at once.
 */
export async function withRetries<T>(
  operation: () => Promise<T>,
  {onNote, retryDelayMs = 1000, signal}: RetryOptions,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await operation()
    } catch (error) {
      if (!(error instanceof TransientFailure)) throw error
      if (error.progressed) failures = 1
      const waitMs = error.waitMs ?? retryDelayMs * 2 ** (failures - 1)
      if (failures >= mostTries || waitMs > longestWaitMs) throw error.reason
      onNote?.(`${error.reason.message} Trying again in ${Math.ceil(waitMs / 1000)} s.`)
      await wait(waitMs, undefined, {signal})
    }
  }
}
