import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, inject, it} from 'vitest'
import {packageRoot, runBiolord} from '../helpers/run-process.js'

interface ManifestCommand {
  readonly id: string
  readonly summary?: string
  readonly examples?: readonly string[]
  readonly flags: Readonly<Record<string, {readonly description?: string; readonly summary?: string}>>
  readonly pluginName: string
}

const manifest = JSON.parse(readFileSync(join(packageRoot, 'oclif.manifest.json'), 'utf8'))
const commands = Object.values(manifest.commands as Record<string, ManifestCommand>)
const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8')

describe('the surface of the command line', () => {
  it.each([
    [['lnk', 'notes.txt'], 'no command "lnk".\nDid you mean link?'],
    [['indexes', 'lst'], 'no command "indexes lst".\nDid you mean indexes list?'],
    [['frobnicate'], '"biolord help" lists the commands.'],
  ])('says that there is no such command, with 2: %j', async (args, message) => {
    const {status, stderr, stdout} = await runBiolord(args, {home: inject('demoHome')})

    expect({status, stdout}).toEqual({status: 2, stdout: ''})
    expect(stderr).toContain(message)
  })

  it('gives help for -h, too', async () => {
    const help = async (flag: string) => (await runBiolord(['link', flag], {home: inject('demoHome')})).stdout

    expect(await help('-h')).toBe(await help('--help'))
    expect(await help('-h')).toContain('EXAMPLES')
  })

  it('has the commands and flags of the contract', () => {
    const surface = commands
      .map(({flags, id}) => `${id.replaceAll(':', ' ')}: ${Object.keys(flags).sort().join(' ')}`)
      .sort()

    expect(surface).toMatchInlineSnapshot(`
      [
        "doctor: json",
        "embed: format json model precision",
        "eval: by compare dense descendants-of drop-concepts ecl engine errors exclude format from gold-type header include index json language model overlap plot refset save seed source strict task threshold type",
        "index: changes definition-column demo domain engine estimate exclude from id-column include json language lat model name name-column no-synonyms parent-column precision prefix release replace sab separator source standard-only strict sty synonyms synonyms-column threads tty type-column update vocabulary",
        "indexes cache: clear json",
        "indexes export: json no-model replace with-model",
        "indexes import: json name replace",
        "indexes info: json",
        "indexes list: json",
        "indexes remove: json",
        "indexes use: json",
        "indexes verify: json",
        "link: assertion column dense descendants-of ecl engine exclude explain format from header id-column ignore include index json lang language map-to mentions model nil offsets out overlap provenance refset replace section sentence source span-types spans strict summary threads threshold top type",
        "map: format header index json source to",
        "model import: index json name onnx pooling precision replace",
        "model info: json",
        "model list: json",
        "model pull: index json name pooling precision replace revision",
        "model remove: json",
        "model use: json",
        "search: descendants-of ecl engine exclude format include index json language model refset source top type words",
        "show: index json source",
        "sim: json matrix min model pairs precision strict",
      ]
    `)
  })

  it.each(commands.map((command) => [command.id, command] as const))('%s explains itself', (id, command) => {
    expect(command.summary).toBeTruthy()
    expect(command.examples?.length).toBeGreaterThan(0)
    for (const [flag, {description, summary}] of Object.entries(command.flags))
      expect(description ?? summary, flag).toBeTruthy()
    expect(readme).toContain(`biolord ${id.replaceAll(':', ' ').split(' ')[0]}`)
  })

  it.each(commands.map(({id}) => id.split(':')))('answers --help: %s %s', async (...id) => {
    const {status, stderr, stdout} = await runBiolord([...id.filter(Boolean), '--help'], {
      home: inject('demoHome'),
    })

    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    expect(stdout).toContain('EXAMPLES')
  })
})
