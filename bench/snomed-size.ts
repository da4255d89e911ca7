// `npm run bench -- snomed-size`: reads a generated release of SNOMED CT's size into SQLite, with lexical keys, full-text index
// and is-a closure, without encoding. Names are made of those in BIOLORD_DATA.
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {parseArgs} from 'node:util'
import {packagePath} from '../src/files/package-root.js'
import {renderTable} from '../src/output/table.js'
import {calibrate, machine, megabytes} from './measure.js'
import {readAllNames} from './names.js'
import {runNode} from './run-process.js'
import type {Reading} from './snomed-size/reading.js'
import {writeRelease} from './snomed-size/write-release.js'

const limits = {seconds: 120, bytes: 800e6}

const {values} = parseArgs({
  args: process.argv.slice(3),
  options: {concepts: {type: 'string', default: '360000'}, cache: {type: 'string', default: tmpdir()}},
})
const concepts = Number(values.concepts)
if (!Number.isInteger(concepts) || concepts < 1) {
  console.error(`--concepts takes a whole number from 1, not ${values.concepts}.`)
  process.exit(2)
}
const names = readAllNames()
if (names.length === 0) {
  console.error('The names are made of those in BIOLORD_DATA, which is not there.')
  process.exit(2)
}
mkdirSync(values.cache, {recursive: true})
const release = writeRelease(values.cache, concepts, names)
const target = mkdtempSync(join(tmpdir(), 'biolord-bench-'))
try {
  const unit = calibrate()
  const run = runNode([packagePath('dist', 'bench', 'snomed-size', 'read-release.js'), release, target])
  const {counts, databaseBytes, phases, problems, rows}: Reading = JSON.parse(run.stdout)
  console.log(machine)
  console.log(`calibration loop: ${unit.toFixed(3)} s before, ${calibrate().toFixed(3)} s after`)
  console.log(
    `${release}: ${rows} rows, ${counts.concepts} concepts, ${counts.names} names, ${counts.texts} texts, ${problems} problems, database of ${megabytes(databaseBytes)}\n`,
  )
  const total = phases.reduce((sum, {cpuSeconds}) => sum + cpuSeconds, 0)
  console.log(
    renderTable(
      [
        {title: 'phase'},
        {title: 'wall', align: 'right'},
        {title: 'CPU', align: 'right'},
        {title: 'memory at its end', align: 'right'},
      ],
      [
        ...phases.map(({cpuSeconds, name, residentBytes, seconds}) => [
          name,
          `${seconds.toFixed(1)} s`,
          `${cpuSeconds.toFixed(1)} s`,
          megabytes(residentBytes),
        ]),
        [
          'whole process',
          `${run.seconds.toFixed(1)} s`,
          `${total.toFixed(1)} s`,
          `${megabytes(run.peakBytes)} at the peak`,
        ],
        ['limit', `${limits.seconds} s`, '', megabytes(limits.bytes)],
      ],
      {width: 120},
    ),
  )
  if (run.seconds > limits.seconds || run.peakBytes > limits.bytes) process.exitCode = 1
} finally {
  rmSync(target, {recursive: true, force: true})
}
