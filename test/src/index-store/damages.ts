import {readFileSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs'

/** Ways to damage a file; `undefined` removes it. */
export const damages: Readonly<Record<string, (content: Buffer) => Buffer | undefined>> = {
  'cut to half': (content) => content.subarray(0, content.length >> 1),
  emptied: () => Buffer.alloc(0),
  deleted: () => undefined,
  'with one byte flipped in the middle': (content) => {
    const altered = Buffer.from(content)
    altered[altered.length >> 1]! ^= 0x01
    return altered
  },
  'replaced by garbage of the same size': (content) =>
    Buffer.from(content.map((_, i) => (i * 137 + 41) % 256)),
  'replaced by zeros': (content) => Buffer.alloc(content.length),
  'grown by a byte': (content) => Buffer.concat([content, Buffer.alloc(1)]),
}

/** Puts damaged bytes into a file without moving its modification time. */
export function damageFile(path: string, damage: (content: Buffer) => Buffer | undefined): void {
  const {atime, mtime} = statSync(path)
  const content = damage(readFileSync(path))
  if (content === undefined) {
    rmSync(path)
    return
  }
  writeFileSync(path, content)
  utimesSync(path, atime, mtime)
}
