import {createHash} from 'node:crypto'
import {readFileSync, statSync} from 'node:fs'
import {join} from 'node:path'
import type {ModelIdentity} from '../domain/model-identity.js'
import {IndexDamagedError, IndexMissingError} from '../errors.js'
import type {FileChecksum} from '../files/checksum.js'
import {engineNames, engineOf} from './engines.js'
import {fullVectorsFile} from './full-vectors.js'
import {parseKeptFileName} from './kept-lines.js'
import type {
  EngineName,
  IndexCounts,
  IndexFilters,
  IndexManifest,
  IndexSource,
  LeftOut,
  SourceOptions,
} from './term-index.js'

export const manifestFile = 'manifest.json'
export const databaseFile = 'concepts.db'

/** Rises when an index of before can no longer be read, or not by the version before. */
export const formatVersion = 10

/** Names of the files that every index of this engine has, beside its manifest. */
export function indexFiles(engine: EngineName): string[] {
  return [...new Set([databaseFile, fullVectorsFile, engineOf('exact').fileName, engineOf(engine).fileName])]
}

/** Content of the manifest file, with a checksum of its own. Equal indexes have equal bytes. */
export function manifestText(manifest: IndexManifest): string {
  return `${JSON.stringify({...manifest, sha256: ownChecksum(manifest)}, null, 2)}\n`
}

function ownChecksum(manifest: IndexManifest): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex')
}

/**
 * Reads and checks the manifest of an index folder.
 *
 * @throws {IndexMissingError} When there is no folder, or no index in it.
 * @throws {IndexDamagedError} When a field is missing or of another kind than expected, something was altered, or the
 *   format is not the one that this version reads.
 */
export function readManifest(folder: string): IndexManifest {
  const path = join(folder, manifestFile)
  if (isNoFile(path)) throw new IndexDamagedError(path, 'is not a regular file')
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch (cause) {
    throw missingOrDamaged(folder, path, cause)
  }
  let value: unknown
  try {
    value = JSON.parse(content)
  } catch (cause) {
    throw new IndexDamagedError(path, 'is not valid JSON', {cause})
  }
  return new ManifestReader(path).manifest(value)
}

/** Something is there, but nothing that ends. */
function isNoFile(path: string): boolean {
  try {
    const found = statSync(path)
    return !found.isFile() && !found.isDirectory()
  } catch {
    return false // reading it says why
  }
}

function missingOrDamaged(folder: string, path: string, cause: unknown): Error {
  const {code} = cause as NodeJS.ErrnoException
  const isEmpty = indexFiles('exact').every((name) => sizeOf(join(folder, name)) === undefined)
  if ((code === 'ENOENT' || code === 'ENOTDIR') && isEmpty) {
    return new IndexMissingError(
      `There is no index in ${folder}.`,
      'Name an index of "biolord indexes list", or build one with "biolord index SOURCE".',
      {cause},
    )
  }
  return new IndexDamagedError(path, code === 'ENOENT' ? 'is missing' : `cannot be read (${code})`, {cause})
}

/** Size of a file in bytes, `undefined` where there is none that could be read (a pipe would be waited for). */
export function sizeOf(path: string): number | undefined {
  try {
    const found = statSync(path)
    return found.isFile() ? found.size : undefined
  } catch {
    return undefined
  }
}

type Fields = Readonly<Record<string, unknown>>

/** Takes a parsed manifest apart, field by field; it may come from anywhere. */
class ManifestReader {
  constructor(private readonly path: string) {}

  manifest(value: unknown): IndexManifest {
    const fields = this.fields(value, 'manifest')
    const version = this.count(fields, 'formatVersion')
    if (version > formatVersion) {
      throw new IndexDamagedError(
        this.path,
        `has format version ${version}, of a newer biolord; this one reads version ${formatVersion}: update it`,
      )
    }
    if (version < formatVersion) this.fail('formatVersion', `an index of version ${formatVersion}`)
    const engine = this.oneOf(fields, 'engine', engineNames)
    const manifest = {
      formatVersion: version,
      toolVersion: this.text(fields, 'toolVersion'),
      model: this.model(fields.model),
      engine,
      sources: this.list(fields, 'sources').map((source) => this.source(source)),
      counts: this.counts(fields.counts),
      ...(fields.filters === undefined ? {} : {filters: this.filters(fields.filters)}),
      files: this.files(fields.files, engine),
    }
    if (this.sha256(fields) !== ownChecksum(manifest)) {
      throw new IndexDamagedError(this.path, 'does not match its checksum')
    }
    return manifest
  }

