import type {OntologyReader, ReaderOptions} from '../ontologies/reader.js'
import type {SourceFiles} from '../ontologies/source-files.js'
import type {OntologyDescription} from './domain/ontology.js'
import {BiolordError, InputError, UsageError} from './errors.js'
import type {PreviousIndex} from './index-store/previous-index.js'
import type {OntologyInput} from './indexing/build-index.js'
import type {ProblemLog} from './indexing/problem-log.js'

/** Terminologies that are ready to be read; dispose closes their files. */
export interface OpenedOntologies extends AsyncDisposable {
  readonly inputs: readonly OntologyInput[]
}

export interface OntologiesAsked {
  /** Source code for all of them; absent: what each release says. */
  readonly code?: string
  /** Format to read them as; absent: recognised by content. */
  readonly from?: string
  readonly options: ReaderOptions
  /** The index that they update. */
  readonly previous?: PreviousIndex
  /** Told what is worth knowing before the sources are read, a sentence each. */
  readonly onNote?: (sentence: string) => void
}

/**
 * Opens terminologies and finds out what they are, before anything is built. Sources of a format that is read as one (an
 * RF2 edition and its extensions) become one input, and so do a source of changes only and the lines that the index keeps.
 *
 * @throws {UsageError} When an option fits none of the formats.
 * @throws {InputError} When a source cannot be read, or holds changes only and there is no index to change.
 */
export async function openOntologies(
  paths: readonly string[],
  asked: OntologiesAsked,
  problems: ProblemLog,
): Promise<OpenedOntologies> {
  const [{openSource, uniteSources}, {readerOf, recogniseReader}] = await Promise.all([
    import('../ontologies/source-files.js'),
    import('../ontologies/readers.js'),
  ])
  const found: {reader: OntologyReader; sources: SourceFiles[]}[] = []
  const opened: SourceFiles[] = []
  const close = async () => {
    for (const source of opened) await source[Symbol.asyncDispose]()
  }
  try {
    for (const path of paths) {
      const source = await openSource(path, asked.onNote)
      opened.push(source)
      const reader = asked.from === undefined ? await recogniseReader(source) : readerOf(asked.from)
      const same = reader.joinsSources ? found.find((one) => one.reader === reader) : undefined
      if (same) same.sources.push(source)
      else found.push({reader, sources: [source]})
    }
    refuseIdleOptions(
      found.map(({reader}) => reader),
      asked.options,
    )
    const inputs: OntologyInput[] = []
    for (const {reader, sources} of found) {
      inputs.push(await describeInput(reader, uniteSources(sources), asked, problems))
    }
    return {inputs, [Symbol.asyncDispose]: close}
  } catch (error) {
    await close()
    throw error
  }
}

async function describeInput(
  reader: OntologyReader,
  given: SourceFiles,
  asked: OntologiesAsked,
  problems: ProblemLog,
): Promise<OntologyInput> {
  const {code, options, ...found} = await describeSource(reader, given, asked)
  let {description} = found
  let source = given
  if (description.isDelta) {
    source = await withKeptLines(source, code, asked.previous)
    description = await reader.describe(source, options)
  }
  return {
    path: given.path,
    description: {...description, code},
    ...(description.code === code ? {} : {ownCode: description.code}),
    options: {...options},
    rows: () => reader.read(source, problems.report, options),
  }
}

/** A source that was looked at: under which code it goes, and what the reader is asked for. */
interface DescribedSource {
  readonly code: string
  readonly description: OntologyDescription
  readonly options: ReaderOptions
}

/**
 * Describes a source. If the index that is updated has it, it goes by its code there, and the reader is asked for what it
 * was asked for then, but for what is asked now. What a source is can depend on the options (the columns of a table), so
 * those of each source of the format are tried.
 */
async function describeSource(
  reader: OntologyReader,
  source: SourceFiles,
  {code, options: asked, previous}: OntologiesAsked,
): Promise<DescribedSource> {
  const given: ReaderOptions = Object.fromEntries(
    reader.options.flatMap((name) => (asked[name] === undefined ? [] : [[name, asked[name]]])),
  )
  const sameFormat = (previous?.manifest.sources ?? []).filter(({format}) => format === reader.format)
  for (const before of sameFormat) {
    if (code !== undefined && code !== before.code) continue
    const options: ReaderOptions = {...before.options, ...given}
    const description = await describeIfItFits(reader, source, options)
    const isSame = code !== undefined || description?.code === (before.ownCode ?? before.code)
    if (description && isSame) {
      return {code: before.code, description, options}
    }
  }
  const description = await reader.describe(source, given)
  return {code: code ?? description.code, description, options: given}
}

async function describeIfItFits(
  reader: OntologyReader,
  source: SourceFiles,
  options: ReaderOptions,
): Promise<OntologyDescription | undefined> {
  try {
    return await reader.describe(source, options)
  } catch (error) {
    if (error instanceof BiolordError) return undefined // options of another source; without them the reader tells
    throw error
  }
}

async function withKeptLines(
  source: SourceFiles,
  code: string,
  previous: PreviousIndex | undefined,
): Promise<SourceFiles> {
  const kept = previous?.keptFilesOf(code) ?? []
  if (!previous || kept.length === 0) {
    throw new InputError(
      'INPUT_UNUSABLE',
      `${source.path} holds only what changed since the release before.`,
      previous
        ? `The index holds no release of ${code} that it could change; give the whole Snapshot.`
        : 'Name the index that it changes with --name and --update, or give the release that it changes as well.',
    )
  }
  const {filesAsSource, uniteSources} = await import('../ontologies/source-files.js')
  return uniteSources([await filesAsSource(previous.folder, kept), source])
}

/** An option that nothing obeys must not look as if it had worked. */
function refuseIdleOptions(readers: readonly OntologyReader[], options: ReaderOptions): void {
  const given = (Object.keys(options) as (keyof ReaderOptions)[]).filter(
    (name) => options[name] !== undefined,
  )
  const idle = given.find((name) => !readers.some((reader) => reader.options.includes(name)))
  if (idle === undefined) return
  const flag = idle.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  throw new UsageError(
    `--${flag} does nothing for ${readers.map(({format}) => format).join(' and ')}.`,
    'Leave it out; docs/terminologies.md says which flags a format takes.',
  )
}
