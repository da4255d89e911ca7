import {homedir} from 'node:os'
import {join} from 'node:path'

/**
 * The folder that holds this user's indexes, models and settings: `BIOLORD_HOME`, else `biolord` in the XDG data folder
 * (`XDG_DATA_HOME`, `~/.local/share`; `LOCALAPPDATA` on Windows).
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function homeFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.BIOLORD_HOME) return env.BIOLORD_HOME
  return join(env.XDG_DATA_HOME || windowsFolder(env) || join(homedir(), '.local', 'share'), 'biolord')
}

/** The folder for what can be made again: `cache` in `BIOLORD_HOME`, else `biolord` in the XDG cache folder. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.BIOLORD_HOME) return join(env.BIOLORD_HOME, 'cache')
  return join(env.XDG_CACHE_HOME || windowsFolder(env) || join(homedir(), '.cache'), 'biolord')
}

function windowsFolder(env: NodeJS.ProcessEnv): string | undefined {
  return process.platform === 'win32' ? env.LOCALAPPDATA : undefined
}
