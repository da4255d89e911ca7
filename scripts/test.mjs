// `npm test`: type check (of the tests too; the sources were compiled by set-up), lint and format, then every test.
import {spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import {dirname, join, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(join(root, 'package.json'))

run('typescript', 'bin/tsc', ['-p', 'test'])
run('@biomejs/biome', 'bin/biome', ['ci', '.'])
const report = join(mkdtempSync(join(tmpdir(), 'biolord-test-')), 'report.json')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
const status = start('vitest', 'vitest.mjs', ['run', ...reporters, ...process.argv.slice(2)])
if (existsSync(report)) {
  // a last line that programs can read, in any colour of terminal
  const {numFailedTests, numPassedTests, numPendingTests, testResults} = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  // a file whose set-up failed has no failed test, and is no success
  const unready = testResults.filter(
    ({assertionResults, status}) =>
      status === 'failed' && assertionResults.every((result) => result.status !== 'failed'),
  )
  console.log(
    `${numPassedTests} passed, ${numFailedTests + unready.length} failed, ${numPendingTests} skipped`,
  )
}
rmSync(dirname(report), {recursive: true, force: true})
process.exit(status)

function run(name, script, args) {
  const status = start(name, script, args)
  if (status !== 0) process.exit(status)
}

function start(name, script, args) {
  const path = join(dirname(require.resolve(`${name}/package.json`)), script)
  return spawnSync(process.execPath, [path, ...args], {cwd: root, stdio: 'inherit'}).status ?? 1
}
