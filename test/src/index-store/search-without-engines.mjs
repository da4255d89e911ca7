// Opens the index of a folder where no graph library can be loaded, and prints what it then finds and says, as JSON.
import {register} from 'node:module'

const hooks = `export async function resolve(specifier, context, next) {
  if (specifier === 'usearch' || specifier === 'hnswlib-node') throw new Error('not installed')
  return next(specifier, context)
}`
register(`data:text/javascript,${encodeURIComponent(hooks)}`)

const load = (file) => import(new URL(`../../../dist/src/${file}`, import.meta.url).href)
const {FileVerifier} = await load('files/checksum.js')
const {defaultEngine, engineStatuses} = await load('index-store/engines.js')
const {readManifest} = await load('index-store/manifest.js')
const {VectorStore} = await load('index-store/vector-store.js')

const [folder, cache] = process.argv.slice(2)
const manifest = readManifest(folder)
const options = {folder, manifest, verifier: new FileVerifier(cache)}
const query = Float32Array.from({length: manifest.model.dimensions}, (_, i) => (i === 0 ? 1 : 0))

const chosen = new VectorStore({...options, choose: () => ({way: 'graph', regretUs: 0})})
const forced = new VectorStore({...options, engine: manifest.engine})
const result = {
  defaultEngine: await defaultEngine(),
  problems: (await engineStatuses()).filter(({problem}) => problem).map(({name}) => name),
  found: (await chosen.nearest(query, 5)).best(),
  error: await forced.nearest(query, 5).catch(({message, name}) => `${name}: ${message}`),
}
process.stdout.write(JSON.stringify(result))
