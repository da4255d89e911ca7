import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {TestProject} from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A home in which the demo terminology is indexed; shared by all tests, so leave it as it is. */
    demoHome: string
    /** Folder of an imported encoder that takes no time, for `BIOLORD_MODEL`; shared by all tests. */
    tinyEncoder: string
  }
}

/** Vitest's global set-up: builds once what many tests of commands only read. */
export default async function setUp(project: TestProject): Promise<() => void> {
  const {packageRoot, runBiolord} = await import('./run-process.js')
  const homes: string[] = []
  const homeWith = async (...args: string[]) => {
    const home = mkdtempSync(join(tmpdir(), 'biolord-shared-'))
    homes.push(home)
    const {status, stderr} = await runBiolord(args, {home})
    if (status !== 0) throw new Error(`"biolord ${args.join(' ')}" failed: ${stderr}`)
    return home
  }
  const model = join(packageRoot, 'test', 'fixtures', 'models', 'tiny-bert-mean')
  const modelHome = await homeWith('model', 'import', model, '--name', 'tiny')
  project.provide('tinyEncoder', join(modelHome, 'models', 'tiny'))
  project.provide('demoHome', await homeWith('index', '--demo'))
  return () => {
    for (const home of homes) rmSync(home, {recursive: true, force: true})
  }
}
