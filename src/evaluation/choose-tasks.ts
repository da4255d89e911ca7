import {UsageError} from '../errors.js'
import type {EvaluationTask} from './report.js'

/** What can be measured with each kind of gold. */
const possible = {
  pairs: ['similarity'],
  names: ['mentions'],
  documents: ['mentions', 'spans', 'text'],
} as const satisfies Readonly<Record<string, readonly EvaluationTask[]>>

/**
 * The tasks that were asked for, or all that the gold allows.
 *
 * @throws {UsageError} When one is asked for that it does not allow.
 */
export function chooseTasks(
  kind: keyof typeof possible,
  asked: readonly EvaluationTask[] | undefined,
): readonly EvaluationTask[] {
  const tasks: readonly EvaluationTask[] = possible[kind]
  const impossible = asked?.find((task) => !tasks.includes(task))
  if (impossible !== undefined)
    throw new UsageError(
      `--task ${impossible} cannot be measured with this gold.`,
      `It allows ${tasks.join(', ')}.`,
    )
  return asked ? tasks.filter((task) => asked.includes(task)) : tasks
}
