import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, inject, it} from 'vitest'
import {runBiolord} from '../helpers/run-process.js'
import {temporaryFolder} from '../helpers/temporary-folder.js'

const home = inject('demoHome')
const run = (args: readonly string[], stdin?: string) => runBiolord(args, {home, stdin})
const rowsOf = (stdout: string) =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'))

describe('biolord search', () => {
  it('lists the nearest concepts, best first', async () => {
    const {status, stderr, stdout} = await run(['search', 'heart', 'attack', '--top', '3'])

    const rows = rowsOf(stdout)
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    expect(rows).toHaveLength(3)
    expect(rows[0]?.[3]?.toLowerCase()).toBe('myocardial infarction')
    expect(rows.map(([score]) => Number(score))).toEqual(
      rows.map(([score]) => Number(score)).sort((a, b) => b - a),
    )
  })

  it.each(['exact', 'usearch', 'hnswlib'])(
    'answers the same or refuses clearly with --engine %s',
    async (engine) => {
      const free = await run(['search', 'swollen knee'])
      const forced = await run(['search', 'swollen knee', '--engine', engine])

      if (forced.status === 0) expect(forced.stdout).toBe(free.stdout)
      else expect(forced).toMatchObject({status: 2, stdout: ''})
    },
  )

  it('finds names that hold all words with --words, without scores', async () => {
    const {status, stderr, stdout} = await run(['search', 'INFARCTION', '"myocard', '--words', '--top', '2'])
    const json = JSON.parse((await run(['search', 'infarction', 'myocard', '--words', '--json'])).stdout)

    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    expect(rowsOf(stdout)[0]?.slice(0, 2)).toEqual(['', ''])
    expect(rowsOf(stdout)[0]?.[3]?.toLowerCase()).toBe('myocardial infarction')
    expect(json[0]).toMatchObject({id: rowsOf(stdout)[0]?.[2], score: null, cosine: null})
    expect(await run(['search', '"', '--words'])).toMatchObject({status: 0, stdout: ''})
    expect(await run(['search', 'x', '--words', '--engine', 'exact'])).toMatchObject({status: 2})
  })

  it.each([[[]], [['  ']]])('refuses the query %j with 2', async (query) => {
    expect(await run(['search', ...query])).toMatchObject({status: 2, stdout: ''})
  })
})

describe('biolord show', () => {
  it('shows what is known of a concept', async () => {
    const [row] = rowsOf((await run(['search', 'cat scratch disease', '--top', '1'])).stdout)
    const id = row?.[2] as string

    const {status, stdout} = await run(['show', id])
    const json = JSON.parse((await run(['show', id, '--json'])).stdout)

    expect(status).toBe(0)
    expect(stdout.toLowerCase()).toContain('bartonellosis')
    expect(stdout).toContain('CSD')
    expect(json[0]).toMatchObject({id, source: 'demo', active: true, types: ['disorder']})
  })

  it('prints nothing for a concept that is not there', async () => {
    const {status, stderr, stdout} = await run(['show', 'NO:SUCH'])

    expect({status, stdout}).toEqual({status: 0, stdout: ''})
    expect(stderr).toContain('has no concept NO:SUCH')
  })
})

describe('biolord embed', () => {
  it('gives unit vectors, one object a line', async () => {
    const {stdout} = await run(['embed'], 'fever\n\nkidney stone\n')

    const objects = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(objects.map(({text}) => text)).toEqual(['fever', '', 'kidney stone'])
    for (const {embedding} of objects) {
      expect(embedding).toHaveLength(384)
      expect(Math.hypot(...embedding)).toBeCloseTo(1, 5)
    }
  })

  it('gives CSV with the text first', async () => {
    const {stdout} = await run(['embed', '--format', 'csv'], 'pain, severe\n')

    expect(stdout.startsWith('"pain, severe",')).toBe(true)
    expect(stdout.split(',')).toHaveLength(386)
  })

  it('refuses a precision that the model does not have with 5', async () => {
    const {status, stderr} = await run(['embed', '--precision', 'fp32'], 'fever\n')

    expect(status).toBe(5)
    expect(stderr).toContain('fp32')
  })
})

describe('biolord indexes', () => {
  it('lists, chooses and removes', async () => {
    const own = temporaryFolder()
    const here = (args: readonly string[]) => runBiolord(args, {home: own})
    expect((await here(['indexes', 'list'])).stderr).toContain('No index has been built yet')
    await here(['index', '--demo', '--name', 'one', '--engine', 'exact'])
    await here(['index', '--demo', '--name', 'two', '--engine', 'exact'])

    await here(['indexes', 'use', 'one'])
    const listed = rowsOf((await here(['indexes', 'list'])).stdout)
    const removed = await here(['indexes', 'remove', 'one'])
    const after = rowsOf((await here(['indexes', 'list'])).stdout)

    expect(listed.map(([name, , , , , , chosen]) => [name, chosen])).toEqual([
      ['one', 'default'],
      ['two', ''],
    ])
    expect(removed.status).toBe(0)
    expect(after.map(([name]) => name)).toEqual(['two'])
  })

  it('says what an index holds', async () => {
    const {stdout} = await run(['indexes', 'info', 'demo'])
    const json = JSON.parse((await run(['indexes', 'info', 'demo', '--json'])).stdout)

    expect(stdout).toContain('open-mini int8')
    expect(json.sources).toMatchObject([{code: 'demo', format: 'snomed-rf2', release: '20260101'}])
  })

  it('finds a whole index whole', async () => {
    expect(await run(['indexes', 'verify', 'demo'])).toMatchObject({status: 0, stdout: ''})
  })

  it.each(['use', 'remove', 'verify', 'info'])('%s says with 4 which index is missing', async (verb) => {
    const {status, stderr} = await run(['indexes', verb, 'nosuch'])

    expect(status).toBe(4)
    expect(stderr).toContain('nosuch')
  })
})

describe('several indexes at once', () => {
  it('links against all that are named', async () => {
    const own = temporaryFolder()
    writeFileSync(
      join(own, 'own.obo'),
      'format-version: 1.2\nontology: own\n\n[Term]\nid: OWN:1\nname: Zebra pox\n',
    )
    await runBiolord(['index', join(own, 'own.obo')], {home: own})
    const demo = join(home, 'indexes', 'demo')

    const {stderr, stdout} = await runBiolord(['link', '--index', 'own', '--index', demo], {
      home: own,
      stdin: 'Zebra pox and fever.',
    })

    expect(stderr).toBe('')
    expect(rowsOf(stdout).map((row) => [row[4], row[10]])).toEqual([
      ['Zebra pox', 'own'],
      ['fever', 'demo'],
    ])
  })
})

describe('biolord doctor', () => {
  it('says what works', async () => {
    const {status, stdout} = await run(['doctor'])

    expect(status).toBe(0)
    expect(stdout).toMatch(/^ok {7}encoder: open-mini int8/m)
    expect(stdout).toMatch(/^ok {7}index demo: /m)
  })
})
