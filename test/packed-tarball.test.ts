import {execFileSync} from 'node:child_process'
import {mkdirSync, readdirSync, statSync, symlinkSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {packageRoot} from './helpers/run-process.js'
import {temporaryFolder} from './helpers/temporary-folder.js'

it('packs to less than 40 MB, and what is packed runs', () => {
  const folder = temporaryFolder()
  const home = join(folder, 'home')
  mkdirSync(home)

  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
    cwd: packageRoot,
    stdio: 'ignore',
  })
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) as string
  execFileSync('tar', ['-xzf', join(folder, tarball), '-C', folder])
  symlinkSync(join(packageRoot, 'node_modules'), join(folder, 'package', 'node_modules'))
  const run = (...args: string[]) =>
    execFileSync(process.execPath, [join(folder, 'package', 'bin', 'run.js'), ...args], {
      encoding: 'utf8',
      env: {...process.env, BIOLORD_HOME: home},
      stdio: ['ignore', 'pipe', 'ignore'],
    })

  expect(statSync(join(folder, tarball)).size).toBeLessThan(40e6)
  expect(
    readdirSync(join(folder, 'package'))
      .filter((name) => name !== 'node_modules')
      .sort(),
  ).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'bin',
    'dist',
    'docs',
    'models',
    'oclif.manifest.json',
    'ontologies',
    'package.json',
  ])
  expect(run('--help')).toContain('COMMANDS')
  expect(run('sim', 'fever', 'fever')).toBe('1.0000\n')
  run('index', '--demo')
  expect(run('search', 'heart attack', '--top', '1').toLowerCase()).toContain('myocardial infarction')
})
