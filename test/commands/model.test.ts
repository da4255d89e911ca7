import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {type RunOptions, runBiolord} from '../helpers/run-process.js'
import {canMountSmallDisk, withSmallDisk} from '../helpers/small-disk.js'
import {temporaryFolder} from '../helpers/temporary-folder.js'
import {tinyModel} from '../models/support/model-fixtures.js'

/** Two indexes of two terms, one with each of two imported models. */
const home = mkdtempSync(join(tmpdir(), 'biolord-models-'))
const run = (args: readonly string[], options: Partial<RunOptions> = {}) =>
  runBiolord(args, {home, ...options})
const rows = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'))

/** A copy of a tiny model to alter. */
function copyOf(name: 'tiny-bert-mean' | 'tiny-bert-cls' | 'tiny-mpnet'): string {
  const folder = join(temporaryFolder(), name)
  cpSync(tinyModel(name), folder, {recursive: true})
  return folder
}

beforeAll(async () => {
  const terminology = join(home, 'tiny.obo')
  writeFileSync(
    terminology,
    'format-version: 1.2\nontology: tiny\n\n[Term]\nid: T:1\nname: fever\n\n[Term]\nid: T:2\nname: kidney stone\n',
  )
  for (const model of ['tiny-mpnet', 'tiny-bert-mean'] as const) {
    await run(['model', 'import', tinyModel(model)])
    await run(['index', terminology, '--name', model, '--model', model])
  }
})

afterAll(() => rmSync(home, {recursive: true, force: true}))

