import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {WeightsFile} from '../../../models/onnx/weights-file.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'

const halves = (bytes: Uint8Array) => [bytes.subarray(0, 2), bytes.subarray(2)]

it('begins every constant on a page', async () => {
  const path = join(temporaryFolder(), 'model.bin')
  const file = new WeightsFile(path)

  const bytesOf = (length: number, value: number) => new Uint8Array(length).fill(value)
  const places = [
    file.append(bytesOf(5000, 1)),
    await file.appendAll(halves(bytesOf(4096, 2))),
    file.append(bytesOf(1, 3)),
  ]
  file.close()

  const bytes = readFileSync(path)
  expect(file.name).toBe('model.bin')
  expect(places).toEqual([
    {offset: 0, length: 5000},
    {offset: 8192, length: 4096},
    {offset: 12288, length: 1},
  ])
  expect([bytes[4999], bytes[5000], bytes[8192], bytes[12288], bytes.length]).toEqual([1, 0, 2, 3, 12289])
})
