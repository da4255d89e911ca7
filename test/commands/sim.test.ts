import {describe, expect, inject, it} from 'vitest'
import {runBiolord} from '../helpers/run-process.js'

const home = inject('demoHome')
const sim = (args: readonly string[], stdin?: string) => runBiolord(['sim', ...args], {home, stdin})

describe('biolord sim', () => {
  it('prints one number, larger for texts that mean the same', async () => {
    const near = await sim(['heart attack', 'myocardial infarction'])
    const far = await sim(['heart attack', 'ingrown toenail'])

    expect(near).toMatchObject({status: 0, stderr: ''})
    expect(near.stdout).toMatch(/^0\.\d{4}\n$/)
    expect(Number(near.stdout)).toBeGreaterThan(Number(far.stdout) + 0.2)
  })

  it('is 1 for equal texts and the same both ways', async () => {
    expect((await sim(['fever', 'fever'])).stdout).toBe('1.0000\n')
    expect((await sim(['fever', 'chills'])).stdout).toBe((await sim(['chills', 'fever'])).stdout)
  })

  it('adds the cosine of each pair as a third column and skips other lines', async () => {
    const {status, stderr, stdout} = await sim(['--pairs', '-'], 'fever\tpyrexia\nno pair\nfever\tfever\n')

    expect(stdout.split('\n').map((line) => line.split('\t').length)).toEqual([3, 3, 1])
    expect(stdout).toContain('fever\tfever\t1.0000\n')
    expect(stderr).toContain('-:2: ')
    expect(status).toBe(0)
    expect((await sim(['--pairs', '-', '--strict'], 'fever\tfever\nno pair\n')).status).toBe(3)
    expect((await sim(['--pairs', '-', '--strict'], 'no pair\n')).status).toBe(3)
  })

  it('passes over a pair of which one is empty, and ends with 3 where there is no pair at all', async () => {
    const half = await sim(['--pairs', '-'], 'fever\t\n \tfever\nfever\tfever\n')
    const none = await sim(['--pairs', '-'], 'a,b\n'.repeat(30))

    expect(half).toMatchObject({status: 0, stdout: 'fever\tfever\t1.0000\n'})
    expect(half.stderr.split('\n').filter((line) => line.includes('skipped'))).toHaveLength(2)
    expect(none).toMatchObject({status: 3, stdout: ''})
    expect(none.stderr).toContain('10 more skipped')
  })

  it('says where the encoder cannot tell two texts apart, and not where they are the same words', async () => {
    const unread = await sim(['😀', '🏥'])
    const same = await sim(['Fièvre', 'fievre'])

    expect([unread.status, unread.stdout, same.stdout]).toEqual([0, '1.0000\n', '1.0000\n'])
    expect(unread.stderr).toMatch(/^biolord: Other texts, but the same to the encoder/u)
    expect(same.stderr).toBe('')
  })

  it('compares all with all', async () => {
    const {stdout} = await sim(['--matrix', 'fever', 'pyrexia', 'fever'])

    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'))
    expect(rows.map((row) => row.length)).toEqual([4, 4, 4, 4])
    expect(rows[1]?.[3]).toBe('1.0000')
    expect(rows[1]?.[2]).toBe(rows[2]?.[1])
  })

  it('turns --min into an exit status', async () => {
    expect((await sim(['fever', 'fever', '--min', '0.9'])).status).toBe(0)
    expect((await sim(['fever', 'toenail', '--min', '0.9'])).status).toBe(1)
  })

  it('gives an object under --json', async () => {
    expect(JSON.parse((await sim(['fever', 'fever', '--json'])).stdout)).toEqual({
      a: 'fever',
      b: 'fever',
      cosine: 1,
    })
  })

  it.each([
    [[]],
    [['one']],
    [['a', 'b', 'c']],
    [['a', 'b', '--min', 'x']],
    [['--matrix', 'a']],
    [['a', '--pairs', '-']],
    [['', '']],
    [['fever', ' ']],
  ])('refuses %j with 2', async (args) => {
    expect(await sim(args)).toMatchObject({status: 2, stdout: ''})
  })

  it.each(['😀', '\u0000', 'x'.repeat(100_000)])('takes any text: %j', async (text) => {
    const {status, stdout} = await sim([text.replace('\u0000', '\u0001'), 'fever'])

    expect(status).toBe(0)
    expect(Number.isFinite(Number(stdout))).toBe(true)
  })

  it('says which model is missing with 5', async () => {
    const {status, stderr} = await sim(['a', 'b', '--model', 'nosuch'])

    expect(status).toBe(5)
    expect(stderr).toContain('nosuch')
  })
})