describe('biolord model import', () => {
  it('makes an encoder that every command can use', async () => {
    const mine = temporaryFolder()

    const imported = await run(['model', 'import', tinyModel('tiny-bert-cls'), '--name', 'mine', '--json'], {
      home: mine,
    })
    const {stdout} = await run(['embed', '--model', 'MINE', '--format', 'csv'], {
      home: mine,
      stdin: 'fever\n',
    })

    expect(imported).toMatchObject({status: 0})
    expect(JSON.parse(imported.stdout)).toMatchObject({
      id: 'tiny-bert-cls',
      pooling: 'cls',
      preferred: 'int8',
    })
    expect(stdout.trim().split(',')).toHaveLength(49)
    expect(readdirSync(join(mine, 'models'))).toEqual(['mine'])
  })

  it('notes that the files it wrote are whole, so that no command hashes them again', async () => {
    const mine = temporaryFolder()

    await run(['model', 'import', tinyModel('tiny-bert-mean'), '--name', 'mine'], {home: mine})

    const verified = join(mine, 'cache', 'verified')
    const notes = readdirSync(verified).map((name) => JSON.parse(readFileSync(join(verified, name), 'utf8')))
    const {files} = JSON.parse(readFileSync(join(mine, 'models', 'mine', 'manifest.json'), 'utf8'))
    expect(notes.map((note) => Object.keys(note).sort())).toEqual([Object.keys(files).sort()])
  })

  it('tells how near int8 is to fp32, over the names of an index too', async () => {
    const {status, stderr, stdout} = await run([
      'model',
      'import',
      tinyModel('tiny-bert-mean'),
      '--name',
      'compared',
      '--index',
      'tiny-bert-mean',
    ])

    expect({status, stdout}).toEqual({status: 0, stdout: ''})
    expect(stderr).toMatch(/Cosine of int8 to fp32: [01].* on average/)
    expect(stderr).toMatch(/nearest other name is the same for 100.0 % of 2 names/)
    await run(['model', 'remove', 'compared'])
  })

  it('knows the repository and the commit of a snapshot in the cache of the Hub', async () => {
    const cache = temporaryFolder()
    const snapshot = join(cache, 'models--acme--tiny-encoder', 'snapshots', '0123abcd')
    cpSync(tinyModel('tiny-bert-mean'), snapshot, {recursive: true})
    const mine = temporaryFolder()

    await run(['model', 'import', snapshot], {home: mine})
    const {stdout} = await run(['model', 'info', 'acme/tiny-encoder', '--json'], {home: mine})

    expect(JSON.parse(stdout)).toMatchObject({
      name: 'tiny-encoder',
      manifest: {id: 'acme/tiny-encoder', revision: '0123abcd'},
    })
  })

  it('refuses a name that is taken with 2, unless it may replace it', async () => {
    const mine = temporaryFolder()
    await run(['model', 'import', tinyModel('tiny-mpnet'), '--name', 'x'], {home: mine})

    const refused = await run(['model', 'import', tinyModel('tiny-bert-mean'), '--name', 'x'], {home: mine})
    const replaced = await run(['model', 'import', tinyModel('tiny-bert-mean'), '--name', 'x', '--replace'], {
      home: mine,
    })
    const bundled = await run(['model', 'import', tinyModel('tiny-bert-mean'), '--name', 'open-mini'], {
      home: mine,
    })

    expect(refused).toMatchObject({status: 2, stderr: expect.stringContaining('--replace')})
    expect(replaced.status).toBe(0)
    expect(bundled).toMatchObject({status: 2, stderr: expect.stringContaining('ships')})
  })

  it('takes a folder without modules when it is told the pooling', async () => {
    const folder = copyOf('tiny-bert-mean')
    rmSync(join(folder, 'modules.json'))
    const mine = temporaryFolder()

    const asked = await run(['model', 'import', folder], {home: mine})
    const told = await run(['model', 'import', folder, '--pooling', 'cls'], {home: mine})

    expect(asked).toMatchObject({status: 2, stderr: expect.stringContaining('--pooling')})
    expect(told.status).toBe(0)
  })

  it('takes a plain transformers folder with vocab.txt, as SapBERT is', async () => {
    const folder = copyOf('tiny-bert-cls')
    const {vocab} = JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')).model
    const pieces = Object.keys(vocab).sort((a, b) => vocab[a] - vocab[b])
    writeFileSync(join(folder, 'vocab.txt'), pieces.join('\n'))
    for (const name of readdirSync(folder)) {
      if (!['config.json', 'model.safetensors', 'vocab.txt'].includes(name)) {
        rmSync(join(folder, name), {recursive: true})
      }
    }
    const mine = temporaryFolder()

    const imported = await run(['model', 'import', folder, '--pooling', 'cls', '--name', 'plain'], {
      home: mine,
    })
    await run(['model', 'import', tinyModel('tiny-bert-cls'), '--name', 'whole'], {home: mine})
    const [plain, whole] = await Promise.all(
      ['plain', 'whole'].map((model) => run(['sim', 'Sjögren', 'fever', '--model', model], {home: mine})),
    )

    expect(imported.status).toBe(0)
    expect(plain).toEqual(whole)
  })

  it.each<[string, (folder: string) => void, RegExp]>([
    [
      'truncated weights',
      (folder) => truncateSync(join(folder, 'model.safetensors'), 100_000),
      /model\.safetensors/,
    ],
    [
      'pickled weights',
      (folder) => renameSync(join(folder, 'model.safetensors'), join(folder, 'pytorch_model.bin')),
      /pytorch_model\.bin/,
    ],
    ['a folder that is none', (folder) => rmSync(folder, {recursive: true}), /There is no folder/],
    ['a folder of something else', emptied, /config\.json/],
    ['no weights', (folder) => rmSync(join(folder, 'model.safetensors')), /model\.safetensors is missing/],
    ['no tokenizer', (folder) => rmSync(join(folder, 'tokenizer.json')), /tokenizer/],
    [
      'another architecture',
      (folder) => change(folder, 'config.json', {model_type: 't5'}),
      /model_type is "t5"/,
    ],
    [
      'a layer that is not there',
      (folder) => change(folder, 'config.json', {num_hidden_layers: 4}),
      /encoder\.layer\.3/,
    ],
    [
      'a layer too many',
      (folder) => change(folder, 'config.json', {num_hidden_layers: 2}),
      /encoder\.layer\.2/,
    ],
    [
      'a table of another size',
      (folder) => change(folder, 'config.json', {vocab_size: 3001}),
      /word_embeddings/,
    ],
    ['a shard that is missing', shardless, /model-00002/],
    ['shards outside the folder', (folder) => shards(folder, '../../model.safetensors'), /index\.json/],
  ])('refuses %s with 5 and leaves nothing', async (_, damage, message) => {
    const folder = copyOf('tiny-bert-mean')
    damage(folder)
    const mine = temporaryFolder()

    const {status, stderr, stdout} = await run(['model', 'import', folder], {home: mine})

    expect({status, stdout}).toEqual({status: 5, stdout: ''})
    expect(stderr).toMatch(message)
    const models = join(mine, 'models')
    expect(existsSync(models) ? readdirSync(models) : []).toEqual([])
  })

  it('removes what a killed import has left', async () => {
    const mine = temporaryFolder()
    const abandoned = join(mine, 'models', '.x.writing-999999999')
    mkdirSync(abandoned, {recursive: true})

    await run(['model', 'import', tinyModel('tiny-bert-mean'), '--name', 'x'], {home: mine})

    expect(readdirSync(join(mine, 'models'))).toEqual(['x'])
  })
})

describe.skipIf(!canMountSmallDisk)(
  'biolord model import on a full disk (skipped where none can be mounted)',
  () => {
    it.each(['300k', '1m', '2m'])('ends with 5 and cleans up, with %s of room', (size) =>
      withSmallDisk(size, async (full) => {
        const {status, stderr} = await run(['model', 'import', tinyModel('tiny-xlm-roberta')], {home: full})

        expect(status).toBe(5)
        expect(stderr).toContain('the disk is full')
        expect(readdirSync(join(full, 'models'))).toEqual([])
      }),
    )
  },
)

