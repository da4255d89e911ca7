/**
 * Writes `ontologies/demo.rf2` anew from `ontologies/demo-source.txt`:
 *
 *     node dist/scripts/build-demo-rf2.js
 */
import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {packagePath} from '../src/files/package-root.js'
import {findFaults} from './demo-rf2/check-concepts.js'
import {parseDemoSource} from './demo-rf2/parse-source.js'
import {releaseFiles} from './demo-rf2/release-files.js'

const concepts = parseDemoSource(readFileSync(packagePath('ontologies', 'demo-source.txt'), 'utf8'))
const faults = findFaults(concepts)
if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exitCode = 3
} else {
  const folder = packagePath('ontologies', 'demo.rf2')
  for (const name of readdirSync(folder)) {
    if (name.startsWith('DemoRF2_')) rmSync(join(folder, name), {recursive: true})
  }
  for (const [path, content] of releaseFiles(concepts)) {
    mkdirSync(dirname(join(folder, path)), {recursive: true})
    writeFileSync(join(folder, path), content)
    console.log(`${path}: ${content.split('\r\n').length - 2} rows`)
  }
}
