import {execFileSync} from 'node:child_process'
import {copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {delimiter, join} from 'node:path'
import {expect, it} from 'vitest'
import {packageRoot} from './helpers/run-process.js'
import {temporaryFolder} from './helpers/temporary-folder.js'

interface Example {
  readonly command: string
  /** Lines of stdout; `[…]` stands for any. */
  readonly output: readonly string[]
}

const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8')
const examples: readonly Example[] = [...readme.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block]) =>
  (block ?? '')
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...output] = part.trimEnd().split('\n')
      return {command, output}
    }),
)

it('shows what the tool prints', () => {
  const folder = temporaryFolder()
  const bin = join(folder, '.bin')
  mkdirSync(bin)
  const launcher = join(packageRoot, 'bin', 'run.js')
  writeFileSync(join(bin, 'biolord'), `#!/bin/sh\nexec "${process.execPath}" "${launcher}" "$@"\n`, {
    mode: 0o755,
  })
  cpSync(join(packageRoot, 'ontologies', 'demo.rf2'), join(folder, 'snomed.rf2'), {recursive: true})
  copyFileSync(join(packageRoot, 'ontologies', 'demo-notes', 'clinic-note.txt'), join(folder, 'notes.txt'))
  const {BIOLORD_INDEX, BIOLORD_MODEL, ...inherited} = process.env
  const env = {
    ...inherited,
    BIOLORD_HOME: join(folder, '.home'),
    COLUMNS: '80',
    NO_COLOR: '1',
    PATH: `${bin}${delimiter}${process.env.PATH}`,
  }

  expect(examples.length).toBeGreaterThan(4)
  for (const {command, output} of examples) {
    // the README shows a terminal; here stdout is a pipe
    const run = command === 'biolord link notes.txt' ? `${command} --format table` : command
    const stdout = execFileSync('sh', ['-c', run], {
      cwd: folder,
      encoding: 'utf8',
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    })

    expect(stdout.trimEnd(), command).toMatch(pattern(output))
  }
})

/** A pattern for output in which `[…]` lines stand for any lines. */
function pattern(lines: readonly string[]): RegExp {
  const parts = lines.map((line) =>
    line === '[…]' ? '(?:.*\n)*?' : `${line.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\n`,
  )
  return new RegExp(`^${parts.join('').replace(/\n$/, '')}${lines.at(-1) === '[…]' ? '[\\s\\S]*' : ''}$`)
}
