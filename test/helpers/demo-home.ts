import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {TestProject} from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A home in which the demo terminology is indexed; shared by all tests, so leave it as it is. */
    demoHome: string
  }
}

/** Vitest's global set-up: builds the demo index once for all tests of commands. */
export default async function setUp(project: TestProject): Promise<() => void> {
  const {runBiolord} = await import('./run-process.js')
  const home = mkdtempSync(join(tmpdir(), 'biolord-demo-'))
  const {status, stderr} = await runBiolord(['index', '--demo'], {home})
  if (status !== 0) throw new Error(`The demo index could not be built: ${stderr}`)
  project.provide('demoHome', home)
  return () => rmSync(home, {recursive: true, force: true})
}
