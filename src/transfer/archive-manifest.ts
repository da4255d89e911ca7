import {InputError} from '../errors.js'
import type {FileChecksum} from '../files/checksum.js'

/** First file of an exported index; the others lie in `index/` and `model/`. */
export const archiveManifestFile = 'biolord-index.json'

/** Rises when an export of before can no longer be read, or not by the version before. */
export const archiveFormatVersion = 1

/** Folders of an exported index. */
export type ArchivePart = 'index' | 'model'

/** What an exported index says of itself. */
export interface ArchiveManifest {
  readonly formatVersion: typeof archiveFormatVersion
  readonly toolVersion: string
  /** Name of the index where it comes from. */
  readonly index: string
  readonly model: {
    readonly id: string
    /** Of the graph whose vectors the index holds, see `ModelIdentity`. */
    readonly sha256: string
    /** Name of the model where it comes from; absent where it is not in the file. */
    readonly name?: string
  }
  /** Every other file, by its path with `/`. */
  readonly files: Readonly<Record<string, FileChecksum>>
}

/** Path of a file of the archive: a plain name in one of the two folders. */
const filePath = /^(?:index|model)\/[\w@][\w.!~*'()%@-]*$/

/**
 * Reads and checks the manifest of an exported index, which may come from anywhere.
 *
 * @param path - The archive, for messages.
 * @throws {InputError} When it is of a newer version, damaged, or names files that an export does not have.
 */
export function parseArchiveManifest(text: string, path: string): ArchiveManifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw unusable(path, 'its manifest is not valid JSON', cause)
  }
  const manifest = value as ArchiveManifest
  if (!isRecord(value) || !Number.isSafeInteger(value.formatVersion)) {
    throw unusable(path, 'its manifest says no format version')
  }
  if (manifest.formatVersion > archiveFormatVersion) {
    throw new InputError(
      'INPUT_UNUSABLE',
      `${path} has format version ${manifest.formatVersion}, of a newer biolord; this one reads version ${archiveFormatVersion}.`,
      'Update biolord on this machine.',
    )
  }
  const sound =
    manifest.formatVersion === archiveFormatVersion &&
    [value.toolVersion, value.index].every((text) => typeof text === 'string') &&
    isRecord(value.model) &&
    typeof value.model.id === 'string' &&
    isSha256(value.model.sha256) &&
    (value.model.name === undefined || typeof value.model.name === 'string') &&
    isRecord(value.files) &&
    Object.entries(value.files).every(([name, file]) => filePath.test(name) && isChecksum(file)) &&
    Object.hasOwn(value.files, 'index/manifest.json') &&
    Object.hasOwn(value.files, 'model/manifest.json') === (value.model.name !== undefined) &&
    (value.model.name !== undefined || Object.keys(value.files).every((name) => name.startsWith('index/')))
  if (!sound) throw unusable(path, 'its manifest is incomplete or names files that do not belong there')
  return manifest
}

function isChecksum(value: unknown): boolean {
  return (
    isRecord(value) && Number.isSafeInteger(value.bytes) && Number(value.bytes) >= 0 && isSha256(value.sha256)
  )
}

function isSha256(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unusable(path: string, what: string, cause?: unknown): InputError {
  return new InputError(
    'INPUT_DAMAGED',
    `${path} is no index that biolord can import: ${what}.`,
    'Export the index again with "biolord indexes export" and copy the file anew.',
    {cause},
  )
}
