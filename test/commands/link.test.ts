import {spawn} from 'node:child_process'
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, inject, it} from 'vitest'
import type {LinkedMention} from '../../src/domain/mention.js'
import type {ConceptSummary} from '../../src/output/summarise.js'
import {packageRoot, runBiolord, startBiolord} from '../helpers/run-process.js'
import {temporaryFolder} from '../helpers/temporary-folder.js'

const home = inject('demoHome')
const note = join(packageRoot, 'ontologies', 'demo-notes', 'clinic-note.txt')

async function linkJson(args: readonly string[], stdin = ''): Promise<LinkedMention[]> {
  const {status, stderr, stdout} = await runBiolord(['link', ...args, '--format', 'jsonl'], {home, stdin})
  expect({status, stderr}).toEqual({status: 0, stderr: ''})
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

describe('biolord link', () => {
  it('links the note that ships, with offsets that slice to the text', async () => {
    const text = readFileSync(note, 'utf8')

    const mentions = await linkJson([note])

    expect(mentions.length).toBeGreaterThan(15)
    expect(mentions.map(({end, start}) => text.slice(start, end))).toEqual(
      mentions.map((mention) => mention.text),
    )
    expect(mentions.some(({concept}) => concept?.name.toLowerCase() === 'cat scratch disease')).toBe(true)
    expect(mentions.some(({assertion}) => assertion.negated)).toBe(true)
  })

  it('prints twelve columns without a head in a pipe, the head on request', async () => {
    const bare = await runBiolord(['link'], {home, stdin: 'Fever and\ta cough.'})
    const headed = await runBiolord(['link', '--header'], {home, stdin: 'Fever and\ta cough.'})

    expect(
      bare.stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split('\t').length),
    ).toEqual([12, 12])
    expect(headed.stdout).toBe(
      `doc\tline\tstart\tend\ttext\tscore\tcosine\tmatch\tid\tname\tsource\ttype\n${bare.stdout}`,
    )
    expect(bare.stdout.split('\t').slice(0, 5)).toEqual(['-', '1', '0', '5', 'Fever'])
  })

  it('adds the columns that are asked for, and says which flags a format has no place for', async () => {
    const args = ['--assertion', '--section', '--sentence']
    const stdin = 'FAMILY HISTORY:\nNo asthma.\n'
    const tsv = await runBiolord(['link', ...args, '--header'], {home, stdin})
    const mmi = await runBiolord(['link', ...args, '--top', '3', '--format', 'mmi'], {home, stdin})

    expect(tsv.stderr).toBe('')
    expect(tsv.stdout.split('\n').map((line) => line.split('\t').slice(12))).toEqual([
      ['assertion', 'section', 'sentence'],
      ['negated family', 'family-history', '16-26'],
      [],
    ])
    expect(mmi.status).toBe(0)
    expect(mmi.stdout).toContain('Asthma')
    expect(mmi.stderr).toBe(
      'biolord: mmi has no place for --section: tsv, csv, jsonl have.\n' +
        'biolord: mmi has no place for --sentence: tsv, csv, jsonl have.\n' +
        'biolord: mmi has no place for --top: jsonl, html have.\n',
    )
  })

  it('says that --json leaves --format out', async () => {
    const {status, stderr, stdout} = await runBiolord(['link', '--json', '--format', 'csv'], {
      home,
      stdin: 'asthma\n',
    })

    expect(status).toBe(0)
    expect(stderr).toBe('biolord: --json says how to print; --format csv is not used.\n')
    expect(JSON.parse(stdout)).toHaveLength(1)
  })

  it.each([
    ['--mentions', '--from', 'jsonl'],
    ['--ignore', '-'],
  ])('refuses what would be misread: %s %s %s', async (...args) => {
    const {status, stderr, stdout} = await runBiolord(['link', ...args], {home, stdin: 'fever\n'})

    expect({status, stdout}).toEqual({status: 2, stdout: ''})
    expect(stderr).toMatch(/^biolord: .+\n.+\n$/u)
  })

  it('reads a table with a column of texts as a list of mentions', async () => {
    const path = join(temporaryFolder(), 'list.csv')
    writeFileSync(path, 'id,text\n1,fever\n')

    const {stdout} = await runBiolord(['link', '--mentions', path], {home})

    expect(stdout.split('\t').slice(1, 5)).toEqual(['2', '0', '5', 'fever'])
  })

  it('tells of lines without a text in what is called JSON Lines', async () => {
    const path = join(temporaryFolder(), 'notes.jsonl')
    writeFileSync(path, '{"body":"fever"}\n{"text":"fever"}\n')

    const {status, stderr, stdout} = await runBiolord(['link', path], {home})

    expect(stdout.split('\n').filter(Boolean)).toHaveLength(1)
    expect({status, stderr}).toEqual({
      status: 0,
      stderr: `biolord: ${path}:1: skipped: no string field "text".\n`,
    })
  })

  it('never writes over what it reads', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'note.txt')
    writeFileSync(path, 'Fever\r\nand a cough.\r\n')

    const args = ['link', path, '--format', 'brat', '--out', folder, '--replace']
    const {status, stderr} = await runBiolord(args, {home})

    expect(status).toBe(2)
    expect(stderr).toContain(`${path} is what is read`)
    expect(readFileSync(path, 'utf8')).toBe('Fever\r\nand a cough.\r\n')
    expect(readdirSync(folder)).toEqual(['note.txt'])
  })

  it('keeps what is denied apart in a narrow terminal', async () => {
    const {stdout} = await runBiolord(['link', '--format', 'table'], {
      home,
      stdin: 'No fever.',
      env: {COLUMNS: '40'},
    })

    expect(stdout).toMatch(/fever .*negat/u)
  })

  it('keeps the keys of the contract in their order', async () => {
    const [mention] = await linkJson(['--mentions'], 'fever\n')

    expect(Object.keys(mention ?? {})).toEqual([
      'doc',
      'line',
      'start',
      'end',
      'text',
      'score',
      'cosine',
      'match',
      'concept',
      'assertion',
      'candidates',
    ])
    expect(Object.keys(mention?.concept ?? {})).toEqual(['id', 'name', 'source', 'type', 'types'])
    expect(Object.keys(mention?.assertion ?? {})).toEqual([
      'negated',
      'uncertain',
      'hypothetical',
      'historical',
      'family',
    ])
    expect(Object.keys(mention?.candidates[0] ?? {})).toEqual([
      'id',
      'name',
      'term',
      'source',
      'score',
      'cosine',
    ])
  })

  it('gives exactly one result a line for mentions', async () => {
    const mentions = await linkJson(['--mentions', '--top', '3'], 'heart attack\n\nqqqq zzzz\nfevers\n')

    expect(mentions.map(({line, text}) => [line, text])).toEqual([
      [1, 'heart attack'],
      [2, ''],
      [3, 'qqqq zzzz'],
      [4, 'fevers'],
    ])
    expect(mentions[1]?.concept).toBeNull()
    expect(mentions[3]?.match).toBe('normalised')
    expect(mentions[0]?.candidates).toHaveLength(3)
  })

  it('finds the same names in free text, however many candidates are listed', async () => {
    const text = 'Fever and chest pain. No cough, no rash; heart attack in the past.'

    const mentions = await linkJson([], text)
    const listed = await linkJson(['--top', '3'], text)
    const plain = await linkJson(['--top', '3', '--no-dense'], text)

    const linksOf = (all: typeof mentions) => all.map(({concept, text}) => [text, concept?.id])
    expect(mentions.length).toBeGreaterThan(3)
    expect(linksOf(listed)).toEqual(linksOf(mentions))
    expect(linksOf(plain)).toEqual(linksOf(mentions))
    expect(listed.some(({candidates}) => candidates.length === 3)).toBe(true)
  })

  it('never answers NIL at threshold 0', async () => {
    const mentions = await linkJson(['--mentions', '--threshold', '0'], 'qqqq zzzz\n')

    expect(mentions[0]?.concept).not.toBeNull()
  })

  it('counts offsets in the unit that is asked for', async () => {
    const text = '😀 fever'

    const starts = await Promise.all(
      ['utf16', 'codepoint', 'byte'].map(
        async (unit) => (await linkJson(['--offsets', unit], text))[0]?.start,
      ),
    )

    expect(starts).toEqual([3, 2, 5])
  })

  it('answers with concepts of the types that are asked for', async () => {
    const mentions = await linkJson(['--type', 'DISORDER', note])

    expect(mentions.length).toBeGreaterThan(3)
    expect(mentions.every(({concept}) => concept?.types.includes('disorder'))).toBe(true)
  })

  it('reads JSON Lines documents', async () => {
    const mentions = await linkJson([], '{"id":"a","text":"fever"}\n{"doc_id":"b","text":"no cough"}\n')

    expect(mentions.map(({doc, text}) => [doc, text])).toEqual([
      ['a', 'fever'],
      ['b', 'cough'],
    ])
  })

  it('sums up a document, as JSON too', async () => {
    const args = ['link', '--no-dense', '--summary', note]

    const lines = await runBiolord(args, {home})
    const json = await runBiolord([...args, '--json'], {home})

    const rows = lines.stdout.split('\n').filter(Boolean)
    const summaries: ConceptSummary[] = JSON.parse(json.stdout)
    expect(rows.map((row) => row.split('\t')[1])).toEqual(summaries.map(({concept}) => concept.id))
    expect(summaries.length).toBeGreaterThan(15)
    expect(summaries.some(({assertions}) => assertions.negated > 0)).toBe(true)
  })

  it('refuses to sum up in a format of mentions', async () => {
    const {status, stdout} = await runBiolord(['link', '--summary', '-f', 'html'], {home, stdin: 'fever'})

    expect({status, stdout}).toEqual({status: 2, stdout: ''})
  })

  it('gives exactly one result a mention that the input marks', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a.txt'), 'No 😀 fever of qqqq zzzz, fever.')
    const places = ['T1\tSign 5 10\tfever', 'T2\tSign 14 23\tqqqq zzzz', 'T3\tSign 25 30\tfever']
    writeFileSync(join(folder, 'a.ann'), places.map((line) => `${line}\n`).join(''))
    const bioc = join(folder, 'bioc.xml')

    const mentions = await linkJson(['--spans', join(folder, 'a.ann')])
    const written = await runBiolord(['link', '--spans', join(folder, 'a.ann'), '-f', 'bioc-xml'], {home})
    writeFileSync(bioc, written.stdout)

    expect(mentions.map(({end, start}) => [start, end])).toEqual([
      [6, 11],
      [15, 24],
      [26, 31],
    ])
    expect(mentions.map(({concept}) => concept !== null)).toEqual([true, false, true])
    expect(mentions[0]?.assertion.negated).toBe(true)
    expect(await linkJson(['--spans', bioc])).toEqual(mentions)
  })

  it('links a marked mention to concepts of its own type where it is asked to', async () => {
    const file = join(temporaryFolder(), 'typed.jsonl')
    const mentions = ['finding', 'disorder', 'Sign', undefined].map((type) => ({start: 0, end: 5, type}))
    writeFileSync(file, `${JSON.stringify({id: 'd', text: 'Fever', mentions})}\n`)
    const args = ['link', '--spans', '--span-types', '--threshold', '0', '-f', 'jsonl', file]

    const {status, stderr, stdout} = await runBiolord(args, {home})

    const linked: LinkedMention[] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const [finding, disorder, unknown, untyped] = linked.map(({concept}) => concept)
    expect(finding?.name).toBe('Fever')
    expect(disorder?.types).toEqual(['disorder'])
    expect([unknown, untyped]).toEqual([finding, finding])
    expect(stderr).toBe(
      'biolord: d: no concept of the index is of the type Sign: such mentions link to any.\n',
    )
    expect(status).toBe(0)
  })

  it('goes on after an input that marks no mentions or is cut off', async () => {
    const folder = temporaryFolder()
    const [text, cut, good] = ['a.txt', 'b.json', 'c.pubtator'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    writeFileSync(text, 'Fever.')
    writeFileSync(cut, '{"source":"x","documents":[{"id":"1","passages":[{"offset":0,"text":"Secret')
    writeFileSync(good, '1|t|Fever\n1|a|\n1\t0\t5\tFever\tX\t-\n1\t0\t4\tSecret\tX\t-\n')

    const {status, stderr, stdout} = await runBiolord(['link', '--spans', text, cut, good], {home})

    expect(status).toBe(3)
    expect(stdout.split('\n').filter(Boolean)).toHaveLength(1)
    expect(stderr).toContain('a.txt marks no mentions.')
    expect(stderr).toContain('b.json holds no BioC documents')
    expect(stderr).toContain('c.pubtator:4: skipped: the text at its offsets is another.')
    expect(stderr).not.toContain('Secret')
  })

  it('ends with 3 after an input of which every line is skipped, and not after one good line', async () => {
    const bad = '{"text":7}\nSecret\n'
    const good = '{"text":"Fever."}\n'
    const path = join(temporaryFolder(), 'bad.jsonl')
    writeFileSync(path, bad)

    const [all, some] = [
      await runBiolord(['link', '--from', 'jsonl', path, '-'], {home, stdin: good}),
      await runBiolord(['link', '--from', 'jsonl', '-'], {home, stdin: bad + good}),
    ]

    expect([all.status, some.status]).toEqual([3, 0])
    expect(all.stdout).toContain('Fever')
    expect(some.stdout).toContain('Fever')
    expect(all.stderr).toContain(
      `bad.jsonl:2: skipped: not valid JSON.\nbiolord: Nothing of ${path} can be used.`,
    )
    expect(some.stderr).not.toContain('Nothing of')
    expect(all.stderr + some.stderr).not.toContain('Secret')
  })

  it('links what it can and ends with 3 when a file is missing', async () => {
    const {status, stderr, stdout} = await runBiolord(['link', 'missing.txt', note], {home})

    expect(status).toBe(3)
    expect(stderr).toContain('There is no file missing.txt.')
    expect(stdout.split('\n').length).toBeGreaterThan(10)
  })

  it.each([
    ['a folder', (folder: string) => folder],
    [
      'a binary file',
      (folder: string) => {
        const path = join(folder, 'x.bin')
        writeFileSync(path, Buffer.from([1, 0, 2, 0]))
        return path
      },
    ],
  ])('refuses %s with 3', async (_what, make) => {
    const {status, stderr, stdout} = await runBiolord(['link', make(temporaryFolder())], {home})

    expect({status, stdout}).toEqual({status: 3, stdout: ''})
    expect(stderr).toMatch(/is a folder|is not a text file/)
  })

  it('reads bytes that are not UTF-8 with a warning', async () => {
    const path = join(temporaryFolder(), 'latin1.txt')
    writeFileSync(path, Buffer.concat([Buffer.from('caf'), Buffer.from([0xe9]), Buffer.from(' and fever')]))

    const {status, stderr, stdout} = await runBiolord(['link', path], {home})

    expect(status).toBe(0)
    expect(stderr).toContain('not UTF-8')
    expect(stdout).toContain('fever')
  })

  it.each(['', '   \n\t\n', '😀😀😀', '\u200b\u0301'])('prints nothing for %j', async (stdin) => {
    expect(await runBiolord(['link'], {home, stdin})).toEqual({status: 0, stdout: '', stderr: ''})
  })

  it('says in one sentence that there is no index, and how to build one', async () => {
    const {status, stderr, stdout} = await runBiolord(['link'], {home: temporaryFolder(), stdin: 'fever'})

    expect({status, stdout}).toEqual({status: 4, stdout: ''})
    expect(stderr).toMatch(/No index has been built yet/)
    expect(stderr).toContain('biolord index --demo')
  })

  it.each([
    [['--threshold', '2']],
    [['--top', '0']],
    [['--format', 'xml']],
    [['--source', 'nosuch']],
    [['--spans', '--mentions']],
    [['--span-types']],
    [['--span-types', '--spans', '--type', 'finding']],
    [['--nosuch']],
  ])('refuses %j with 2', async (args) => {
    const {status, stderr, stdout} = await runBiolord(['link', ...args], {home, stdin: 'fever'})

    expect({status, stdout}).toEqual({status: 2, stdout: ''})
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it('writes files for each document into a folder and replaces none unasked', async () => {
    const folder = join(temporaryFolder(), 'out')
    const stdin = '{"id":"x/a.txt","text":"fever"}\n{"id":"b","text":"no cough"}\n'
    const args = ['link', '--format', 'brat', '--out', folder]

    const first = await runBiolord(args, {home, stdin})
    const second = await runBiolord(args, {home, stdin})

    expect(first).toEqual({status: 0, stdout: '', stderr: ''})
    expect(readdirSync(folder)).toEqual(['a.ann', 'a.txt', 'b.ann', 'b.txt'])
    expect(readFileSync(join(folder, 'b.ann'), 'utf8')).toMatch(
      /^T1\t\w+ 3 8\tcough\nN1\tReference T1 .*\nA1\tNegated T1\n/,
    )
    expect(second.status).toBe(2)
    expect(second.stderr).toContain('there already')
  })

  it('tells errors as JSON on stderr under --json', async () => {
    const {status, stderr, stdout} = await runBiolord(['link', '--index', 'nosuch', '--json'], {
      home,
      stdin: 'fever',
    })

    expect({status, stdout}).toEqual({status: 4, stdout: ''})
    expect(JSON.parse(stderr).error).toMatchObject({
      code: 'INDEX_MISSING',
      exitCode: 4,
      name: 'IndexMissingError',
    })
  })

  it('ends quietly when its reader has enough', async () => {
    const child = startBiolord(['link', '--mentions', '--format', 'jsonl'], {home})
    let stderr = ''
    child.stderr.on('data', (piece) => {
      stderr += piece
    })
    child.stdin.on('error', () => {})
    child.stdin.end('fever\n'.repeat(50_000))

    child.stdout.once('data', () => child.stdout.destroy())
    const status = await new Promise((resolve) => child.on('close', resolve))

    expect({status, stderr}).toEqual({status: 0, stderr: ''})
  })

  it('refuses a model that is not the one of the index', async () => {
    const {status, stderr} = await runBiolord(['link', '--model', '/nosuch'], {home, stdin: 'fever'})

    expect(status).toBe(5)
    expect(stderr).toContain('no model')
  })
})

describe('biolord link and devices', () => {
  it.skipIf(process.platform === 'win32')('refuses a device without an end at once', async () => {
    const {status, stderr} = await runBiolord(['link', '/dev/zero'], {home})

    expect(status).toBe(3)
    expect(stderr).toContain('is not a text file')
  })

  it.skipIf(!existsSync('/dev/full'))(
    'says without a stack trace that results cannot be written',
    async () => {
      const {status, stderr} = await new Promise<{status: number | null; stderr: string}>((resolve) => {
        const child = spawn('sh', ['-c', `"${process.execPath}" bin/run.js sim a b >/dev/full`], {
          cwd: packageRoot,
        })
        let stderr = ''
        child.stderr.on('data', (piece) => {
          stderr += piece
        })
        child.on('close', (status) => resolve({status, stderr}))
      })

      expect(status).toBe(1)
      expect(stderr).toContain('cannot be written (ENOSPC)')
      expect(stderr).not.toMatch(/\n\s+at /)
    },
  )

  it.skipIf(process.platform === 'win32')(
    'says that results were cut short where a file may grow no further',
    async () => {
      const path = join(temporaryFolder(), 'links.tsv')
      const command = `ulimit -f 4; "${process.execPath}" bin/run.js link ontologies/demo-notes/*.txt --index demo --json >"${path}"`
      const child = spawn('bash', ['-c', command], {
        cwd: packageRoot,
        env: {...process.env, BIOLORD_HOME: home},
      })
      let stderr = ''
      child.stderr.on('data', (piece) => {
        stderr += piece
      })
      const status = await new Promise((resolve) => child.on('close', resolve))

      expect(status).toBe(1)
      expect(stderr).toContain('cannot be written (EFBIG)')
    },
  )
})