  private model(value: unknown): ModelIdentity {
    const fields = this.fields(value, 'model')
    const dimensions = this.count(fields, 'dimensions')
    if (dimensions === 0) this.fail('dimensions', 'a positive number')
    return {
      id: this.text(fields, 'id'),
      sha256: this.sha256(fields),
      dimensions,
      pooling: this.text(fields, 'pooling'),
      precision: this.oneOf(fields, 'precision', ['fp32', 'int8']),
    }
  }

  private source(value: unknown): IndexSource {
    const fields = this.fields(value, 'sources')
    return {
      code: this.text(fields, 'code'),
      format: this.text(fields, 'format'),
      ...(fields.release === undefined ? {} : {release: this.text(fields, 'release')}),
      ...(fields.ownCode === undefined ? {} : {ownCode: this.text(fields, 'ownCode')}),
      ...(fields.options === undefined ? {} : {options: this.options(fields.options)}),
      counts: this.counts(fields.counts),
      ...(fields.leftOut === undefined ? {} : {leftOut: this.leftOut(fields.leftOut)}),
    }
  }

  private options(value: unknown): SourceOptions {
    const fields = this.fields(value, 'options')
    for (const [name, option] of Object.entries(fields)) {
      const isTexts = Array.isArray(option) && option.every((one) => typeof one === 'string')
      if (!isTexts && typeof option !== 'string' && typeof option !== 'boolean')
        this.fail(name, 'a text, texts or a truth value')
    }
    return fields as SourceOptions
  }

  private counts(value: unknown): IndexCounts {
    const fields = this.fields(value, 'counts')
    return {
      concepts: this.count(fields, 'concepts'),
      names: this.count(fields, 'names'),
      definitions: this.count(fields, 'definitions'),
      texts: this.count(fields, 'texts'),
    }
  }

  private filters(value: unknown): IndexFilters {
    const fields = this.fields(value, 'filters')
    return {
      include: this.texts(fields, 'include'),
      exclude: this.texts(fields, 'exclude'),
      leftOut: this.leftOut(fields.leftOut),
    }
  }

  private leftOut(value: unknown): LeftOut {
    const fields = this.fields(value, 'leftOut')
    return {concepts: this.count(fields, 'concepts'), names: this.count(fields, 'names')}
  }

  /** No other names than expected: a manifest must not point out of its folder. */
  private files(value: unknown, engine: EngineName): Record<string, FileChecksum> {
    const fields = this.fields(value, 'files')
    const names = indexFiles(engine)
    const kept = Object.keys(fields).filter((name) => !names.includes(name))
    if (kept.some((name) => !parseKeptFileName(name))) this.fail('files', names.join(', '))
    return Object.fromEntries(
      [...names, ...kept].map((name) => {
        const file = this.fields(fields[name], name)
        return [name, {bytes: this.count(file, 'bytes'), sha256: this.sha256(file)}]
      }),
    )
  }

  private fields(value: unknown, what: string): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) this.fail(what, 'an object')
    return value as Fields
  }

  private list(fields: Fields, name: string): readonly unknown[] {
    const value = fields[name]
    if (!Array.isArray(value)) this.fail(name, 'a list')
    return value as unknown[]
  }

  private text(fields: Fields, name: string): string {
    const value = fields[name]
    if (typeof value !== 'string') this.fail(name, 'a text')
    return value as string
  }

  private texts(fields: Fields, name: string): readonly string[] {
    const values = this.list(fields, name)
    if (values.some((value) => typeof value !== 'string')) this.fail(name, 'a list of texts')
    return values as string[]
  }

  private sha256(fields: Fields): string {
    const value = this.text(fields, 'sha256')
    if (!/^[0-9a-f]{64}$/.test(value)) this.fail('sha256', '64 hexadecimal digits')
    return value
  }

  private count(fields: Fields, name: string): number {
    const value = fields[name]
    if (!Number.isSafeInteger(value) || (value as number) < 0) this.fail(name, 'a whole number')
    return value as number
  }

  private oneOf<Choice extends string>(fields: Fields, name: string, choices: readonly Choice[]): Choice {
    const value = fields[name] as Choice
    if (!choices.includes(value)) this.fail(name, choices.join(' or '))
    return value
  }

  private fail(field: string, expected: string): never {
    throw new IndexDamagedError(this.path, `is no manifest of an index: "${field}" should be ${expected}`)
  }
}
