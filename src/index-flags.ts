import {Flags, type Interfaces} from '@oclif/core'
import {modelFlag, precisionFlag} from './base-command.js'
import {buildFilterFlags} from './filter-flags.js'
import {readerFlags} from './reader-flags.js'

/** What a user may say of an index that is to be built. */
export const indexFlags = {
  changes: Flags.string({
    description:
      'Write what the update changed to this file (- for standard output), tab-separated: added, retired, renamed or moved; source; id; before; after.',
    helpValue: 'FILE|-',
  }),
  demo: Flags.boolean({
    description: 'Build the small terminology that ships with biolord.',
    default: false,
  }),
  engine: Flags.option({
    description: 'Graph to build for the vectors; exact builds none. Default: usearch where it is installed.',
    options: ['hnswlib', 'usearch', 'exact'] as const,
  })(),
  estimate: Flags.boolean({
    default: false,
    description: 'Only say how many names there are and what time, disk and memory the build will take.',
  }),
  model: modelFlag,
  name: Flags.string({
    char: 'n',
    description: 'Name of the index. Default: from the first source.',
    helpValue: 'NAME',
  }),
  precision: precisionFlag(),
  replace: Flags.boolean({
    description: 'Replace the index of this name.',
    default: false,
    exclusive: ['update'],
  }),
  source: Flags.string({
    description: 'Source code of the concepts. Default: from the release.',
    helpValue: 'CODE',
  }),
  strict: Flags.boolean({description: 'End with status 3 when rows were skipped.', default: false}),
  synonyms: Flags.string({
    description:
      'Names of your own: a file with an id, a tab and a name a line; repeatable. Updates keep them until others are given.',
    helpValue: 'FILE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  'no-synonyms': Flags.boolean({
    default: false,
    description: 'Let an update drop the names that you gave before.',
    exclusive: ['synonyms'],
  }),
  threads: Flags.integer({description: 'Threads that encode. Default: one a core.', min: 1, max: 256}),
  update: Flags.boolean({
    default: false,
    description:
      'Update the index of this name with new releases, or add sources to it; builds it where there is none.',
  }),
  ...buildFilterFlags,
  ...readerFlags,
}

export type IndexFlags = Interfaces.InferredFlags<typeof indexFlags>
