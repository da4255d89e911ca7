// Compiles to dist/ and writes the command manifest, which spares oclif reading every command at each start.
import {spawnSync} from 'node:child_process'
import {cpSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname, join, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(import.meta.url)

const manifestPath = join(root, 'oclif.manifest.json')
rmSync(manifestPath, {force: true})
const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc')
const {status} = spawnSync(process.execPath, [tsc, '-p', root], {stdio: ['ignore', 2, 2]})
if (status !== 0) process.exit(status ?? 1)
// data that modules read from beside themselves
for (const file of readdirSync(join(root, 'src'), {recursive: true}).filter((name) =>
  /\.(?:json|css|js)$/.test(name),
))
  cpSync(join(root, 'src', file), join(root, 'dist', 'src', file))

const {Plugin} = await import('@oclif/core')
const plugin = new Plugin({root, ignoreManifest: true, errorOnManifestCreate: true})
await plugin.load()
writeFileSync(manifestPath, `${JSON.stringify(plugin.manifest, undefined, 1)}\n`)
const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
if (plugin.manifest.version !== version) throw new Error('The command manifest is of another version.')
