import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, inject, it} from 'vitest'
import {packageRoot, runBiolord, startBiolord} from '../helpers/run-process.js'
import {temporaryFolder} from '../helpers/temporary-folder.js'

const home = inject('demoHome')
const note = readFileSync(join(packageRoot, 'ontologies', 'demo-notes', 'clinic-note.txt'), 'utf8')

function fileOf(text: string): string {
  const path = join(temporaryFolder(), 'input')
  writeFileSync(path, text)
  return path
}

async function link(args: readonly string[]): Promise<string> {
  const {status, stderr, stdout} = await runBiolord(['link', ...args], {home})
  expect({status, stderr}).toEqual({status: 0, stderr: ''})
  return stdout
}

it('links a long list the same in one thread and in several', async () => {
  const mentions = ['Fever', 'no such thing', 'kidny stone', 'Chest pain', 'pain behind the breastbone']
  const path = fileOf(Array.from({length: 12_000}, (_, i) => mentions[i % mentions.length]).join('\n'))

  const [one, several] = [
    await link(['--mentions', path, '--threads', '1']),
    await link(['--mentions', path, '--threads', '3']),
  ]

  expect(several === one).toBe(true)
  expect(one.split('\n')).toHaveLength(12_001)
})

it('links many documents the same in one thread and in several', async () => {
  const lines = Array.from({length: 150}, (_, i) => JSON.stringify({id: `n${i}`, text: note.slice(i)}))
  const path = fileOf(lines.join('\n'))
  const args = [path, '--format', 'jsonl', '--explain', '--section', '--no-dense']

  const [one, several] = [await link([...args, '--threads', '1']), await link([...args, '--threads', '2'])]

  expect(several === one).toBe(true)
  expect(one.split('\n').length).toBeGreaterThan(1500)
})

it('links one long document the same in one thread and in several', async () => {
  const path = fileOf(note.repeat(400))
  const args = [path, '--no-dense', '--section', '--sentence', '--format', 'jsonl']

  const [one, several] = [await link([...args, '--threads', '1']), await link([...args, '--threads', '3'])]

  expect(several === one).toBe(true)
  const whole = readFileSync(path, 'utf8')
  const mentions = one
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(mentions.length).toBeGreaterThan(4000)
  expect(mentions.filter(({end, start, text}) => whole.slice(start, end) !== text)).toEqual([])
})

it.each([
  ['line by line', ['--mentions'], ['Fever\n', 'Chills\n']],
  ['JSON Lines', [], ['{"id":"a","text":"Fever."}\n', '{"id":"b","text":"Chills."}\n']],
  ['text', [], ['Fever since Monday.\n', 'Chills.\n']],
])('gives results of a pipe that stays open: %s', async (_, args, [first, second]) => {
  const child = startBiolord(['link', ...args], {home})
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (piece) => {
    out += piece
  })
  const until = async (text: string) => {
    while (!out.includes(text)) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.stdin.write(first as string)

  await until('Fever')
  child.stdin.write(second as string)
  await until('Chills')
  child.stdin.end()
  const status = await new Promise((resolve) => child.on('close', resolve))

  expect(status).toBe(0)
  if (args.length === 0) expect(out.split('\n')[1]?.split('\t')[0]).not.toBe('')
})

it('places what it finds in later parts of a long text', async () => {
  const filler = `${'='.repeat(70)}\n\n`.repeat(1000)
  const page = `${note}\n\n${filler}`
  const text = `${page.repeat(Math.ceil((10 << 20) / page.length))}Kidney stones 😀.\n`
  const path = fileOf(text)

  const rows = (await link([path, '--no-dense', '--offsets', 'byte'])).trimEnd().split('\n')

  const bytes = Buffer.from(text)
  for (const row of [rows[0], rows[rows.length >> 1], ...rows.slice(-3)]) {
    const [, line, start, end, found] = row?.split('\t') ?? []
    expect(bytes.subarray(Number(start), Number(end)).toString()).toBe(found)
    expect(bytes.subarray(0, Number(start)).toString().split('\n')).toHaveLength(Number(line))
  }
})
