import {execFileSync, spawn} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {describe, expect, it} from 'vitest'
import {type CutPlace, type InputText, readParts, readText} from '../../../src/input/read-text.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'

function fileWith(bytes: Uint8Array): string {
  const path = join(temporaryFolder(), 'input')
  writeFileSync(path, bytes)
  return path
}

/** A named pipe that another process fills as fast as it is read. */
function pipeWith(bytes: Uint8Array, fill = ['sh', '-c', 'cat "$0" > "$1"']): string {
  const path = join(temporaryFolder(), 'pipe')
  execFileSync('mkfifo', [path])
  const [command = '', ...args] = fill
  spawn(command, [...args, fileWith(bytes), path])
  return path
}

function unevenPipeWith(bytes: Uint8Array): string {
  const script = `
    const {readFileSync, openSync, writeSync} = require('node:fs')
    const [bytes, pipe] = [readFileSync(process.argv[1]), openSync(process.argv[2], 'w')]
    for (let at = 0, i = 1; at < bytes.length; i++) at += writeSync(pipe, bytes, at, Math.min((i * 7919) % 9973 + 1, bytes.length - at))
  `
  return pipeWith(bytes, [process.execPath, '-e', script])
}

describe('readText', () => {
  it('unpacks gzip, by its first bytes', async () => {
    const path = fileWith(gzipSync('Fieber über Nacht'))

    expect(await readText(path)).toEqual({name: path, text: 'Fieber über Nacht', damaged: false})
  })

  it('takes no UTF-32 for UTF-16', async () => {
    const utf16 = Buffer.from('\uFEFFfever', 'utf16le')
    const utf32 = Buffer.from('\uFEFF\0f\0e\0v\0e\0r\0', 'utf16le')

    expect((await readText(fileWith(utf16))).text).toBe('\uFEFFfever')
    await expect(readText(fileWith(utf32))).rejects.toThrow(/not a text file/)
  })

  it('tells a cut gzip from one that holds no text', async () => {
    const cut = fileWith(gzipSync('x'.repeat(9999)).subarray(0, 20))
    const binary = fileWith(gzipSync(new Uint8Array(8)))

    await expect(readText(cut)).rejects.toMatchObject({code: 'INPUT_DAMAGED', exitCode: 3})
    await expect(readText(binary)).rejects.toMatchObject({code: 'INPUT_UNUSABLE', exitCode: 3})
  })
})

describe('readParts', () => {
  async function partsOf(path: string, cutPlace: CutPlace | undefined): Promise<InputText[]> {
    const parts: InputText[] = []
    for await (const part of readParts(path, () => cutPlace)) parts.push(part)
    return parts
  }
  const note = 'Fever, dé\uD83D\uDE00 vu.\r\n  \nNo cough.\n\n'
  const long = note.repeat(Math.ceil((20 << 20) / Buffer.byteLength(note)))

  it('gives a short input whole, whatever it may be cut at', async () => {
    const path = fileWith(Buffer.from(note))

    expect(await partsOf(path, 'line')).toEqual([{name: path, text: note, damaged: false}])
  })

  it.each([
    ['a file', fileWith],
    ['a pipe', pipeWith],
    ['a pipe that is filled in uneven pieces', unevenPipeWith],
  ])('cuts %s at the same places whether this process is busy meanwhile or not', async (_, inputWith) => {
    const unhurried = await partsOf(fileWith(Buffer.from(long)), 'line')

    const parts: InputText[] = []
    const reading = (async () => {
      for await (const part of readParts(inputWith(Buffer.from(long)), () => 'line')) parts.push(part)
    })()
    for (let i = 0; i < 8; i++) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      for (const until = performance.now() + 300; performance.now() < until; );
    }
    await reading

    expect(parts.map(({text}) => text.length)).toEqual(unhurried.map(({text}) => text.length))
  })

  it.each([
    ['paragraph', Buffer.from(long)],
    ['line', gzipSync(long)],
  ] as const)('cuts a long input at a %s, each part where it stands', async (cut, bytes) => {
    const parts = await partsOf(fileWith(bytes), cut)

    expect(parts.length).toBeGreaterThan(2)
    expect(parts.map(({text}) => text).join('') === long).toBe(true)
    let before = ''
    for (const {origin, text} of parts) {
      expect(origin?.utf16).toBe(before.length)
      expect(origin?.byte).toBe(Buffer.byteLength(before))
      expect(origin?.lines).toBe(before.split('\n').length - 1)
      expect(before === '' || (cut === 'line' ? before.endsWith('\n') : /\n\s*\n$/.test(before))).toBe(true)
      before += text
    }
  })

  it('cuts a text without any line end between characters', async () => {
    const text = `a${'\u{1F600}'.repeat(9 << 20)}`

    const parts = await partsOf(fileWith(Buffer.from(text)), 'paragraph')

    expect(parts.length).toBeGreaterThan(1)
    expect(parts.every((part) => part.text.isWellFormed())).toBe(true)
    expect(parts.map((part) => part.text).join('') === text).toBe(true)
  })

  it('reads what cannot be cut whole', async () => {
    expect(await partsOf(fileWith(Buffer.from(long)), undefined)).toHaveLength(1)
  })

  it('gives the parts before a damaged end', async () => {
    // random, so that it is long in gzip, too
    const lines = Array.from({length: 1 << 20}, (_, i) => Math.sin(i).toString(36)).join('\n')
    const cut = fileWith(gzipSync(lines).subarray(0, -1000))
    const parts: string[] = []

    const reading = (async () => {
      for await (const {text} of readParts(cut, () => 'line')) parts.push(text)
    })()

    await expect(reading).rejects.toMatchObject({code: 'INPUT_DAMAGED', exitCode: 3})
    expect(parts.join('')).toBe(lines.slice(0, parts.join('').length))
    expect(parts.length).toBeGreaterThan(0)
  })
})
