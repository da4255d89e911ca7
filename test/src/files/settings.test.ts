import {mkdirSync, readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {InputError} from '../../../src/errors.js'
import {changeSettings, readSettings} from '../../../src/files/settings.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'

it('has nothing chosen at first', () => {
  expect(readSettings({BIOLORD_HOME: join(temporaryFolder(), 'absent')})).toEqual({})
})

it('changes one choice and keeps the others, those of later versions too', () => {
  const env = {BIOLORD_HOME: temporaryFolder()}
  writeFileSync(join(env.BIOLORD_HOME, 'settings.json'), '{"model": "m", "later": 1}')

  changeSettings({index: 'a'}, env)
  changeSettings({model: undefined}, env)

  expect(readSettings(env)).toEqual({index: 'a', later: 1})
  expect(readdirSync(env.BIOLORD_HOME)).toEqual(['settings.json'])
})

it.each(['', '{', '[]', 'null', '"a"', '{"index": 5}', '{"model": null}'])(
  'does not guess what %j means',
  (content) => {
    const env = {BIOLORD_HOME: temporaryFolder()}
    writeFileSync(join(env.BIOLORD_HOME, 'settings.json'), content)

    expect(() => readSettings(env)).toThrow(InputError)
    expect(() => changeSettings({index: 'a'}, env)).toThrow(join(env.BIOLORD_HOME, 'settings.json'))
  },
)

it('says so when the file cannot be read', () => {
  const env = {BIOLORD_HOME: temporaryFolder()}
  mkdirSync(join(env.BIOLORD_HOME, 'settings.json'))

  expect(() => readSettings(env)).toThrow(/cannot be read/)
})
