import {basename} from 'node:path'
import {Args, Flags} from '@oclif/core'
import type {RepositoryDescription} from '../../models/hub/describe-repository.js'
import type {KnownModel} from '../../models/hub/known-models.js'
import type {Snapshot} from '../../models/hub/pull-snapshot.js'
import type {ModelManifest} from '../../models/model-manifest.js'
import {HubError} from '../../src/errors.js'
import {ImportCommand, importFlags} from '../../src/import-command.js'
import {ProgressLine} from '../../src/output/progress-line.js'

/** Only the safetensors of a repository are loaded. */
const {onnx: _, ...pullFlags} = importFlags

export default class ModelPull extends ImportCommand {
  static override summary = 'Load an encoder from the Hugging Face Hub and make it ready for use.'
  static override description =
    `The only command that uses the network. Takes a repository (ORG/NAME) or a short name: BioLORD-2023-M (multilingual), \
BioLORD-2023, BioLORD-2023-S, BioLORD-2023-C, BioLORD-STAMB2-v1, SapBERT. Loads what is needed into the Hugging Face cache, \
where Python finds it too, checks every file against its hash, goes on where it was interrupted, and then does what \
"model import" does. HF_HOME, HF_HUB_CACHE, HF_TOKEN, HF_ENDPOINT, HF_HUB_OFFLINE and the proxy variables are honoured.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> BioLORD-2023-M',
    '<%= config.bin %> <%= command.id %> FremyCompany/BioLORD-2023 --precision both',
    '<%= config.bin %> <%= command.id %> sentence-transformers/all-MiniLM-L6-v2 --revision main --name minilm',
  ]
  static override args = {
    repository: Args.string({
      description: 'Repository on the Hub, or the short name of a model.',
      ignoreStdin: true,
      name: 'REPOSITORY',
      required: true,
    }),
  }
  static override flags = {
    ...pullFlags,
    revision: Flags.string({
      default: 'main',
      description: 'Branch, tag or commit of the repository.',
      helpValue: 'REVISION',
    }),
  }

  async run(): Promise<ModelManifest> {
    const {args, flags} = await this.parse(ModelPull)
    const [{findKnownModel}, {describeSource}] = await Promise.all([
      import('../../models/hub/known-models.js'),
      import('../../models/source/describe-source.js'),
    ])
    const known = findKnownModel(args.repository)
    const repository = known?.repository ?? args.repository
    const found = await this.find(repository, flags.revision)
    const present = flags.replace ? undefined : await this.present(flags.name ?? basename(repository), found)
    if (present !== undefined) return present
    const name = await this.chooseName(flags.name, basename(repository), flags.replace)
    const snapshot = 'folder' in found ? found : await this.load(found, known)
    const pooling = flags.pooling ?? known?.pooling
    return this.importFolder(snapshot.folder, name, describeSource(snapshot.folder), {
      ...flags,
      onnx: false,
      pooling,
    })
  }

  /** What the Hub has, or what the cache has where the Hub cannot or must not be asked. */
  private async find(repository: string, revision: string): Promise<RepositoryDescription | Snapshot> {
    const [{describeRepository}, {findCachedSnapshot}] = await Promise.all([
      import('../../models/hub/describe-repository.js'),
      import('../../models/hub/find-cached-snapshot.js'),
    ])
    try {
      return await describeRepository(repository, {revision})
    } catch (error) {
      const unasked =
        error instanceof HubError && (error.code === 'HUB_OFFLINE' || error.code === 'HUB_UNREACHABLE')
      const cached = unasked ? findCachedSnapshot(repository, {revision}) : undefined
      if (cached === undefined) throw error
      this.note(`The Hub is not asked; ${repository} is in the cache at commit ${cached.commit.slice(0, 8)}.`)
      return cached
    }
  }

  /** The model of this name where it is of that very commit: pulling twice does nothing. */
  private async present(
    name: string,
    {commit, repository}: {readonly commit: string; readonly repository: string},
  ): Promise<ModelManifest | undefined> {
    const {listModels} = await import('../../models/model-home.js')
    const manifest = listModels().find((entry) => entry.name === name)?.manifest
    if (manifest?.id !== repository || manifest.revision !== commit) return undefined
    this.note(`The model ${name} is here already, at commit ${commit.slice(0, 8)}.`)
    return manifest
  }

  private async load(description: RepositoryDescription, known: KnownModel | undefined): Promise<Snapshot> {
    const {pullSnapshot} = await import('../../models/hub/pull-snapshot.js')
    const {cachedBytes, commit, files, gated, licence, page, repository, totalBytes} = description
    const cached = cachedBytes > 0 ? `, of which ${megabytes(cachedBytes)} MB are here` : ''
    this.note(
      `${repository} at commit ${commit.slice(0, 8)}: ${files.length} files, ${megabytes(totalBytes)} MB${cached}.`,
    )
    const terms = [
      licence?.name ?? licence?.id ?? 'not said',
      gated && 'to be accepted on the Hub',
      known?.terms,
    ]
    this.note(`Licence: ${terms.filter(Boolean).join('; ')}; see ${licence?.link ?? page}.`)
    const progress = new ProgressLine()
    try {
      return await pullSnapshot(description, {
        onProgress: ({allBytes, allTotalBytes}) =>
          progress.show('loading MB', megabytes(allBytes), megabytes(allTotalBytes)),
        onNote: (line) => {
          progress.clear()
          this.note(line)
        },
      })
    } finally {
      progress.clear()
    }
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10
}
