import {join} from 'node:path'
import {onTestFinished} from 'vitest'
import {type DescribeOptions, describeRepository} from '../../../../models/hub/describe-repository.js'
import {type PullOptions, pullSnapshot, type Snapshot} from '../../../../models/hub/pull-snapshot.js'
import {temporaryFolder} from '../../../helpers/temporary-folder.js'
import {commitOf, startHub, type TestHub, type TestRepository} from './hub-server.js'
import {sampleFiles} from './sample-repository.js'

export const repository = 'Some-Org/Model-1'

export interface HubScene {
  readonly hub: TestHub
  readonly commit: string
  /** Folder of the repository in the cache. */
  readonly cached: string
  readonly env: NodeJS.ProcessEnv
  describe(options?: DescribeOptions): ReturnType<typeof describeRepository>
  pull(options?: PullOptions & {readonly revision?: string}): Promise<Snapshot>
}

/** A Hub with one repository, and an empty cache. */
export async function hubScene(served: Partial<TestRepository> = {}): Promise<HubScene> {
  const content = {files: sampleFiles(), ...served}
  const hub = await startHub({[repository]: content})
  onTestFinished(() => hub.close())
  const home = temporaryFolder()
  const env = {HF_HOME: home, HF_ENDPOINT: hub.endpoint, HF_HUB_DOWNLOAD_TIMEOUT: '2'}
  const quick = {env, retryDelayMs: 5}
  return {
    hub,
    env,
    commit: commitOf(content),
    cached: join(home, 'hub', 'models--Some-Org--Model-1'),
    describe: (options) => describeRepository(repository, {...quick, ...options}),
    pull: async ({revision, ...options} = {}) => {
      const all = {...quick, ...options}
      return pullSnapshot(await describeRepository(repository, {...all, revision}), all)
    },
  }
}
