import {readdir} from 'node:fs/promises'
import {join} from 'node:path'

/**
 * The files of a gold.
 *
 * @returns Of a folder the annotations of BRAT (`.ann`) in it and the folders below, in order of their names; else, and of
 *   a folder without any, the path itself.
 */
export async function goldFiles(path: string): Promise<readonly string[]> {
  const listed = await readdir(path, {recursive: true}).catch(() => []) // for whoever reads the path to say
  const names = listed.filter((name) => name.endsWith('.ann')).sort()
  return names.length > 0 ? names.map((name) => join(path, name)) : [path]
}
