// `npm run bench -- models [--names N] [--cache DIR] [--model NAME]`: import, cold start, parity and throughput of encoders of the size of
// BioLORD-2023-M and BioLORD-2023 (random weights) and of the one that ships, beside the naive way and, where a Python
// (BIOLORD_PYTHON, else python3) has it, beside sentence-transformers, all in one run.
import {spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import {parseArgs} from 'node:util'
import {readModelManifest} from '../models/model-folder.js'
import type {ModelManifest, Precision} from '../models/model-manifest.js'
import {openModelTokenizer} from '../models/open-model-tokenizer.js'
import {readSourceModel} from '../models/source/source-model.js'
import {type RandomModelName, randomModels, writeRandomModel} from '../scripts/random-model/random-model.js'
import {packagePath} from '../src/files/package-root.js'
import {renderTable} from '../src/output/table.js'
import {integerPeak} from './integer-peak.js'
import {calibrate, machine, median, repeat} from './measure.js'
import {readNames} from './names.js'
import {type Run, runBiolord, runNode} from './run-process.js'
import {writeSingleFiles} from './write-single-file.js'

const {values: options} = parseArgs({
  args: process.argv.slice(3),
  options: {
    names: {type: 'string', default: '5000'},
    cache: {type: 'string', default: join(tmpdir(), 'biolord-bench-models')},
    model: {type: 'string', multiple: true, default: [...Object.keys(randomModels), 'open-mini']},
  },
})
const cache = resolve(options.cache)
const home = join(cache, 'home')
const repetitions = 5
const python = findPython()
const names = readNames(Number(options.names)) ?? demoNames()
const rows: string[][] = []
/** Of the libraries, as they say themselves. */
let pythonVersions = ''
/** Texts on which tokenizers go apart. */
const awkward = [
  'Sjögren’s syndrome (SS-A/Ro)',
  'ｆｕｌｌ－ｗｉｄｔｈ ﬁbrosis ½ tablet',
  'Ångström Å A\u030A',
  '高血圧 および 糖尿病',
  'Болезнь кошачьих царапин',
  'مرض خدش القطة',
  '고양이할퀸병',
  'zero\u200Bwidth and soft\u00ADhyphen',
  '<s> literal </s> <pad> <mask> <unk>',
  'x'.repeat(300),
  `${'type 2 diabetes mellitus without complication '.repeat(40)}`.trim(),
]
mkdirSync(home, {recursive: true})

const before = calibrate()
for (const name of Object.keys(randomModels) as RandomModelName[]) {
  if (options.model.includes(name)) await measureRandomModel(name)
}
const openMini = resolve(process.env.BIOLORD_MODELS ?? packagePath('..', 'shared', 'models'), 'open-mini')
if (options.model.includes('open-mini') && existsSync(openMini))
  await measureThroughput('open-mini', openMini, packagePath('models', 'open-mini'))
const unit = median([before, calibrate(), calibrate()])

console.log(`${machine}; calibration loop ${unit.toFixed(3)} s`)
console.log(
  python
    ? `Python: ${python}, ${pythonVersions}`
    : 'No Python with sentence-transformers (BIOLORD_PYTHON): its lines are left out.',
)
console.log(`${names.length} names; cold starts and encoding are medians of ${repetitions}\n`)
console.log(
  renderTable([{title: 'model'}, {title: 'what'}, {title: 'value'}, {title: 'ratio'}], rows, {width: 130}),
)

/** Adds rows to the table, and says them at once: a run takes minutes, and may not come to its end. */
function tell(...measured: string[][]): void {
  rows.push(...measured)
  for (const row of measured) console.error(row.join('  '))
}

async function measureRandomModel(name: RandomModelName): Promise<void> {
  const source = makeSource(name)
  const imported = runBiolord(
    ['model', 'import', source, '--name', name, '--replace', '--precision', 'both'],
    home,
  )
  const folder = join(home, 'models', name)
  const manifest = readModelManifest(folder)
  tell([
    name,
    'import, both precisions',
    `${imported.seconds.toFixed(1)} s, ${(imported.peakBytes / 1e6).toFixed(0)} MB peak`,
    `${((manifest.parameters ?? 0) / 1e6).toFixed(0)} million parameters, ${sizesOf(manifest)}`,
  ])
  await measureParity(name, source, folder)
  await measureCold(name, source, folder)
  await measureThroughput(name, source, folder)
}

/** The folder of a random encoder; made anew, with what was made of it, when the code that makes it has changed. */
function makeSource(name: RandomModelName): string {
  const source = join(cache, name)
  const maker = packagePath('dist', 'scripts', 'random-model')
  const hash = createHash('sha256')
  for (const file of readdirSync(maker).sort()) hash.update(readFileSync(join(maker, file)))
  const mark = join(source, `made-by-${hash.digest('hex').slice(0, 16)}`)
  if (existsSync(mark)) return source
  for (const old of [source, singleFile(name, 'fp32'), singleFile(name, 'int8')]) {
    rmSync(old, {recursive: true, force: true})
  }
  writeRandomModel(name, source)
  writeFileSync(mark, '')
  return source
}

function singleFile(name: string, precision: Precision): string {
  return join(cache, `${name}.${precision}.onnx`)
}

/** What each precision takes on disk, the tokenizer not counted. */
function sizesOf({files, graphs}: ModelManifest): string {
  const sizes = Object.entries(graphs).map(([precision, {graph, weights}]) => {
    const bytes = [graph, weights].reduce((sum, file) => sum + (files[file ?? '']?.bytes ?? 0), 0)
    return `${precision} ${(bytes / 1e6).toFixed(0)} MB`
  })
  return sizes.join(', ')
}

/** Cold `sim` against the naive way, in both precisions. */
async function measureCold(name: string, source: string, folder: string): Promise<void> {
  const single = {fp32: singleFile(name, 'fp32'), int8: singleFile(name, 'int8')}
  if (!existsSync(single.int8)) {
    const tokenizer = await openModelTokenizer(folder, readModelManifest(folder))
    await writeSingleFiles(readSourceModel(source), tokenizer, single)
  }
  const texts = ['cat scratch disease', 'bartonellosis']
  const ours = (precision: string) => () =>
    runBiolord(['sim', ...texts, '--model', name, '--precision', precision], home)
  const naive = (path: string) => () =>
    runNode([packagePath('dist', 'bench', 'naive-sim.js'), join(source, 'tokenizer.json'), path, ...texts])
  const cold = repeat(repetitions, {
    node: () => runNode(['-e', '0']),
    int8: ours('int8'),
    fp32: ours('fp32'),
    naiveInt8: naive(single.int8),
    naiveFp32: naive(single.fp32),
  }) as Record<'node' | 'int8' | 'fp32' | 'naiveInt8' | 'naiveFp32', Run>
  for (const [precision, run, baseline] of [
    ['int8', cold.int8, cold.naiveInt8],
    ['fp32', cold.fp32, cold.naiveFp32],
  ] as const) {
    tell([
      name,
      `cold sim ${precision}`,
      `${run.seconds.toFixed(3)} s, ${(run.peakBytes / 1e6).toFixed(0)} MB; naive ${baseline.seconds.toFixed(2)} s`,
      `${(baseline.seconds / run.seconds).toFixed(1)} × as fast as naive; ${(run.seconds / cold.node.seconds).toFixed(1)} × node -e 0`,
    ])
  }
}

/** Vectors and token ids against sentence-transformers. */
async function measureParity(name: string, source: string, folder: string): Promise<void> {
  if (python === undefined) return
  const texts = [...names.filter((_, i) => i % Math.ceil(names.length / 180) === 0), ...awkward]
  const [textsPath, idsPath] = [join(cache, 'parity.txt'), join(cache, 'parity.json')]
  writeFileSync(textsPath, `${texts.join('\n')}\n`)
  const reference = encodeWithPython(source, textsPath, idsPath).vectors
  const manifest = readModelManifest(folder)
  const tokenizer = await openModelTokenizer(folder, manifest)
  const expected = JSON.parse(readFileSync(idsPath, 'utf8')) as number[][]
  const same = texts.filter((text, i) => `${tokenizer.encode(text)}` === `${expected[i]}`).length
  const exact = encodeHere(folder, 'fp32', textsPath).vectors
  const rounded = encodeHere(folder, 'int8', textsPath).vectors
  const difference = reference.reduce((most, value, i) => Math.max(most, Math.abs(value - exact[i]!)), 0)
  const cosines = texts.map((_, row) => cosine(exact, rounded, row, manifest.dimensions))
  tell(
    [name, 'token ids', `${same} of ${texts.length} texts as the reference`, ''],
    [name, 'fp32 to reference', `${difference.toExponential(1)} at most in any component`, ''],
    [
      name,
      'int8 to fp32',
      `cosine ${(cosines.reduce((a, b) => a + b) / cosines.length).toFixed(4)} on average, ${Math.min(...cosines).toFixed(4)} at least`,
      '',
    ],
  )
}

/** Names a second, loading left out on both sides and told beside. */
async function measureThroughput(name: string, source: string, folder: string): Promise<void> {
  const path = join(cache, 'names.txt')
  writeFileSync(path, `${names.join('\n')}\n`)
  const peaks: number[] = []
  const timings: Timing[] = []
  // in turn: the machine drifts by a third within a minute
  for (let round = 0; round < repetitions; round++) {
    peaks.push(await integerPeak())
    const {loadSeconds, seconds} = encodeHere(folder, 'int8', path)
    timings.push({loadSeconds, seconds})
  }
  const peak = median(peaks)
  const ours = median(timings.map(({seconds}) => seconds))
  const loadSeconds = median(timings.map((timing) => timing.loadSeconds))
  const rate = (seconds: number) => `${(names.length / seconds).toFixed(0)} names/s`
  const products = (await productsOf(source, folder)) / ours / 1e9
  tell([
    name,
    'arithmetic of encoding int8',
    `${products.toFixed(0)} × 10⁹ products/s`,
    `${((100 * products) / peak).toFixed(0)} % of an integer matrix product's ${peak.toFixed(0)}`,
  ])
  if (python === undefined) tell([name, 'encoding int8', rate(ours), ''])
  else {
    const reference = encodeWithPython(source, path)
    const theirs = reference.seconds
    const loads = `loading ${loadSeconds.toFixed(1)} s, ${reference.loadSeconds.toFixed(1)} s`
    const ratio = `${(theirs / ours).toFixed(1)} × sentence-transformers fp32; ${loads}`
    tell([name, 'encoding int8', `${rate(ours)}; sentence-transformers ${rate(theirs)}`, ratio])
  }
}

/** Products in the dense layers for all names: those of attention itself are few for texts so short. */
async function productsOf(source: string, folder: string): Promise<number> {
  const {
    hidden_size: width,
    intermediate_size: inner,
    num_hidden_layers: layers,
  } = JSON.parse(readFileSync(join(source, 'config.json'), 'utf8'))
  const tokenizer = await openModelTokenizer(folder, readModelManifest(folder))
  const tokens = names.reduce((sum, text) => sum + tokenizer.encode(text).length, 0)
  return tokens * layers * (4 * width * width + 2 * width * inner)
}

interface Timing {
  /** Until the first texts are encoded. */
  readonly loadSeconds: number
  readonly seconds: number
}

function encodeHere(folder: string, precision: string, textsPath: string) {
  const out = join(cache, 'vectors.f32')
  const {stdout} = runNode([packagePath('dist', 'bench', 'encode-all.js'), folder, precision, textsPath, out])
  return {...(JSON.parse(stdout) as Timing), vectors: readVectors(out)}
}

function encodeWithPython(source: string, textsPath: string, idsPath?: string) {
  const out = join(cache, 'reference.f32')
  const script = packagePath('bench', 'python', 'encode.py')
  const {status, stderr, stdout} = spawnSync(
    python!,
    [script, source, textsPath, out, ...(idsPath ? [idsPath] : [])],
    {encoding: 'utf8', maxBuffer: 1 << 28},
  )
  if (status !== 0) throw new Error(`${script} ended with status ${status}: ${stderr}`)
  const timing = JSON.parse(stdout.trim().split('\n').at(-1)!) as Timing & {readonly versions: string}
  pythonVersions = timing.versions
  return {...timing, vectors: readVectors(out)}
}

function readVectors(path: string): Float32Array {
  return new Float32Array(new Uint8Array(readFileSync(path)).buffer)
}

function cosine(a: Float32Array, b: Float32Array, row: number, dimensions: number): number {
  let sum = 0
  for (let i = row * dimensions; i < (row + 1) * dimensions; i++) sum += a[i]! * b[i]!
  return sum
}

function findPython(): string | undefined {
  const command = process.env.BIOLORD_PYTHON || 'python3'
  const {status} = spawnSync(command, ['-c', 'import sentence_transformers'], {stdio: 'ignore'})
  return status === 0 ? command : undefined
}

/** Short, where the data is not there: the terminology that ships has few names. */
function demoNames(): string[] {
  return readFileSync(packagePath('models', 'calibration.txt'), 'utf8').trimEnd().split('\n')
}
