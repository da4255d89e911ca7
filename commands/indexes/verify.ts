import {Args} from '@oclif/core'
import {BaseCommand} from '../../src/base-command.js'
import type {IndexFinding} from '../../src/index-store/verify-index.js'

const damagedStatus = 4

export default class IndexesVerify extends BaseCommand {
  static override summary = 'Read an index whole and compare it with its checksums.'
  static override description =
    'Prints one line for each thing that is wrong and then ends with status 4; nothing when all is well.'
  static override examples = ['<%= config.bin %> <%= command.id %> snomed']
  static override args = {
    index: Args.string({
      description: 'Name or folder. Default: as for link.',
      ignoreStdin: true,
      name: 'NAME|DIR',
    }),
  }

  async run(): Promise<readonly IndexFinding[]> {
    const {args} = await this.parse(IndexesVerify)
    const {resolveIndex} = await import('../../src/index-store/index-home.js')
    const {verifyIndex} = await import('../../src/index-store/verify-index.js')
    const {folder, name} = resolveIndex(args.index)
    const findings = await verifyIndex(folder)
    await this.write(findings.map(({path, what}) => `${path}\t${what}\n`).join(''))
    if (findings.length > 0) process.exitCode = damagedStatus
    this.note(
      findings.length > 0
        ? `The index ${name} is damaged: build it again with --replace.`
        : `The index ${name} is whole.`,
    )
    return findings
  }
}
