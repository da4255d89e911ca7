// `npm test`: type check (of the tests too; the sources were compiled by set-up), lint and format, then every test.
import {spawnSync} from 'node:child_process'
import {createRequire} from 'node:module'
import {dirname, join, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(join(root, 'package.json'))

run('typescript', 'bin/tsc', ['-p', 'test'])
run('@biomejs/biome', 'bin/biome', ['ci', '.'])
run('vitest', 'vitest.mjs', ['run', ...process.argv.slice(2)])

function run(name, script, args) {
  const path = join(dirname(require.resolve(`${name}/package.json`)), script)
  const {status} = spawnSync(process.execPath, [path, ...args], {cwd: root, stdio: 'inherit'})
  if (status !== 0) process.exit(status ?? 1)
}
