import {existsSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

/**
 * Absolute path of a file that ships with the package, whether this code runs compiled (`dist/`) or from source.
 *
 * @throws {Error} When no package.json is found above this module: a broken installation.
 */
export function packagePath(...parts: string[]): string {
  return join(packageRoot(), ...parts)
}

let root: string | undefined

function packageRoot(): string {
  if (root !== undefined) return root
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error('package.json of biolord not found: the installation is broken')
    folder = parent
  }
  root = folder
  return root
}
