import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gunzipSync} from 'node:zlib'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import type {LinkedMention} from '../../src/domain/mention.js'
import {runBiolord} from '../helpers/run-process.js'
import {dataFile, dataFolder} from '../helpers/shared-data.js'
import {type Probe, probes} from './probes.js'

interface GoldDocument {
  readonly mentions: readonly {readonly text: string; readonly ids: readonly string[]}[]
}

describe.skipIf(dataFolder === undefined)('linking to the real HPO (skipped without BIOLORD_DATA)', () => {
  const home = mkdtempSync(join(tmpdir(), 'biolord-hpo-'))
  const readRelease = () =>
    gunzipSync(readFileSync(dataFile('ontologies', 'hpo-2024-08-13.obo.gz'))).toString('utf8')

  beforeAll(async () => {
    const release = join(home, 'hpo-2024-08-13.obo')
    writeFileSync(release, withFewDefinitions(readRelease()))
    const {status, stderr} = await runBiolord(['index', release, '--name', 'hpo', '--engine', 'exact'], {
      home,
    })
    expect(status, stderr).toBe(0)
    expect(stderr).toContain('18,988 concepts, 41,353 names and ')
  }, 1_200_000)

  afterAll(() => rmSync(home, {recursive: true, force: true}))

  it('is right on gold mentions at least 18 points more often than an exact dictionary', async () => {
    const {current, namesById} = readNames(readRelease())
    const mentions = readFileSync(dataFile('eval', 'hpo-gsc', 'dev.jsonl'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .flatMap((line) => (JSON.parse(line) as GoldDocument).mentions)
      .map(({ids, text}) => ({text: text.replace(/\s+/g, ' '), gold: ids.map((id) => current.get(id) ?? id)}))
      .filter(({gold}) => gold.some((id) => namesById.has(id)))
    const dictionary = new Map<string, string>()
    for (const [id, names] of namesById)
      for (const name of names) if (!dictionary.has(name)) dictionary.set(name, id)
    const list = mentions.map(({text}) => `${text}\n`).join('')

    const {status, stdout} = await runBiolord(
      ['link', '--mentions', '--index', 'hpo', '--threshold', '0', '--format', 'jsonl'],
      {home, stdin: list},
    )
    const linked = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as LinkedMention)

    expect(status).toBe(0)
    expect(linked).toHaveLength(mentions.length)
    const right = (answer: (i: number) => string | undefined) =>
      mentions.filter(({gold}, i) => gold.includes(answer(i) ?? '')).length / mentions.length
    const exact = right((i) => dictionary.get((mentions[i]?.text ?? '').toLowerCase()))
    const ours = right((i) => linked[i]?.concept?.id)
    console.log(
      `GSC+ dev, ${mentions.length} mentions, accuracy@1: ours ${ours.toFixed(3)}, exact ${exact.toFixed(3)}`,
    )
    expect(ours - exact).toBeGreaterThanOrEqual(0.18)
  })

  it('answers the sentences of the table, but for those that are known to fail', async () => {
    const stdin = probes.map(({text}, i) => `${JSON.stringify({doc_id: String(i), text})}\n`).join('')

    const {status, stdout} = await runBiolord(['link', '--index', 'hpo', '--format', 'jsonl'], {home, stdin})

    const linked = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as LinkedMention)
    const failing = probes.filter(
      (probe, i) =>
        !holds(
          probe,
          linked.filter(({doc}) => doc === String(i)),
        ),
    )
    expect(status).toBe(0)
    expect(failing.map(({text}) => text)).toEqual(probes.filter(({fails}) => fails).map(({text}) => text))
  }, 120_000)

  it('gives offsets that slice to the printed text over every clinical note', async () => {
    const folder = dataFile('notes', 'aci-bench')
    const notes = readdirSync(folder).map((name) => join(folder, name))

    const started = performance.now()
    const {status, stderr, stdout} = await runBiolord(
      ['link', ...notes, '--index', 'hpo', '--format', 'jsonl'],
      {home},
    )
    const seconds = (performance.now() - started) / 1000

    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    const texts = new Map(notes.map((path) => [path, readFileSync(path, 'utf8')]))
    const mentions = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as LinkedMention)
    console.log(`${notes.length} notes, ${mentions.length} mentions in ${seconds.toFixed(1)} s`)
    expect(new Set(mentions.map(({doc}) => doc)).size).toBe(notes.length)
    for (const {doc, end, line, start, text} of mentions) {
      expect(texts.get(doc)?.slice(start, end)).toBe(text)
      expect(texts.get(doc)?.slice(0, start).split('\n')).toHaveLength(line)
    }
  }, 600_000)
})

/**
 * A release with every fourth definition: encoding all of them takes longer than all names do, and for what they are needed here, to
 * say which words are no mentions, a part is enough.
 */
function withFewDefinitions(obo: string): string {
  let definitions = 0
  return obo.replaceAll(/^def: .*\n/gm, (definition) => (definitions++ % 4 === 0 ? definition : ''))
}

/** Names in lower case by concept, and the present id of each secondary or replaced one. A reader of its own: an oracle. */
function readNames(obo: string): {namesById: Map<string, string[]>; current: Map<string, string>} {
  const namesById = new Map<string, string[]>()
  const current = new Map<string, string>()
  for (const stanza of obo.split('\n[Term]\n').slice(1)) {
    const id = /^id: (\S+)/m.exec(stanza)?.[1] ?? ''
    const replacement = /^replaced_by: (\S+)/m.exec(stanza)?.[1]
    if (/^is_obsolete: true/m.test(stanza)) {
      if (replacement) current.set(id, replacement)
      continue
    }
    const names = [...stanza.matchAll(/^name: (.+)$|^synonym: "((?:[^"\\]|\\.)*)"/gm)].map((match) =>
      (match[1] ?? match[2] ?? '').toLowerCase(),
    )
    namesById.set(id, names)
    for (const [, alternative] of stanza.matchAll(/^alt_id: (\S+)/gm)) current.set(alternative ?? '', id)
  }
  return {namesById, current}
}

/** Whether every mention that a probe expects was linked as it says. */
function holds({expected}: Probe, linked: readonly LinkedMention[]): boolean {
  return expected.every((expectation) => {
    const [mention, meaning = ''] = expectation.split('=')
    const [name, ...properties] = meaning.split('/')
    const found = linked.filter(({text}) => text === mention)
    if (name === '-') return found.length === 0
    return found.some(
      ({assertion, concept}) =>
        concept?.name === name &&
        Object.entries(assertion).every(([property, value]) => value === properties.includes(property)),
    )
  })
}
