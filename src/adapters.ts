import type {BulkEncoder, Encoder} from '../models/encoder.js'
import type {Precision} from '../models/model-manifest.js'
import type {RunGuard} from '../models/run-guard.js'
import type {ModelIdentity} from './domain/model-identity.js'
import {InputError, ModelMismatchError, ModelMissingError, UsageError} from './errors.js'
import type {ConceptFilter, EngineName, FilterExpressions, TermIndex} from './index-store/term-index.js'

/**
 * Opens an encoder for a few texts.
 *
 * @param asked - See `resolveModel`.
 */
export async function openEncoder(asked: string | undefined, precision?: Precision): Promise<Encoder> {
  const [{openEncoder: open}, {resolveModel}] = await Promise.all([
    import('../models/onnx-encoder.js'),
    import('../models/model-home.js'),
  ])
  return open(resolveModel(asked).folder, {use: 'one-off', precision})
}

/** Opens an encoder that uses every core. */
async function openBulkEncoder(
  asked: string | undefined,
  {precision, threads}: {precision?: Precision; threads?: number},
): Promise<BulkEncoder> {
  const [{openBulkEncoder: open}, {resolveModel}] = await Promise.all([
    import('../models/worker-encoder.js'),
    import('../models/model-home.js'),
  ])
  return open(resolveModel(asked).folder, {workers: threads, precision})
}

/**
 * Checks the encoder that an index is to be built with, which is opened long after: when all sources are read.
 *
 * @returns Opens it.
 */
export async function checkedBulkEncoder(
  asked: string | undefined,
  options: {precision?: Precision; threads?: number},
): Promise<() => Promise<BulkEncoder>> {
  const [{ModelFolder}, {resolveModel}] = await Promise.all([
    import('../models/model-folder.js'),
    import('../models/model-home.js'),
  ])
  const {path} = ModelFolder.open(resolveModel(asked).folder, {precision: options.precision})
  return () => openBulkEncoder(path, options)
}

/**
 * Finds the encoder of an index for an update of it.
 *
 * @param asked - What the user asked for, if anything; must be that encoder.
 * @returns Opens it.
 * @throws {UsageError} When another one is asked for: vectors of two encoders cannot be compared.
 * @throws {ModelMissingError} When it is not here.
 */
export async function bulkEncoderOf(
  index: Pick<TermIndex, 'manifest' | 'name'>,
  asked: {model?: string; precision?: Precision; threads?: number},
): Promise<() => Promise<BulkEncoder>> {
  const wanted = index.manifest.model
  const refuse = (other: string) =>
    new UsageError(
      `The index ${index.name} was built with ${nameModel(wanted)}; an update cannot change it to ${other}.`,
      'Leave it out, or build the index anew from all its sources with --replace.',
    )
  if (asked.precision !== undefined && asked.precision !== wanted.precision) throw refuse(asked.precision)
  const [{findModelOf, resolveModel}, {readModelManifest}] = await Promise.all([
    import('../models/model-home.js'),
    import('../models/model-folder.js'),
  ])
  const folder =
    asked.model === undefined
      ? (findModelOf(wanted.sha256)?.folder ?? (await nearestModel(index)))
      : resolveModel(asked.model).folder
  const {graphs, id} = readModelManifest(folder)
  if (graphs[wanted.precision]?.sha256 !== wanted.sha256) {
    if (asked.model !== undefined) throw refuse(id)
    throw new ModelMissingError(
      `The index ${index.name} was built with ${nameModel(wanted)}; the model of that name on this machine is another.`,
      'Say with --model where that model is, or build the index anew from all its sources with --replace.',
    )
  }
  return () => openBulkEncoder(folder, {precision: wanted.precision, threads: asked.threads})
}

/**
 * Opens the encoder whose vectors an index holds, wherever on this machine it is.
 *
 * @param asked - What the user asked for, if anything; must be that encoder.
 * @throws {ModelMismatchError} When it is another one, or another of the same name is here.
 * @throws {ModelMissingError} When it is not here.
 */
export async function openEncoderOf(index: TermIndex, asked?: string): Promise<Encoder> {
  const {openGrowingEncoder} = await import('../models/growing-encoder.js')
  return openMatching(index, asked, openGrowingEncoder)
}

/**
 * The same for a thread that links.
 *
 * @param guard - See `openThreadEncoder`.
 */
export async function openThreadEncoderOf(
  index: TermIndex,
  asked: string | undefined,
  guard: RunGuard,
): Promise<Encoder> {
  const {openThreadEncoder} = await import('../models/thread-encoder.js')
  return openMatching(index, asked, (folder, options) => openThreadEncoder(folder, guard, options))
}

