import {BiolordError} from '../errors.js'
import {exactEngine} from './exact-engine.js'
import {loadHnswlib} from './hnswlib.js'
import {hnswlibEngine} from './hnswlib-engine.js'
import type {EngineName} from './term-index.js'
import {loadUsearch} from './usearch.js'
import {usearchEngine} from './usearch-engine.js'
import type {VectorEngine} from './vector-engine.js'

const engines: Readonly<Record<EngineName, VectorEngine>> = {
  usearch: usearchEngine,
  hnswlib: hnswlibEngine,
  exact: exactEngine,
}

/** All engines, the first choice of a build first. */
export const engineNames = Object.keys(engines) as readonly EngineName[]

/** Whether an engine can be used here; `problem` says why not. */
export interface EngineStatus {
  readonly name: EngineName
  readonly problem?: string
}

export function engineOf(name: EngineName): VectorEngine {
  return engines[name]
}

/** @throws {UsageError} When the engine's package is not installed or does not run here. */
export async function checkEngine(name: EngineName): Promise<void> {
  if (name === 'usearch') await loadUsearch()
  if (name === 'hnswlib') await loadHnswlib()
}

/** Tries every engine. */
export async function engineStatuses(): Promise<readonly EngineStatus[]> {
  return Promise.all(engineNames.map(async (name) => ({name, problem: await problemOf(name)})))
}

/** The engine that a build uses when none is asked for: the first that can be used. */
export async function defaultEngine(): Promise<EngineName> {
  for (const name of engineNames) {
    if ((await problemOf(name)) === undefined) return name
  }
  return 'exact'
}

async function problemOf(name: EngineName): Promise<string | undefined> {
  try {
    await checkEngine(name)
    return undefined
  } catch (error) {
    if (error instanceof BiolordError) return error.message
    throw error
  }
}