describe('biolord model list, info, use, remove', () => {
  it('lists what is here and what stands for a missing --model', async () => {
    const {status, stdout} = await run(['model', 'list'])

    expect(status).toBe(0)
    expect(rows(stdout).map(([name, , dimensions, , , , chosen]) => [name, dimensions, chosen])).toEqual([
      ['open-mini', '384', 'default'],
      ['tiny-bert-mean', '48', ''],
      ['tiny-mpnet', '48', ''],
    ])
  })

  it('says what a model is, with its speed here', async () => {
    const {status, stdout} = await run(['model', 'info', 'tiny-mpnet'])

    expect(status).toBe(0)
    expect(stdout).toMatch(/^parameters +0\.2 million$/m)
    expect(stdout).toMatch(/^int8 .*cosine to fp32 .* texts\/s/m)
  })

  it('chooses a default, and goes back when the model is removed', async () => {
    const mine = temporaryFolder()
    await run(['model', 'import', tinyModel('tiny-mpnet')], {home: mine})

    const used = await run(['model', 'use', 'TINY-MPNET'], {home: mine})
    const chosen = await run(['sim', 'fever', 'chills', '--json'], {home: mine})
    const named = await run(['sim', 'fever', 'chills', '--json', '--model', 'tiny-mpnet'], {home: mine})
    const removed = await run(['model', 'remove', 'tiny-mpnet'], {home: mine})
    const after = await run(['model', 'list'], {home: mine})

    expect([used.status, removed.status]).toEqual([0, 0])
    expect(chosen.stdout).toBe(named.stdout)
    expect(rows(after.stdout).map((row) => [row[0], row[6]])).toEqual([['open-mini', 'default']])
  })

  it.each([['info'], ['use'], ['remove']])('says with 5 that %s finds no such model', async (command) => {
    expect(await run(['model', command, 'nosuch'])).toMatchObject({
      status: 5,
      stdout: '',
      stderr: expect.stringContaining('no model nosuch'),
    })
  })

  it('lists a damaged model as such', async () => {
    const mine = temporaryFolder()
    mkdirSync(join(mine, 'models', 'broken'), {recursive: true})
    writeFileSync(join(mine, 'models', 'broken', 'manifest.json'), '{')

    const {status, stdout} = await run(['model', 'list', '--json'], {home: mine})

    expect(status).toBe(0)
    expect(JSON.parse(stdout)[1]).toMatchObject({
      name: 'broken',
      damage: expect.stringContaining('manifest.json'),
    })
  })
})

describe('an index and its model', () => {
  it('find each other', async () => {
    const {status, stdout} = await run(['search', 'renal calculus', '--index', 'tiny-mpnet', '--top', '1'])

    expect(status).toBe(0)
    expect(rows(stdout)[0]![2]).toMatch(/^T:/)
  })

  it('are not mixed with others', async () => {
    const other = await run([
      'search',
      'renal calculus',
      '--index',
      'tiny-mpnet',
      '--model',
      'tiny-bert-mean',
    ])

    expect(other).toMatchObject({
      status: 4,
      stdout: '',
      stderr: expect.stringMatching(/built with tiny-mpnet int8/),
    })
  })

  it('say how to get the model where it is missing, and do without it for names that match', async () => {
    const mine = temporaryFolder()
    cpSync(home, mine, {recursive: true})
    await run(['model', 'remove', 'tiny-mpnet'], {home: mine})

    const dense = await run(['search', 'renal calculus', '--index', 'tiny-mpnet'], {home: mine})
    const named = await run(['link', '--mentions', '-', '--index', 'tiny-mpnet'], {
      home: mine,
      stdin: 'fever\n',
    })
    const elsewhere = await run(
      ['search', 'renal calculus', '--index', 'tiny-mpnet', '--model', join(home, 'models', 'tiny-mpnet')],
      {home: mine},
    )

    expect(dense).toMatchObject({
      status: 5,
      stdout: '',
      stderr: expect.stringContaining('biolord model import'),
    })
    expect(elsewhere.status).toBe(0)
    expect(named).toMatchObject({status: 0, stdout: expect.stringContaining('T:1')})
  })
})

function change(folder: string, name: string, settings: Record<string, unknown>): void {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify({...JSON.parse(readFileSync(path, 'utf8')), ...settings}))
}

function shards(folder: string, name: string): void {
  rmSync(join(folder, 'model.safetensors'))
  writeFileSync(
    join(folder, 'model.safetensors.index.json'),
    JSON.stringify({weight_map: {'a.weight': name}}),
  )
}

function emptied(folder: string): void {
  rmSync(folder, {recursive: true})
  mkdirSync(folder)
}

function shardless(folder: string): void {
  shards(folder, 'model-00002-of-00002.safetensors')
}
