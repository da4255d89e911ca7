// A process of its own, so that its memory and time are nothing else's: reads an RF2 release into SQLite as `biolord index`
// does, without encoding. Arguments: the release's folder, and a folder to write to. Prints what it took as JSON.
import {statSync} from 'node:fs'
import {join} from 'node:path'
import {snomedRf2Reader} from '../../ontologies/snomed-rf2/snomed-rf2-reader.js'
import {openSource} from '../../ontologies/source-files.js'
import {DatabaseBuilder} from '../../src/index-store/database-builder.js'
import type {Reading} from './reading.js'

const [release, target] = process.argv.slice(2) as [string, string]
const phases: Reading['phases'][number][] = []
let since = performance.now()
let cpuSince = process.cpuUsage()
function endPhase(name: string): void {
  const now = performance.now()
  const {system, user} = process.cpuUsage(cpuSince)
  phases.push({
    name,
    seconds: (now - since) / 1000,
    cpuSeconds: (user + system) / 1e6,
    residentBytes: process.memoryUsage.rss(),
  })
  since = performance.now()
  cpuSince = process.cpuUsage()
}

let problems = 0
const report = () => {
  problems++
}
await using source = await openSource(release)
const path = join(target, 'concepts.db')
const builder = await DatabaseBuilder.create(path, join(target, 'staging.db'))
const description = await snomedRf2Reader.describe(source)
builder.addSource(description)
let rows = 0
for await (const batch of snomedRf2Reader.read(source, report)) {
  builder.addRows(description.code, batch)
  rows += batch.length
}
endPhase('reading')
const {counts} = builder.join(report, {onPhase: endPhase})
builder.close()
endPhase('closing')
const reading: Reading = {phases, rows, problems, counts, databaseBytes: statSync(path).size}
console.log(JSON.stringify(reading))
