import {mkdirSync, writeFileSync} from 'node:fs'
import {homedir} from 'node:os'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {readHubSettings} from '../../../models/hub/hub-settings.js'
import {UsageError} from '../../../src/errors.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'

it.each([
  [{}, join(homedir(), '.cache', 'huggingface', 'hub')],
  [{XDG_CACHE_HOME: '/x'}, '/x/huggingface/hub'],
  [{XDG_CACHE_HOME: '/x', HF_HOME: '/h'}, '/h/hub'],
  [{HF_HOME: '/h', HUGGINGFACE_HUB_CACHE: '/old'}, '/old'],
  [{HF_HOME: '/h', HUGGINGFACE_HUB_CACHE: '/old', HF_HUB_CACHE: '/new'}, '/new'],
  [{HF_HOME: '~/models'}, join(homedir(), 'models', 'hub')],
  [{HF_HUB_CACHE: '$BASE/hub', BASE: '/b'}, '/b/hub'],
  [{HF_HOME: ''}, join(homedir(), '.cache', 'huggingface', 'hub')],
])('with %o the cache is %s', (env, expected) => {
  expect(readHubSettings(env).cacheFolder).toBe(expected)
})

it('takes the token from its variable, else from the file that "hf auth login" writes', () => {
  const home = temporaryFolder()
  writeFileSync(join(home, 'token'), 'hf_saved\n')
  mkdirSync(join(home, 'x'))
  writeFileSync(join(home, 'x', 'other'), ' hf_other ')
  const token = (env: NodeJS.ProcessEnv) => readHubSettings({HF_HOME: home, ...env}).token

  expect(token({})).toBe('hf_saved')
  expect(token({HF_TOKEN: 'hf_new\n'})).toBe('hf_new')
  expect(token({HUGGING_FACE_HUB_TOKEN: 'hf_old'})).toBe('hf_old')
  expect(token({HF_TOKEN_PATH: join(home, 'x', 'other')})).toBe('hf_other')
  expect(token({HF_TOKEN_PATH: join(home, 'none')})).toBeUndefined()
  expect(token({HF_HUB_DISABLE_IMPLICIT_TOKEN: '1', HF_TOKEN: 'hf_new'})).toBeUndefined()
})

it.each([
  [{HF_HUB_OFFLINE: '1'}, true],
  [{TRANSFORMERS_OFFLINE: 'yes'}, true],
  [{HF_HUB_OFFLINE: '0'}, false],
  [{}, false],
])('%o is offline: %s', (env, expected) => {
  expect(readHubSettings(env).offline).toBe(expected)
})

it.each([
  [{}, 'https://huggingface.co'],
  [{HF_ENDPOINT: 'https://mirror.example/hf/'}, 'https://mirror.example/hf'],
])('%o asks %s', (env, expected) => {
  expect(readHubSettings(env).endpoint).toBe(expected)
})

it.each([
  {HF_ENDPOINT: 'file:///etc'},
  {HF_ENDPOINT: 'https://user:secret@hub.example'},
  {HF_ENDPOINT: 'hub secret'},
  {HF_TOKEN: 'hf_secret\u00e9'},
])('refuses %o without repeating it', (env) => {
  expect(() => readHubSettings(env)).toThrow(UsageError)
  expect(() => readHubSettings(env)).not.toThrow(/secret/)
})
