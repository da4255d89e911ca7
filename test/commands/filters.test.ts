import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {runBiolord} from '../helpers/run-process.js'

const obo = `format-version: 1.2
ontology: tst

[Term]
id: TST:1
name: Disorder
namespace: disorder

[Term]
id: TST:2
name: Kidney disorder
namespace: disorder
is_a: TST:1

[Term]
id: TST:3
name: Kidney stone
synonym: "Nephrolithiasis" EXACT []
namespace: finding
is_a: TST:2

[Term]
id: TST:4
name: Fever
namespace: finding
is_a: TST:1
`

let home: string
let source: string
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'biolord-test-'))
  source = join(home, 'tst.obo')
  writeFileSync(source, obo)
  await runBiolord(['index', source, '--name', 'all', '--engine', 'exact'], {home})
})
afterAll(() => rmSync(home, {recursive: true}))

/** Ids that a search of the whole index finds. */
async function search(...filters: string[]): Promise<string[]> {
  const {stdout} = await runBiolord(['search', 'kidney', '--index', 'all', '--format', 'tsv', ...filters], {
    home,
  })
  return stdout
    .split('\n')
    .flatMap((line) => line.split('\t')[2] ?? [])
    .sort()
}

describe('filters of a search', () => {
  it.each([
    [[], ['TST:1', 'TST:2', 'TST:3', 'TST:4']],
    [
      ['--descendants-of', 'TST:2'],
      ['TST:2', 'TST:3'],
    ],
    [
      ['--ecl', '< TST:1 MINUS TST:4'],
      ['TST:2', 'TST:3'],
    ],
    [['--type', 'finding', '--exclude', 'descendants-of=tst_2'], ['TST:4']],
    [
      ['--include', 'type=finding', '--include', 'type=disorder', '--exclude', 'ecl=TST:1'],
      ['TST:2', 'TST:3', 'TST:4'],
    ],
  ])('%j', async (filters, ids) => {
    expect(await search(...filters)).toEqual(ids)
  })

  it.each([
    [['--type', 'fnding'], /no type fnding/],
    [['--ecl', '< TST:9'], /no concept TST:9/],
    [['--ecl', 'TST:1 : x = y'], /character 7 .*attribute refinement/],
    [['--refset', 'slim'], /no reference set slim/],
    [['--include', 'kind=x'], /unknown key/],
  ])('%j end with status 2 where nothing could be found by them', async (filters, message) => {
    const {status, stderr, stdout} = await runBiolord(['link', '--index', 'all', ...filters], {
      home,
      stdin: 'fever',
    })

    expect({status, stdout}).toEqual({status: 2, stdout: ''})
    expect(stderr).toMatch(message)
  })
})

describe('filters of a build', () => {
  it('leave out what they name, and the index says so', async () => {
    const filters = ['--include', 'descendants-of=TST:2', '--exclude', 'type=disorder']

    const built = await runBiolord(['index', source, '--name', 'few', '--engine', 'exact', ...filters], {
      home,
    })
    const info = await runBiolord(['indexes', 'info', 'few'], {home})
    const shown = await runBiolord(['show', 'TST:2', '--index', 'few'], {home})

    expect(built.stderr).toContain('Left out by filters: 3 concepts, 3 names.')
    expect(info.stdout).toMatch(
      /included +descendants-of=TST:2\nexcluded +type=disorder\nleft out +3 concepts, 3 names/,
    )
    expect(shown.stdout).toMatch(/^TST:2 {2}Kidney disorder {2}\(left out of this index\)/)
    expect(shown.stdout).toMatch(/children +TST:3/)
  })

  it.each([
    [['--include', 'type=nosuch'], /no type nosuch/],
    [['--include', 'descendants-of=TST:2', '--include', 'ecl=TST:4'], /leave out all of the 4 concepts/],
    [['--exclude', 'active=yes'], /history only/],
  ])('%j end with status 2 and write nothing', async (filters, message) => {
    const {status, stderr} = await runBiolord(['index', source, '--name', 'none', ...filters], {home})
    const listed = await runBiolord(['indexes', 'info', 'none'], {home})

    expect({status, found: listed.status}).toEqual({status: 2, found: 4})
    expect(stderr).toMatch(message)
  })
})
