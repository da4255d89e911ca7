import {closeSync, openSync, writeSync} from 'node:fs'

/** A tensor whose numbers are made when it is written. */
export interface LazyTensor {
  readonly name: string
  readonly shape: readonly number[]
  /** @returns That many numbers more, row-major. */
  readonly next: (count: number) => Float32Array
}

const blockNumbers = 1 << 20

/** Writes a safetensors file of float32 tensors, a few megabytes in memory at a time. */
export function writeSafetensors(path: string, tensors: readonly LazyTensor[]): void {
  const header: Record<string, object> = {__metadata__: {format: 'pt'}}
  let position = 0
  for (const {name, shape} of tensors) {
    const end = position + 4 * sizeOf(shape)
    header[name] = {dtype: 'F32', shape, data_offsets: [position, end]}
    position = end
  }
  const json = JSON.stringify(header)
  const head = Buffer.from(json + ' '.repeat(-Buffer.byteLength(json) & 7))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(head.length))
  const file = openSync(path, 'w')
  try {
    for (const bytes of [length, head]) writeSync(file, bytes)
    for (const {next, shape} of tensors) {
      for (let left = sizeOf(shape); left > 0; left -= blockNumbers) {
        const values = next(Math.min(left, blockNumbers))
        const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
        for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
      }
    }
  } finally {
    closeSync(file)
  }
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1)
}
