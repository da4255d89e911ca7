import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {runBiolord} from '../helpers/run-process.js'

const obo = `format-version: 1.2
ontology: tiny

[Term]
id: TINY:1
name: kite elbow
xref: ICD10CM:M77.1
xref: UMLS:C0000001

[Term]
id: TINY:2
name: sand in the shoe

[Term]
id: TINY:9
name: old kite elbow
is_obsolete: true
replaced_by: TINY:1
`

let home: string
const run = (args: readonly string[], stdin?: string) => runBiolord(args, {home, stdin})

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'biolord-test-'))
  writeFileSync(join(home, 'tiny.obo'), obo)
  await run(['index', join(home, 'tiny.obo'), '--engine', 'exact'])
})

afterAll(() => rmSync(home, {recursive: true, force: true}))

describe('biolord map', () => {
  it('prints the targets of concepts, for retired ids those of what replaced them', async () => {
    const {status, stderr, stdout} = await run(['map', 'TINY:1', 'TINY_9', '--to', 'ICD-10-CM'])

    expect({status, stderr, stdout}).toEqual({
      status: 0,
      stderr: '',
      stdout:
        'TINY:1\tM77.1\t\tICD10CM\txref\t\t\t\t\t\t\nTINY:9\tM77.1\t\tICD10CM\txref\t\t\t\t\tTINY:1\t\n',
    })
  })

  it('reads ids from standard input and names the columns on request', async () => {
    const {stdout} = await run(['map', '-', '--to', 'umls', '--header'], 'TINY:1\n\n')

    expect(stdout.split('\n').map((line) => line.split('\t')[1])).toEqual(['id', 'C0000001', undefined])
  })

  it('translates a code back into concepts, with dot or without', async () => {
    const {stdout} = await run(['map', 'M771', '--to', 'tiny', '--format', 'jsonl'])

    expect(JSON.parse(stdout)).toEqual({
      concept: {id: 'M771'},
      id: 'TINY:1',
      name: 'kite elbow',
      source: 'tiny',
      relation: 'xref',
      inverse: true,
    })
  })

  it('says on stderr what has no map, and ends with 0', async () => {
    const {status, stderr, stdout} = await run(['map', 'TINY:2', 'NO:SUCH', '--to', 'umls'])

    expect({status, stdout}).toEqual({status: 0, stdout: ''})
    expect(stderr).toContain('TINY:2 has no map to umls.')
    expect(stderr).toContain('no concept NO:SUCH')
  })

  it('refuses a vocabulary that nothing leads to with 2', async () => {
    const {status, stderr} = await run(['map', 'TINY:1', '--to', 'loinc'])

    expect(status).toBe(2)
    expect(stderr).toContain('There are: tiny, ICD10CM, UMLS.')
  })
})

describe('biolord link --map-to', () => {
  it('adds the codes of the vocabulary to each mention', async () => {
    const text = 'Kite elbow since May. Sand in the shoe.'
    const tsv = await run(['link', '--map-to', 'icd10cm', '--header'], text)
    const jsonl = await run(['link', '--map-to', 'icd10cm', '--format', 'jsonl'], text)

    expect(
      tsv.stdout.split('\n').map((line) => line.split('\t').slice(8, 9).concat(line.split('\t').slice(12))),
    ).toEqual([['id', 'mapped'], ['TINY:1', 'M77.1'], ['TINY:2', ''], []])
    expect(JSON.parse(jsonl.stdout.split('\n')[0] as string).mapped).toEqual([
      {id: 'M77.1', source: 'ICD10CM', relation: 'xref'},
    ])
  })
})
