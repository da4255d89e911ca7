import {expect, it} from 'vitest'
import {RunGuard} from '../../models/run-guard.js'

/** The two ends of one guard. */
function pair(): {main: RunGuard; worker: RunGuard} {
  const memory = RunGuard.allocate()
  return {main: new RunGuard(memory), worker: new RunGuard(memory)}
}

it('lets a worker in, once it has left loading, as often as it likes', () => {
  const {worker} = pair()
  worker.leave()

  const entered = [1, 2, 3].map(() => {
    const may = worker.enter()
    worker.leave()
    return may
  })

  expect(entered).toEqual([true, true, true])
})

it('keeps a stopped worker out', () => {
  const {main, worker} = pair()
  worker.leave()
  main.watch()

  RunGuard.stopAll()
  main.unwatch()

  expect(worker.enter()).toBe(false)
})

it('listens for the end of the process once for all workers, and only while there are any', () => {
  const before = process.listenerCount('exit')
  const guards = Array.from({length: 20}, () => pair().main)

  for (const guard of guards) guard.watch()
  const during = process.listenerCount('exit')
  for (const guard of guards) guard.unwatch()

  expect([during - before, process.listenerCount('exit') - before]).toEqual([1, 0])
})
