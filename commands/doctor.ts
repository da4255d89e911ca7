import {accessSync, constants} from 'node:fs'
import {availableParallelism, totalmem} from 'node:os'
import {nameModel, openEncoder} from '../src/adapters.js'
import {BaseCommand} from '../src/base-command.js'
import {BiolordError} from '../src/errors.js'
import {homeFolder} from '../src/files/home.js'
import {makeFolder} from '../src/files/make-folder.js'

/** One thing that was tried on this machine. */
interface Finding {
  readonly what: string
  readonly works: boolean
  readonly detail: string
  /** What to do about it; only where it does not work. */
  readonly hint?: string
}

const brokenStatus = 1

export default class Doctor extends BaseCommand {
  static override summary = 'Say what works on this machine, what is missing and what to do about it.'
  static override description = 'Ends with status 1 when something that every command needs does not work.'
  static override examples = ['<%= config.bin %> <%= command.id %>']

  async run(): Promise<readonly Finding[]> {
    await this.parse(Doctor)
    const needed = [machine(), home(), await encoder(), await database()]
    const optional = [...(await engines()), ...(await indexes())]
    const findings = [...needed, ...optional]
    for (const {detail, hint, what, works} of findings) {
      await this.write(
        `${works ? 'ok     ' : 'missing'}  ${what}: ${detail}\n${hint ? `         ${hint}\n` : ''}`,
      )
    }
    if (needed.some(({works}) => !works)) process.exitCode = brokenStatus
    return findings
  }
}

function machine(): Finding {
  const memory = (totalmem() / 2 ** 30).toFixed(1)
  const detail = `Node.js ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores, ${memory} GiB`
  return {what: 'machine', works: true, detail}
}

function home(): Finding {
  const folder = homeFolder()
  try {
    makeFolder(folder)
    accessSync(folder, constants.W_OK)
    return {what: 'home', works: true, detail: folder}
  } catch (error) {
    return {
      what: 'home',
      works: false,
      detail: `${folder} cannot be written (${(error as NodeJS.ErrnoException).code})`,
      hint: 'Set BIOLORD_HOME to a folder of your own.',
    }
  }
}

async function encoder(): Promise<Finding> {
  try {
    await using opened = await openEncoder(undefined)
    const started = performance.now()
    await opened.encode(['cat scratch disease'])
    return {
      what: 'encoder',
      works: true,
      detail: `${nameModel(opened.model)}, one name in ${(performance.now() - started).toFixed(1)} ms`,
    }
  } catch (error) {
    return {
      what: 'encoder',
      works: false,
      detail: (error as Error).message,
      hint:
        error instanceof BiolordError
          ? error.suggestions[0]
          : 'Install biolord again: onnxruntime-node does not load here.',
    }
  }
}

async function database(): Promise<Finding> {
  const {sqliteVersion} = await import('../src/index-store/sqlite.js')
  try {
    return {what: 'database', works: true, detail: `SQLite ${await sqliteVersion()}`}
  } catch (error) {
    return {
      what: 'database',
      works: false,
      detail: firstLine(error),
      hint: 'Run "npm rebuild better-sqlite3"; it needs a C++ compiler where no prebuilt binary can be fetched.',
    }
  }
}

async function engines(): Promise<Finding[]> {
  const {engineStatuses} = await import('../src/index-store/engines.js')
  return (await engineStatuses()).map(({name, problem}) => ({
    what: `engine ${name}`,
    works: problem === undefined,
    detail: problem ?? 'can be used',
    hint: problem === undefined ? undefined : 'Optional: the other engines serve without it.',
  }))
}

async function indexes(): Promise<Finding[]> {
  const {listIndexes} = await import('../src/index-store/index-home.js')
  let entries: ReturnType<typeof listIndexes>
  try {
    entries = listIndexes()
  } catch (error) {
    const hint = 'Check the permissions of the folder.'
    return [{what: 'indexes', works: false, detail: firstLine(error), hint}]
  }
  if (entries.length === 0) {
    return [
      {
        what: 'indexes',
        works: false,
        detail: 'none built yet',
        hint: 'Run "biolord index SOURCE", or "biolord index --demo".',
      },
    ]
  }
  return entries.map(({damage, manifest, name}) => ({
    what: `index ${name}`,
    works: damage === undefined,
    detail:
      damage ??
      `${manifest?.counts.concepts} concepts, ${manifest?.model.id}; "indexes verify ${name}" reads all of it`,
    hint: damage === undefined ? undefined : 'Build it again with --replace.',
  }))
}

function firstLine(error: unknown): string {
  return (error as Error).message.split('\n')[0] ?? ''
}
