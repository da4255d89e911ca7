// `npm run bench -- terminology`: names/s while indexing, cold `sim` and cold `link`, peak memory; each beside a
// calibration loop of the same run, since machines differ and drift. Indexes HPO where BIOLORD_DATA has it, else the terminology that ships.
import {existsSync, mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {packagePath} from '../src/files/package-root.js'
import type {IndexManifest} from '../src/index-store/term-index.js'
import {renderTable} from '../src/output/table.js'
import {calibrate, machine, median, megabytes, repeat} from './measure.js'
import {data} from './names.js'
import {type Run, runBiolord, runNode} from './run-process.js'

const repetitions = 7

const hpo = join(data, 'ontologies', 'hpo-2024-08-13.obo.gz')
const source = existsSync(hpo) ? hpo : packagePath('ontologies', 'demo.rf2')
const note = packagePath('ontologies', 'demo-notes', 'clinic-note.txt')
const home = mkdtempSync(join(tmpdir(), 'biolord-bench-'))
try {
  const before = calibrate()
  const indexed = runBiolord(['index', source, '--name', 'bench', '--json'], home)
  const {counts} = JSON.parse(indexed.stdout) as IndexManifest
  const after = calibrate()
  const unit = median([before, after, calibrate()])

  const cold = repeat(repetitions, {
    node: () => runNode(['-e', '0']),
    sim: () => runBiolord(['sim', 'cat scratch disease', 'bartonellosis'], home),
    search: () => runBiolord(['search', 'water on the knee', '--index', 'bench'], home),
    link: () => runBiolord(['link', note, '--index', 'bench'], home),
    dictionary: () => runBiolord(['link', note, '--index', 'bench', '--no-dense'], home),
  })
  const floor = cold.node as Run
  const rate = (done: number) => (done / indexed.seconds).toFixed(0)
  const rows = [
    ['calibration loop', `${unit.toFixed(3)} s`, '1', '', ''],
    [
      `index, ${counts.texts} texts`,
      `${indexed.seconds.toFixed(1)} s`,
      (indexed.seconds / unit).toFixed(1),
      `${rate(counts.names)} names/s, ${rate(counts.texts)} texts/s, ${rate(counts.texts * unit)} a loop`,
      memory(indexed.peakBytes, floor),
    ],
    ...Object.entries(cold).map(([name, {peakBytes, seconds}]) => [
      name === 'node' ? 'node -e 0' : `cold ${name === 'dictionary' ? 'link --no-dense' : name}`,
      `${seconds.toFixed(3)} s`,
      (seconds / unit).toFixed(2),
      `${(seconds / floor.seconds).toFixed(2)} × node -e 0`,
      memory(peakBytes, floor),
    ]),
  ]
  console.log(`${machine}; median of ${repetitions}`)
  console.log(
    `index: ${source.split(/[/\\]/).at(-1)}, ${(statSync(note).size / 1000).toFixed(1)} kB note, ${lines(note)} lines\n`,
  )
  console.log(
    renderTable(
      [
        {title: 'what'},
        {title: 'wall', align: 'right'},
        {title: 'loops', align: 'right'},
        {title: 'rate'},
        {title: 'peak memory'},
      ],
      rows,
      {width: 120},
    ),
  )
} finally {
  rmSync(home, {recursive: true, force: true})
}

function memory(bytes: number, floor: Run): string {
  return `${megabytes(bytes)}, ${(bytes / floor.peakBytes).toFixed(1)} × node -e 0`
}

function lines(path: string): number {
  return readFileSync(path, 'utf8').split('\n').length - 1
}
