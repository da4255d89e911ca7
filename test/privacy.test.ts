import {spawnSync} from 'node:child_process'
import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, inject, it} from 'vitest'
import {packageRoot, runBiolord} from './helpers/run-process.js'
import {temporaryFolder} from './helpers/temporary-folder.js'
import {tinyModel} from './models/support/model-fixtures.js'

/** Words that stand nowhere but in the note. */
const marker = 'Quorxaphine'
const note = `Mrs. ${marker} has fever, kidny stones and a painful ${marker.toLowerCase()} of the knee.\n`

const toys =
  'format-version: 1.2\nontology: toy\n\n[Term]\nid: TOY:1\nname: kite\n\n[Term]\nid: TOY:2\nname: hoop\n'

/** The note with an annotation, and another of which the annotation is damaged. */
const gold = [
  {
    text: note,
    mentions: [{start: note.indexOf('fever'), end: note.indexOf('fever') + 5, ids: ['4351999997100']}],
  },
  {text: note, mentions: [{start: 0, end: 9999}]},
]
  .map((document) => `${JSON.stringify(document)}\n`)
  .join('')

/** Ends the process with a line on stderr when anything of Node asks for a socket or a name. */
const watcher = `data:text/javascript,${encodeURIComponent(`
  import {createHook} from 'node:async_hooks'
  import {writeSync} from 'node:fs'
  const network = /TCP|UDP|DNS|GETADDRINFO|QUERYWRAP|HTTP|TLS/
  createHook({init(id, type) { if (network.test(type)) writeSync(2, 'NETWORK ' + type + '\\n') }}).enable()
`)}`

/** Logs network system calls, of native code too; with `--seccomp-bpf` the process stops at these only. */
const strace = ['strace', '-f', '--seccomp-bpf', '-e', 'trace=socket,connect,sendto']

const hasStrace = (() => {
  const isThere = existsSync('/proc') && spawnSync(strace[0]!, [...strace.slice(1), 'true']).status === 0
  if (!isThere) console.warn('System calls are not watched: there is no strace.')
  return isThere
})()

interface Call {
  readonly args: readonly string[]
  readonly stdin?: string
}

function setUp() {
  const folder = temporaryFolder()
  const home = join(folder, 'home')
  mkdirSync(home)
  cpSync(inject('demoHome'), home, {recursive: true})
  writeFileSync(join(folder, 'note.txt'), note)
  writeFileSync(join(folder, 'pairs.tsv'), `${marker}\tfever\n`)
  writeFileSync(join(folder, 'toys.obo'), toys)
  const scratch = join(folder, 'scratch')
  mkdirSync(scratch)
  const env = {
    HOME: scratch,
    TMPDIR: scratch,
    XDG_CACHE_HOME: scratch,
    XDG_DATA_HOME: scratch,
    XDG_CONFIG_HOME: scratch,
  }
  return {folder, home, scratch, env}
}

const calls: readonly Call[] = [
  {args: ['link', 'note.txt']},
  {args: ['link', '--nil', '--format', 'jsonl'], stdin: note},
  {args: ['link', '--mentions', '--top', '3', 'note.txt']},
  {args: ['link', '--from', 'jsonl'], stdin: `{"text":"${marker}"}\n{"text": ${marker}}\n`},
  {args: ['link', '--threshold', 'x', 'note.txt']},
  {args: ['link', '--index', 'nosuch', 'note.txt']},
  {args: ['sim', marker, 'fever']},
  {args: ['sim', '--pairs', 'pairs.tsv']},
  {args: ['search', marker]},
  {args: ['embed', 'note.txt']},
  {args: ['eval', '-', '--no-dense'], stdin: gold},
  {args: ['index', 'toys.obo', '--name', 'other']},
  {args: ['model', 'import', tinyModel('tiny-mpnet')]},
  {args: ['model', 'list']},
  {args: ['model', 'use', 'tiny-mpnet']},
  {args: ['model', 'info', 'tiny-mpnet']},
]

describe('what users write stays with them', () => {
  it('opens no socket, and leaves no text of a note on stderr, in the home or in temporary folders', async () => {
    const {env, folder, home, scratch} = setUp()
    const systemCalls = join(folder, 'strace.log')

    for (const {args, stdin} of calls) {
      const {stderr} = await runBiolord(args, {
        cwd: folder,
        env,
        home,
        stdin,
        nodeArgs: ['--import', watcher],
        under: hasStrace ? [...strace, '-o', systemCalls] : [],
      })

      expect(stderr, args.join(' ')).not.toContain('NETWORK')
      expect(stderr.toLowerCase(), args.join(' ')).not.toContain(marker.toLowerCase())
      if (hasStrace) expect(readFileSync(systemCalls, 'utf8')).not.toMatch(/AF_INET|AF_NETLINK/)
    }
    expect(filesThatHold(marker, [home, scratch])).toEqual([])
  })

  it('runs on a build of ONNX Runtime without telemetry', () => {
    const folder = join(packageRoot, 'node_modules', 'onnxruntime-node', 'bin')
    const binaries = filesBelow(folder).filter((path) => /onnxruntime[\w.]*\.(?:so|dylib|dll)/.test(path))

    expect(binaries.length).toBeGreaterThan(0)
    expect(binaries.filter((path) => readFileSync(path).includes('events.data.microsoft.com'))).toEqual([])
  })

  it('says so when a socket is opened (the watcher itself works)', () => {
    const script = "require('node:net').connect(1, '127.0.0.1').on('error', () => {})"

    const {stderr} = spawnSync(process.execPath, ['--import', watcher, '-e', script], {encoding: 'utf8'})

    expect(stderr).toContain('NETWORK')
  })
})

function filesThatHold(word: string, folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, {recursive: true, encoding: 'utf8'}).map((name) => join(folder, name)),
    )
    .filter((path) => statSync(path).isFile())
    .filter((path) => {
      const bytes = readFileSync(path)
      return [word, word.toLowerCase()].some(
        (form) => bytes.includes(form) || bytes.includes(Buffer.from(form, 'utf16le')),
      )
    })
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}
