import {createHash} from 'node:crypto'
import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {formatVersion, hashOfModel} from '../../../models/model-manifest.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {buildSample, sampleModel} from '../index-store/sample-index.js'

export interface SampleHome {
  readonly env: NodeJS.ProcessEnv
  /** Of the index `sample`. */
  readonly folder: string
  /** Of the model `pretend`. */
  readonly modelFolder: string
  readonly modelSha256: string
}

/** A home with an index and the model that it says it was built with. */
export async function sampleHome(): Promise<SampleHome> {
  const home = temporaryFolder()
  const modelFolder = join(home, 'models', 'pretend')
  const sha256 = writeModel(modelFolder)
  const {folder} = await buildSample(join(home, 'indexes'), 'sample', {
    engine: 'exact',
    model: {...sampleModel, id: 'maker/pretend', sha256},
  })
  return {env: {BIOLORD_HOME: home}, folder, modelFolder, modelSha256: sha256}
}

/** Files that are no model, with a manifest that fits them. */
export function writeModel(folder: string, weights = 'weights'): string {
  const contents = {'model.onnx': 'graph', 'model.bin': weights, 'vocabulary.bin': 'words'}
  mkdirSync(folder, {recursive: true})
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(folder, name), content)
  const {dimensions} = sampleModel
  const settings = {
    dimensions,
    pooling: 'mean',
    maxTokens: 16,
    tokenizer: {kind: 'word-piece', file: 'vocabulary.bin'} as const,
    files: Object.fromEntries(
      Object.entries(contents).map(([name, content]) => [
        name,
        {bytes: content.length, sha256: createHash('sha256').update(content).digest('hex')},
      ]),
    ),
  }
  const graph = {graph: 'model.onnx', weights: 'model.bin'}
  const sha256 = hashOfModel(settings, graph)
  const manifest = {
    formatVersion,
    id: 'maker/pretend',
    languages: ['en'],
    licence: 'CC0-1.0',
    origin: 'invented',
    ...settings,
    graphs: {int8: {...graph, sha256}},
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
  return sha256
}
