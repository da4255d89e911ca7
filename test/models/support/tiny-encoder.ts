import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll} from 'vitest'
import {convertModel} from '../../../models/convert-model.js'
import {type TinyModel, tinyModel} from './model-fixtures.js'

/**
 * Converts a tiny encoder in both precisions once for all tests of a file.
 *
 * @returns Its folder, which is there when the first test begins; tests leave it as it is.
 */
export function tinyEncoder(name: TinyModel): string {
  const home = mkdtempSync(join(tmpdir(), 'biolord-tiny-'))
  const folder = join(home, name)
  beforeAll(async () => {
    await convertModel(tinyModel(name), folder, {id: name, precision: 'both'})
  })
  afterAll(() => rmSync(home, {recursive: true, force: true}))
  return folder
}
