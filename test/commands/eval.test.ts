import {mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {runBiolord} from '../helpers/run-process.js'

const obo = `format-version: 1.2
ontology: tiny

[Term]
id: TINY:1
name: kite elbow
alt_id: TINY:7

[Term]
id: TINY:2
name: sand in the shoe

[Term]
id: TINY:3
name: fever
`

const documents = [
  {
    doc_id: 'a',
    text: 'Kite elbow and fever.',
    mentions: [
      {start: 0, end: 10, ids: ['TINY:7'], type: 'Disease'},
      {start: 15, end: 20, ids: ['OTHER:1'], type: 'Sign'},
    ],
  },
  {doc_id: 'b', text: 'Sand in the shoe.', mentions: [{start: 0, end: 16, ids: ['TINY:2'], type: 'Disease'}]},
  {doc_id: 'c', text: 'Fever.', mentions: [{start: 0, end: 60, ids: ['TINY:3']}]},
]

let home: string
const run = (...args: readonly string[]) => runBiolord(['eval', ...args], {home, cwd: home})

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'biolord-test-'))
  writeFileSync(join(home, 'tiny.obo'), obo)
  writeFileSync(join(home, 'gold.jsonl.gz'), gzipSync(documents.map((one) => JSON.stringify(one)).join('\n')))
  writeFileSync(join(home, 'names.txt'), 'TINY:1||kite elbow\nTINY:3||fever\n')
  await runBiolord(['index', 'tiny.obo', '--engine', 'exact'], {home, cwd: home})
})

afterAll(() => rmSync(home, {recursive: true, force: true}))

describe('biolord eval', () => {
  it('measures what the gold allows and skips what it cannot use', async () => {
    const {status, stderr, stdout} = await run('gold.jsonl.gz', '--json', '--strict', '--no-dense')

    const {skipped, tasks} = JSON.parse(stdout)
    expect({status, stderr, skipped}).toEqual({
      status: 3,
      stderr: 'biolord: gold.jsonl.gz:3: skipped: mention 1 has no start and end inside the text.\n',
      skipped: 1,
    })
    expect(tasks.map(({task}: {task: string}) => task)).toEqual(['mentions', 'spans', 'text'])
    expect(tasks[0].counts).toMatchObject({documents: 2, mentions: 3, known: 2, unknown: 1})
    expect(tasks[0].measures['accuracy@1']).toEqual({value: 1, low: 1, high: 1})
  })

  it('reads a folder of BRAT, without what is not whole', async () => {
    mkdirSync(join(home, 'brat', 'more'), {recursive: true})
    for (const name of ['a', 'more/b']) {
      writeFileSync(join(home, 'brat', `${name}.txt`), 'Kite elbow.')
      const lines = ['T1\tX 0 10\tKite elbow', 'N1\tReference T1 TINY:1\tkite elbow']
      writeFileSync(join(home, 'brat', `${name}.ann`), lines.join('\n'))
    }

    const {status, stdout} = await run('brat', '--json', '--task', 'mentions', '--no-dense')

    expect(status).toBe(0)
    const [{counts, measures}] = JSON.parse(stdout).tasks
    expect(counts).toMatchObject({documents: 2, mentions: 2, known: 2})
    expect(measures['accuracy@1'].value).toBe(1)

    writeFileSync(join(home, 'brat', 'c.ann'), 'T1\tX 0 10\tKite elbow')
    const without = await run('brat', '--json', '--task', 'mentions', '--no-dense')

    expect(without.status).toBe(3)
    expect(without.stderr).toContain('c.txt')
    expect(JSON.parse(without.stdout).tasks[0].counts).toEqual(counts)
  })

  it('keeps to gold of a type, and writes what it is asked for', async () => {
    const args = ['gold.jsonl.gz', '--gold-type', 'disease', '--no-dense', '--header']

    const [first, second] = await Promise.all([
      run(...args, '--save', 'a.jsonl', '--errors', 'e.jsonl', '--plot', 'p.svg'),
      run(...args, '--save', 'b.jsonl'),
    ])

    expect(first.status).toBe(0)
    expect(second.stdout).toBe(first.stdout)
    expect(first.stdout).toMatch(
      /^task\tgroup\tcases\tmeasure\tvalue\tlow\thigh\nmentions\t\t\taccuracy@1\t1.000/,
    )
    for (const name of ['a.jsonl', 'e.jsonl', 'p.svg'])
      expect(statSync(join(home, name)).mode & 0o777, name).toBe(0o600)
    expect(readFileSync(join(home, 'p.svg'), 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/)

    const compared = await run('--compare', 'a.jsonl', 'b.jsonl', '--format', 'table')

    expect(compared.status).toBe(0)
    expect(compared.stdout).toMatch(/^A {2}a\.jsonl: gold\.jsonl\.gz, index tiny, /)
    expect(compared.stdout).toMatch(/accuracy@1 +1\.000 +1\.000 +0\.000 +0\.000 to 0\.000 +1\.000/)
  })

  it('links names alone, and refuses what they do not allow', async () => {
    const [compared, names, spans, other] = await Promise.all([
      run('names.txt', '--compare', 'a.jsonl', 'b.jsonl'),
      run('names.txt', '--format', 'table', '--drop-concepts', '0.5'),
      run('names.txt', '--task', 'spans'),
      run('names.txt', '--gold-type', 'x'),
    ])

    expect([compared.status, compared.stderr]).toEqual([
      2,
      'biolord: --compare takes saved runs, and names.txt would not be looked at.\nLeave it out.\n',
    ])
    expect(names.stdout).toContain('2 documents, 2 mentions, 1 known, 1 left out, 0 unknown, 0 without id')
    expect(names.stdout).toMatch(/NIL recall +1\.000/)
    expect([spans.status, spans.stderr]).toEqual([
      2,
      'biolord: --task spans cannot be measured with this gold.\nIt allows mentions.\n',
    ])
    expect([other.status, other.stderr]).toEqual([
      2,
      'biolord: names.txt has no gold mention of type x.\nIts mentions have no types.\n',
    ])
  })
})
