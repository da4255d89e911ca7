// `npm run bench -- scale [--texts N,N] [--cache DIR] [--json FILE]`: generated releases up to SNOMED CT's size are indexed, searched and
// linked to. An index that is in the cache is not built again; what its build took is kept beside it.
import {existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import {parseArgs} from 'node:util'
import {packagePath} from '../src/files/package-root.js'
import type {IndexManifest} from '../src/index-store/term-index.js'
import type {BuildReport} from '../src/indexing/build-index.js'
import {renderTable} from '../src/output/table.js'
import {calibrate, machine, median, megabytes, memoryBandwidth, repeat} from './measure.js'
import {readAllNames, spread} from './names.js'
import {runBiolord, runNode, type SampledRun} from './run-process.js'
import type {Recall} from './scale/recall.js'
import {abstracts, writeLists} from './scale/write-lists.js'
import {writeRelease} from './snomed-size/write-release.js'

interface Build {
  readonly machine: string
  readonly date: string
  /** Seconds of the calibration loop, before and after. */
  readonly loop: readonly [number, number]
  readonly seconds: number
  readonly peakBytes: number
  readonly phases: BuildReport['seconds']
  /** Largest resident set in each phase; not told by builds of before. */
  readonly phaseBytes?: Readonly<Record<keyof BuildReport['seconds'], number>>
  readonly counts: IndexManifest['counts']
}

interface Row {
  readonly size: string
  readonly what: string
  readonly value: number
  readonly unit: string
  /** What it stands beside, in words. */
  readonly beside: string
}

/** One after another. */
const phaseOrder = ['reading', 'joining', 'encoding', 'graph'] as const

/** Up to so many texts the graph of the other engine is built, too: it takes as long as all the rest. */
const mostOfHnswlib = 100_000

const repetitions = 5
const recallQueries = 300

const {values: options} = parseArgs({
  args: process.argv.slice(3),
  options: {
    texts: {type: 'string', default: '10000,100000,1200000'},
    cache: {type: 'string', default: join(tmpdir(), 'biolord-bench-scale')},
    mentions: {type: 'string', default: '20000'},
    json: {type: 'string'},
  },
})
const sizes = options.texts.split(',').map(Number)
const mentions = Number(options.mentions)
if (![...sizes, mentions].every((size) => Number.isInteger(size) && size > 0)) {
  console.error('--texts takes whole numbers from 1, separated by commas, --mentions takes one.')
  process.exit(2)
}
const names = readAllNames()
if (names.length === 0) {
  console.error('The names are made of those in BIOLORD_DATA, which is not there.')
  process.exit(2)
}
const cache = resolve(options.cache)
mkdirSync(cache, {recursive: true})
const rows: Row[] = []
console.log(`${machine}; calibration loop ${calibrate().toFixed(3)} s\n`)
// of ten descriptions three are names with a semantic tag, which is no text of its own
for (const texts of sizes) await measure(Math.round((texts * 3) / 7))
console.log(
  renderTable(
    [{title: 'texts', align: 'right'}, {title: 'what'}, {title: 'value', align: 'right'}, {title: 'beside'}],
    rows.map(({beside, size, unit, value, what}) => [size, what, `${format(value)} ${unit}`.trim(), beside]),
    {width: 140},
  ),
)
if (options.json !== undefined)
  writeFileSync(
    options.json,
    `${JSON.stringify({machine, date: new Date().toISOString(), rows}, undefined, 1)}\n`,
  )

async function measure(concepts: number): Promise<void> {
  const name = `size-${concepts}`
  const home = join(cache, `home-${concepts}`) // of its own: indexes of one home share vectors
  const folder = join(home, 'indexes', name)
  const build = builtIndex(concepts, name, home)
  const size = build.counts.texts.toLocaleString('en')
  const put = (what: string, value: number, unit: string, beside = '') =>
    rows.push({size, what, value, unit, beside})

  const [before, after] = build.loop
  const rate = build.counts.texts / build.phases.encoding
  put('index', build.seconds / 60, 'min', `loop ${before.toFixed(2)} s before, ${after.toFixed(2)} s after`)
  for (const phase of phaseOrder) {
    const bytes = build.phaseBytes?.[phase]
    put(`  ${phase}`, build.phases[phase], 's', bytes === undefined ? '' : megabytes(bytes))
  }
  put('  encoding', rate, 'texts/s')
  put('  peak memory', build.peakBytes / 1e6, 'MB')
  for (const file of readdirSync(folder).sort())
    put(`  ${file}`, statSync(join(folder, file)).size / 1e6, 'MB')

  if (build.counts.texts <= mostOfHnswlib) {
    const {phases} = builtIndex(concepts, `${name}-hnswlib`, home, ['--engine', 'hnswlib'])
    put('  graph, by --engine hnswlib', phases.graph, 's')
  }

  const lists = await writeLists(join(cache, `lists-${concepts}`), folder, mentions)
  const {node, ...cold} = repeat(repetitions, {
    node: () => runNode(['-e', '0']),
    sim: () => runBiolord(['sim', 'cat scratch disease', 'bartonellosis'], home),
    search: () => runBiolord(['search', 'water on the knee', '--index', name], home),
    'link, five other texts': () => runBiolord(['link', '--mentions', lists.few, '--index', name], home),
  })
  for (const [command, {peakBytes, seconds}] of Object.entries(cold)) {
    put(`cold ${command}`, seconds, 's', `${(seconds / node!.seconds).toFixed(1)} × node -e 0`)
    put('  memory', peakBytes / 1e6, 'MB')
  }

  const recall: Recall = JSON.parse(
    runNode([
      packagePath('dist', 'bench', 'scale', 'recall.js'),
      folder,
      process.env.BIOLORD_PYTHON ?? '',
      ...spread(names, recallQueries),
    ]).stdout,
  )
  put('recall@10, graph', recall.graph, '', `${recall.graphMs.toFixed(2)} ms a query, many at once`)
  put(
    'recall@10, as linking asks',
    recall.steady,
    '',
    `${recall.steadyMs.toFixed(2)} ms a query, many at once`,
  )
  const scanned = statSync(join(folder, 'vectors.i8')).size
  put(
    'recall@10, scan',
    recall.scan,
    '',
    `${recall.scanMs.toFixed(1)} ms a query, one by one; one thread reads its ${megabytes(scanned)} from memory in ${((1000 * scanned) / memoryBandwidth()).toFixed(1)} ms`,
  )

  if (recall.hnswlib) {
    const {buildSeconds, queryMs, recall: met} = recall.hnswlib
    put(
      'recall@10, hnswlib (Python)',
      met,
      '',
      `${queryMs.toFixed(2)} ms a query; graph in ${buildSeconds.toFixed(0)} s`,
    )
  }

  const start = median(
    Array.from(
      {length: 3},
      () => runBiolord(['link', '--mentions', lists.one, '--index', name], home).seconds,
    ),
  )
  const linked = (args: readonly string[]) => runBiolord(['link', ...args, '--index', name], home)
  const exact = linked(['--mentions', lists.exact])
  put('link --mentions, exact', mentions / (exact.seconds - start), 'mentions/s', megabytes(exact.peakBytes))
  const near = linked(['--mentions', lists.near])
  const encoding = runNode([
    packagePath('dist', 'bench', 'encode-all.js'),
    packagePath('models', 'open-mini'),
    'int8',
    lists.near,
    join(cache, 'vectors.bin'),
  ])
  const encoded = mentions / JSON.parse(encoding.stdout).seconds
  const nearRate = mentions / (near.seconds - start)
  put(
    'link --mentions, encoded',
    nearRate,
    'mentions/s',
    `${((100 * nearRate) / encoded).toFixed(0)} % of ${encoded.toFixed(0)} texts/s that encoding alone does, ${megabytes(near.peakBytes)}`,
  )
  // of few most of the time is the compiler's
  for (const [flag, most] of [
    ['--no-dense', 200],
    ['--no-dense', 500],
    ['--dense', 200],
  ] as const) {
    const corpus = abstracts(join(cache, `abstracts-${most}.jsonl`), most)
    if (corpus === undefined) return
    const {peakBytes, seconds} = linked([corpus.path, flag])
    const rate = corpus.count / (seconds - start)
    put(`link ${flag}, ${corpus.count} abstracts`, rate, 'abstracts/s', megabytes(peakBytes))
  }
}

function builtIndex(concepts: number, name: string, home: string, flags: readonly string[] = []): Build {
  const note = join(cache, `${name}.json`)
  if (existsSync(note) && existsSync(home)) return JSON.parse(readFileSync(note, 'utf8'))
  const release = writeRelease(cache, concepts, names)
  const before = calibrate()
  const run = runBiolord(['index', release, '--name', name, '--replace', '--json', ...flags], home)
  const {counts, report} = JSON.parse(run.stdout) as IndexManifest & {report: BuildReport}
  const build: Build = {
    machine,
    date: new Date().toISOString(),
    loop: [before, calibrate()],
    seconds: run.seconds,
    peakBytes: run.peakBytes,
    phases: report.seconds,
    phaseBytes: peaksOf(run.samples, report.seconds),
    counts,
  }
  writeFileSync(note, JSON.stringify(build, undefined, 1))
  return build
}

function peaksOf(samples: SampledRun['samples'], phases: BuildReport['seconds']): Build['phaseBytes'] {
  let from = 0
  const peaks = phaseOrder.map((phase) => {
    const to = phase === 'graph' ? Number.POSITIVE_INFINITY : from + phases[phase]
    const bytes = samples.flatMap(([second, size]) => (second >= from && second < to ? [size] : []))
    from = to
    return [phase, bytes.reduce((most, size) => Math.max(most, size), 0)] as const
  })
  return Object.fromEntries(peaks) as Build['phaseBytes']
}

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3)
}
