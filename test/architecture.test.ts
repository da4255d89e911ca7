import {readdirSync, readFileSync} from 'node:fs'
import {dirname, join, relative} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, it} from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const folders = ['src', 'commands', 'models', 'ontologies']

/** Which of our folders each folder may import; `type:` only for types. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'src/errors.ts': [],
  'src/domain': [],
  'src/files': ['src/errors.ts', 'type:src/domain'],
  'src/xml': ['src/errors.ts'],
  'src/input': ['src/domain', 'src/errors.ts', 'src/files', 'src/xml'],
  'src/output': [
    'src/domain',
    'src/errors.ts',
    'type:src/index-store',
    'type:src/indexing',
    'type:src/evaluation',
  ],
  'src/index-store': ['src/domain', 'src/errors.ts', 'src/files'],
  models: ['src/domain', 'src/errors.ts', 'src/files'],
  ontologies: ['src/domain', 'src/errors.ts', 'src/files', 'src/xml'],
  'src/indexing': ['src/domain', 'src/errors.ts', 'type:src/index-store', 'type:models', 'type:ontologies'],
  'src/mapping': ['src/domain', 'src/errors.ts', 'type:src/index-store'],
  'src/transfer': ['src/errors.ts', 'src/files', 'src/index-store', 'models', 'ontologies'],
  'src/evaluation': ['src/domain', 'src/errors.ts', 'src/linking', 'type:src/index-store', 'type:models'],
  'src/linking': ['src/domain', 'src/errors.ts', 'type:src/index-store', 'type:models'],
}

/** Each heavy library is known to one file. */
const heavy = [
  'onnxruntime-node',
  'better-sqlite3',
  'usearch',
  'hnswlib-node',
  'yauzl',
  'undici',
  '@streamparser/json',
  'csv-parse/sync',
  'saxes',
  'yazl',
  'htmlparser2',
]

interface Import {
  readonly file: string
  readonly target: string
  readonly typeOnly: boolean
  readonly lazy: boolean
}

const sources = folders.flatMap((folder) =>
  readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'})
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name).replaceAll('\\', '/')),
)

const imports: Import[] = sources.flatMap((file) => {
  const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
  return [
    ...text.matchAll(
      /(import|export)( type)?[^'"()]*?from '([^']+)'|\bimport\('([^']+)'\)|\brequire\('([^']+)'\)/g,
    ),
  ].map((match) => ({
    file,
    target: match[3] ?? match[4] ?? match[5] ?? '',
    typeOnly:
      match[2] !== undefined ||
      /typeof import\($/.test(text.slice(Math.max(0, match.index - 7), match.index + 7)),
    lazy: match[3] === undefined,
  }))
})

const placeOf = (file: string) =>
  Object.keys(allowed).find((place) => file === place || file.startsWith(`${place}/`))

it('keeps the folders apart', () => {
  const broken = imports
    .filter(({target}) => target.startsWith('.'))
    .map((item) => ({
      ...item,
      target: relative(root, join(root, dirname(item.file), item.target)).replace(/\.js$/, '.ts'),
    }))
    .filter(({file, target, typeOnly}) => {
      const from = placeOf(file)
      const to = placeOf(target)
      if (from === undefined || from === to) return false
      if (to === undefined) return true
      const may = allowed[from] ?? []
      return !may.includes(to) && !(typeOnly && may.includes(`type:${to}`))
    })

  expect(broken.map(({file, target}) => `${file} imports ${target}`)).toEqual([])
})

it.each(heavy)('knows %s in one file, which loads it when it is needed', (library) => {
  const uses = imports.filter(({target, typeOnly}) => target === library && !typeOnly)

  expect(new Set(uses.map(({file}) => file)).size).toBe(1)
  expect(uses.filter(({lazy}) => !lazy).map(({file}) => file)).toEqual([])
})
