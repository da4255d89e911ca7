import {existsSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {packageRoot} from './run-process.js'

/** Folder of the real terminologies and corpora: `BIOLORD_DATA`, default beside the project; undefined where absent. */
export const dataFolder = existing(process.env.BIOLORD_DATA ?? join(packageRoot, '..', 'shared', 'data'))

/** A file of that folder; only call where {@link dataFolder} is there. */
export function dataFile(...parts: string[]): string {
  if (dataFolder === undefined) throw new Error('BIOLORD_DATA is not there')
  return join(dataFolder, ...parts)
}

function existing(path: string): string | undefined {
  return existsSync(path) ? resolve(path) : undefined
}
