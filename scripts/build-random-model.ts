import {parseArgs} from 'node:util'
import {type RandomModelName, randomModels, writeRandomModel} from './random-model/random-model.js'

/*
 * Writes an encoder of a published one's size with random weights, for measuring:
 *
 *   node dist/scripts/build-random-model.js --model xlm-roberta|mpnet --out DIR
 */

const {values} = parseArgs({options: {model: {type: 'string'}, out: {type: 'string'}}})
if (values.out === undefined || !Object.hasOwn(randomModels, values.model ?? '')) {
  console.error(`Give --model ${Object.keys(randomModels).join('|')} and --out DIR.`)
  process.exit(2)
}
writeRandomModel(values.model as RandomModelName, values.out)
