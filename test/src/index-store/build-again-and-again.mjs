// Builds an index over and over, until it is killed: node build-again-and-again.mjs INDEX_FOLDER CONCEPTS
// Writes a line to stdout whenever a build begins.
import {defaultEngine} from '../../../dist/src/index-store/engines.js'
import {IndexBuilder} from '../../../dist/src/index-store/index-builder.js'

const [folder, concepts] = process.argv.slice(2)
const dimensions = 32
const at = {file: 'none', line: 1}

for (let round = 0; ; round++) {
  process.stdout.write(`${round}\n`)
  const builder = await IndexBuilder.create(folder, {name: 'killed'})
  builder.addSource({code: 'test', format: 'sample'})
  for (let i = 0; i < Number(concepts); i++) {
    const conceptId = `K:${i}`
    builder.addRows('test', [
      {row: 'concept', id: conceptId, active: true, at},
      {row: 'term', conceptId, text: `name ${i} of round ${round}`, scope: 'preferred', at},
    ])
  }
  builder.finishRows()
  const model = {id: 'fake', sha256: 'f'.repeat(64), dimensions, pooling: 'mean', precision: 'fp32'}
  for (const row of await builder.startVectors(model))
    builder.writeVectors(Uint32Array.of(row), unitVector(row))
  await builder.finish({engine: await defaultEngine(), model, toolVersion: '0.0.0'})
}

/** Some direction for each row. */
function unitVector(row) {
  const vector = Float32Array.from({length: dimensions}, (_, i) => Math.sin((row + 1) * (i + 1)))
  const norm = Math.hypot(...vector)
  return vector.map((value) => value / norm)
}
