import {readFileSync, renameSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {InputError} from '../errors.js'
import {homeFolder} from './home.js'
import {makeFolder} from './make-folder.js'

/** What the user chose once and for all, in `settings.json` of the home folder. */
export interface Settings {
  /** Name given to `indexes use`. */
  readonly index?: string
  /** Name given to `model use`. */
  readonly model?: string
}

/**
 * Reads the settings; a missing file means that nothing was chosen.
 *
 * @throws {InputError} INPUT_DAMAGED when the file cannot be understood: guessing could pick the wrong index.
 */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const path = settingsPath(env)
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw damaged(path, 'cannot be read', cause)
  }
  let settings: unknown
  try {
    settings = JSON.parse(content)
  } catch (cause) {
    throw damaged(path, 'is not valid JSON', cause)
  }
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    throw damaged(path, 'is not a JSON object')
  }
  for (const key of ['index', 'model'] as const) {
    const value = (settings as Record<string, unknown>)[key]
    if (value !== undefined && typeof value !== 'string')
      throw damaged(path, `has a "${key}" that is not a string`)
  }
  return settings
}

/** Changes the given settings and keeps the others; `undefined` takes a choice back. */
export function changeSettings(changes: Settings, env: NodeJS.ProcessEnv = process.env): void {
  const path = settingsPath(env)
  const settings = {...readSettings(env), ...changes}
  makeFolder(dirname(path))
  const beside = `${path}.${process.pid}`
  writeFileSync(beside, `${JSON.stringify(settings, null, 2)}\n`)
  renameSync(beside, path)
}

function settingsPath(env: NodeJS.ProcessEnv): string {
  return join(homeFolder(env), 'settings.json')
}

function damaged(path: string, what: string, cause?: unknown): InputError {
  return new InputError(
    'INPUT_DAMAGED',
    `The settings file ${path} ${what}.`,
    'Remove it and choose again with "biolord indexes use" and "biolord model use".',
    {cause},
  )
}
