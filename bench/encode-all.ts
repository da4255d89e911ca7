// Encodes texts with every core, as a build of an index does: node encode-all.js MODEL PRECISION TEXTS OUT
import {readFileSync, writeFileSync} from 'node:fs'
import {encodeRows} from '../models/encode-rows.js'
import type {Precision} from '../models/model-manifest.js'
import {openBulkEncoder} from '../models/worker-encoder.js'

const [folder, precision, textsPath, out] = process.argv.slice(2) as [string, Precision, string, string]
const texts = readFileSync(textsPath, 'utf8').trimEnd().split('\n')
const opening = performance.now()
await using encoder = await openBulkEncoder(folder, {precision})
await encoder.encodeAll(texts.slice(0, 32), () => {}) // threads start with the first call
const loadSeconds = (performance.now() - opening) / 1000
const started = performance.now()
const vectors = await encodeRows(encoder, texts)
const seconds = (performance.now() - started) / 1000
writeFileSync(out, new Uint8Array(vectors.buffer))
console.log(JSON.stringify({loadSeconds, seconds}))
