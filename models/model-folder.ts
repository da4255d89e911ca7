import {existsSync} from 'node:fs'
import {join} from 'node:path'
import type {ModelIdentity} from '../src/domain/model-identity.js'
import {ModelMissingError, ModelUnusableError} from '../src/errors.js'
import {FileVerifier} from '../src/files/checksum.js'
import {packagePath} from '../src/files/package-root.js'
import {readJsonFile} from './json-file.js'
import {checkManifest, type GraphFiles, type ModelManifest, type Precision} from './model-manifest.js'
import {openModelTokenizer} from './open-model-tokenizer.js'
import type {Tokenizer} from './tokenizer/tokenizer.js'

/** Name of the encoder that ships with the package. */
export const bundledModel = 'open-mini'

export function bundledModelFolder(): string {
  return packagePath('models', bundledModel)
}

/** How a model folder is opened. */
export interface ModelFolderOptions {
  /** Default: what the model prefers, else int8 where it has it. */
  readonly precision?: Precision
  /** Hash every file even when it was hashed before and looks untouched. */
  readonly thorough?: boolean
  readonly verifier?: FileVerifier
}

/** A model whose files were checked; one of its graphs is chosen. */
export class ModelFolder {
  private constructor(
    readonly path: string,
    readonly manifest: ModelManifest,
    readonly identity: ModelIdentity,
    private readonly files: GraphFiles,
  ) {}

  /**
   * Reads the manifest and checks every file that the chosen graph needs.
   *
   * @throws {ModelMissingError} When there is no model in the folder, or none of that precision.
   * @throws {ModelUnusableError} When the manifest or a file is damaged.
   */
  static open(path: string, {precision, thorough, verifier}: ModelFolderOptions = {}): ModelFolder {
    const manifest = readModelManifest(path)
    const chosen = precision ?? manifest.preferred ?? (manifest.graphs.int8 ? 'int8' : 'fp32')
    const files = manifest.graphs[chosen]
    if (files === undefined) {
      throw new ModelMissingError(
        `The model ${manifest.id} is here as ${Object.keys(manifest.graphs).join(' and ')}, not as ${chosen}.`,
        'Choose the other precision, or import the model again with --precision both --replace.',
      )
    }
    const needed = [files.graph, files.weights, manifest.tokenizer.file]
    const damage = (verifier ?? new FileVerifier()).findDamage(
      path,
      Object.fromEntries(needed.map((name) => [name, manifest.files[name]!])),
      {always: thorough ?? false},
    )
    if (damage !== undefined) throw damaged(damage.path, damage.what)
    const {dimensions, id, pooling} = manifest
    return new ModelFolder(
      path,
      manifest,
      {id, sha256: files.sha256, dimensions, pooling, precision: chosen},
      files,
    )
  }

  get graphPath(): string {
    return join(this.path, this.files.graph)
  }

  /** @throws {ModelUnusableError} When the tokenizer is of a kind that is not understood. */
  openTokenizer(): Promise<Tokenizer> {
    return openModelTokenizer(this.path, this.manifest)
  }
}

/**
 * Reads the manifest of a model folder; the other files are not looked at.
 *
 * @throws {ModelMissingError} When there is none.
 * @throws {ModelUnusableError} When it is damaged or of another format version.
 */
export function readModelManifest(folder: string): ModelManifest {
  const path = join(folder, 'manifest.json')
  if (!existsSync(path)) {
    throw new ModelMissingError(
      `There is no model in ${folder}: manifest.json is missing.`,
      'Install biolord again if this is the model that ships with it; "biolord doctor" says what is there.',
    )
  }
  return checkManifest(readJsonFile(path), path)
}

function damaged(path: string, what: string): ModelUnusableError {
  return new ModelUnusableError(
    `The model file ${path} ${what}.`,
    'Install, build or import the model again; a copy may have been cut short.',
  )
}
