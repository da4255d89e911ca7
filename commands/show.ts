import {Args, Flags} from '@oclif/core'
import {checkSource, openChosenIndex} from '../src/adapters.js'
import {BaseCommand, indexFlag} from '../src/base-command.js'
import type {ConceptDetails} from '../src/index-store/term-index.js'
import {conceptText} from '../src/output/render-concept.js'

export default class Show extends BaseCommand {
  static override summary = 'Show one concept: names, definition, parents, children, maps, history.'
  static override description =
    `Finds the common spellings of an id (HP:0000001, HP_0000001, an IRI); a secondary or retired id answers with what \
stands for it now. A concept that is not there prints nothing on stdout and is no error.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> HP:0001250',
    '<%= config.bin %> <%= command.id %> 74400008 --index snomed --json',
  ]
  static override args = {
    concept: Args.string({
      description: 'Id of the concept.',
      ignoreStdin: true,
      name: 'CONCEPT',
      required: true,
    }),
  }
  static override flags = {
    index: indexFlag,
    source: Flags.string({
      description: 'Source of the concept, where an id is in several.',
      helpValue: 'CODE',
    }),
  }

  async run(): Promise<readonly ConceptDetails[]> {
    const {args, flags} = await this.parse(Show)
    await using index = await openChosenIndex(flags.index)
    await checkSource(index, flags.source)
    const concepts = index.findConcepts(args.concept, flags.source)
    await this.write(concepts.map(conceptText).join('\n'))
    if (concepts.length === 0) this.note(`The index ${index.name} has no concept ${args.concept}.`)
    return concepts
  }
}
