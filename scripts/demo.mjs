// `npm run demo`: builds the terminology that ships, links the note that ships, compares two names. Everything goes to a
// home of its own, so that the demo never becomes the user's default index.
import {spawnSync} from 'node:child_process'
import {dirname, join, relative, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const note = join(root, 'ontologies', 'demo-notes', 'clinic-note.txt')
const {BIOLORD_INDEX, BIOLORD_MODEL, ...inherited} = process.env
const env = {...inherited, BIOLORD_HOME: join(root, '.demo')}

biolord('index', '--demo', '--replace')
biolord('link', note, '--format', 'table')
biolord('sim', 'cat scratch disease', 'bartonellosis')

function biolord(...args) {
  const shown = args.map((arg) =>
    arg === note ? relative(root, note) : arg.includes(' ') ? `"${arg}"` : arg,
  )
  console.log(`\n$ biolord ${shown.join(' ')}`)
  const {status} = spawnSync(process.execPath, [join(root, 'bin', 'run.js'), ...args], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0) process.exit(status ?? 1)
}