async function openMatching(
  index: TermIndex,
  asked: string | undefined,
  open: (folder: string, options: {precision: Precision}) => Promise<Encoder>,
): Promise<Encoder> {
  const wanted = index.manifest.model
  const {findModelOf, resolveModel} = await import('../models/model-home.js')
  const place = asked ?? findModelOf(wanted.sha256)?.folder ?? (await nearestModel(index))
  const encoder = await open(resolveModel(place).folder, {precision: wanted.precision})
  if (encoder.model.sha256 === wanted.sha256) return encoder
  const found = encoder.model
  await encoder[Symbol.asyncDispose]()
  throw new ModelMismatchError(nameModel(wanted), nameModel(found))
}

/** An encoder, opened when the first text needs a vector. */
export class EncoderWhenNeeded implements AsyncDisposable {
  private opened: Promise<Encoder> | undefined

  constructor(private readonly openNow: () => Promise<Encoder>) {}

  readonly open = (): Promise<Encoder> => (this.opened ??= this.openNow())

  async [Symbol.asyncDispose](): Promise<void> {
    const encoder = await this.opened?.catch(() => undefined) // whoever asked for it was told
    await encoder?.[Symbol.asyncDispose]()
  }
}

/** What may be the model of an index that no name on this machine stands for: `BIOLORD_MODEL`, or one of the same id. */
async function nearestModel({manifest, name}: Pick<TermIndex, 'manifest' | 'name'>): Promise<string> {
  const {listModels, resolveModel} = await import('../models/model-home.js')
  const {id, precision} = manifest.model
  const same = listModels().find((entry) => entry.manifest?.id === id && entry.manifest.graphs[precision])
  if (same !== undefined) return same.folder
  if (process.env.BIOLORD_MODEL) return resolveModel(undefined).folder
  const command = id.includes('/') ? `biolord model pull ${id}` : 'biolord model import FOLDER'
  throw new ModelMissingError(
    `The index ${name} was built with ${nameModel(manifest.model)}, which is not on this machine.`,
    `Get it with "${command} --precision ${precision}", or say with --model where it is.`,
  )
}

/** `open-mini int8 (3f9a01c2…)` */
export function nameModel({
  id,
  precision,
  sha256,
}: Pick<ModelIdentity, 'id' | 'precision' | 'sha256'>): string {
  return `${id} ${precision} (${sha256.slice(0, 8)}…)`
}

/**
 * Opens the indexes that are asked for as one, or the one that stands for them (see `resolveIndex`).
 *
 * @param asked - Names or folders; a repeated one counts once.
 */
export async function openChosenIndex(
  asked: readonly string[] | undefined,
  engine?: EngineName,
): Promise<TermIndex> {
  const [{openIndex}, {resolveIndex}] = await Promise.all([
    import('./index-store/open-index.js'),
    import('./index-store/index-home.js'),
  ])
  const chosen = asked?.length
    ? [...new Set(asked)].map((one) => resolveIndex(one))
    : [resolveIndex(undefined)]
  const opened: TermIndex[] = []
  try {
    for (const {folder, name} of chosen) opened.push(await openIndex(folder, {name, engine}))
    const [first, ...more] = opened
    if (first === undefined || more.length === 0) return first as TermIndex
    const {CombinedIndex} = await import('./index-store/combined-index.js')
    return new CombinedIndex([first, ...more])
  } catch (error) {
    for (const index of opened) await index[Symbol.asyncDispose]()
    throw error
  }
}

/**
 * The filter that was asked for; `undefined` when it would allow everything.
 *
 * @throws {UsageError} When it cannot be read, or the index does not have what it goes by: a typing error would otherwise
 *   just find nothing.
 */
export async function conceptFilter(
  index: TermIndex,
  expressions: FilterExpressions,
): Promise<ConceptFilter | undefined> {
  const [{parseFilter}, {unknownValueError}] = await Promise.all([
    import('./index-store/parse-filter.js'),
    import('./index-store/unknown-values.js'),
  ])
  const filter = parseFilter(expressions)
  const [unknown] = filter ? index.unknownValues(filter) : []
  if (unknown) throw unknownValueError(`The index ${index.name}`, unknown)
  return filter
}

/** @throws {UsageError} When the index has no such source. */
export async function checkSource(index: TermIndex, source: string | undefined): Promise<void> {
  if (source !== undefined) await conceptFilter(index, {include: [`source=${source}`], exclude: []})
}

/** A name for an index from its first source: `snomed.rf2` → `snomed`, `hp.obo.gz` → `hp`. */
export function defaultIndexName(path: string): string {
  const base =
    path
      .replace(/[/\\]+$/, '')
      .split(/[/\\]/)
      .at(-1) ?? ''
  const name = base
    .replace(/(?:\.(?:gz|zip|nlm|rf2|obo|obographs|txt|json|jsonl|ndjson|tsv|csv|xml|bin|rrf))+$/i, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
  if (name === '')
    throw new InputError('INPUT_UNUSABLE', `${path} gives no name for the index.`, 'Name it with --name.')
  return name.slice(0, 64)
}
