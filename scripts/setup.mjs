// Installs the dependencies where they are not there yet, then compiles. Runs before anything else is installed, so it
// uses Node alone.
import {spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname, join, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 15)) {
  fail(`biolord needs Node.js 20.15 or newer; this is ${process.version}.`)
}

const stamp = join(root, 'node_modules', '.biolord-installed')
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(process.versions.modules + process.platform + process.arch)
  .digest('hex')
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.error('Installing dependencies (once; a few minutes where native parts must be compiled) …')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    // the binaries in the package are enough for the CPU; its install script would fetch GPU libraries
    ONNXRUNTIME_NODE_INSTALL: 'skip',
    ...nodeHeaders(),
  })
  writeFileSync(stamp, wanted)
}
run(process.execPath, [join(root, 'scripts', 'build.mjs')])

/** node-gyp fetches Node's headers; where they lie beside the running Node, it need not. */
function nodeHeaders() {
  const prefix = resolve(dirname(process.execPath), '..')
  const beside = existsSync(join(prefix, 'include', 'node', 'node.h'))
  return beside && !process.env.npm_config_nodedir ? {npm_config_nodedir: prefix} : {}
}

function run(command, args, env = {}) {
  const {error, status} = spawnSync(command, args, {
    cwd: root,
    env: {...process.env, ...env},
    shell: process.platform === 'win32' && command === 'npm',
    // stdout is for results
    stdio: ['ignore', 2, 2],
  })
  if (error) fail(error.message)
  if (status !== 0) process.exit(status ?? 1)
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
