import type {OntologyDescription, OntologyRow, ReportProblem} from '../../src/domain/ontology.js'
import {InputError} from '../../src/errors.js'
import type {BitSet} from '../bit-set.js'
import type {OntologyReader, ReaderOptions} from '../reader.js'
import type {SourceFiles} from '../source-files.js'
import {tagOfRefset} from './dialects.js'
import {KeptLines} from './kept-lines.js'
import {chooseLanguageRefsets} from './language-choice.js'
import {latestLines, mayHoldVersions} from './latest-lines.js'
import {ModuleDependencies} from './module-dependencies.js'
import {PreferredNames} from './preferred-names.js'
import {readRf2File} from './read-rf2-file.js'
import {rf2Kinds} from './rf2-columns.js'
import type {Rf2File} from './rf2-file.js'
import {findRelease, holdsRf2, type Rf2Release} from './rf2-release.js'
import {SemanticTags} from './semantic-tags.js'

/**
 * Reads a SNOMED CT release, or anything laid out like one: its Snapshot, its Full files at a date, a Snapshot and a Delta,
 * an edition and its extensions. Of the versions of a component or of a reference set member the latest counts.
 *
 * @see https://docs.snomed.org/ SNOMED CT Release File Specification
 */
export const snomedRf2Reader: OntologyReader = {
  format: 'snomed-rf2',
  looksFor:
    'SNOMED CT RF2 (tab-separated files whose first line starts with "id effectiveTime active moduleId")',
  options: ['language', 'release'],
  joinsSources: true,

  recognise: holdsRf2,

  async describe(source, options = {}): Promise<OntologyDescription> {
    const release = await findRelease(source, options.release)
    const notes = await notesOf(release, options)
    return {
      format: 'snomed-rf2',
      code: 'snomed',
      release: release.date,
      ...(notes.length > 0 ? {notes} : {}),
      ...(release.isDelta ? {isDelta: true as const} : {}),
    }
  },

  async *read(source, report, options = {}) {
    const release = await findRelease(source, options.release)
    refuseLoneDelta(source, release)
    reportUnreadable(release, report)
    yield* readRelease(release, report, options)
  },
}

async function* readRelease(
  {files, upTo}: Rf2Release,
  report: ReportProblem,
  {language}: ReaderOptions,
): AsyncGenerator<readonly OntologyRow[]> {
  const lines = await linesThatCount(files, upTo)
  const refsets = await chooseLanguageRefsets(files, lines, language)
  const modules = new ModuleDependencies()
  const tags = new SemanticTags()
  const reading = {
    upTo,
    report,
    kept: new KeptLines(),
    rows: {
      languageRefsets: new Set(refsets),
      preferredNames: refsets.length > 1 ? await PreferredNames.read(files, lines, refsets) : undefined,
      modules,
      tags,
    },
  }
  for (const file of files) yield* readRf2File(file, {...reading, lines: lines.get(file)})
  yield* tags.others(files, lines)
  modules.reportMissing(report)
}

/** Looks at one kind of files after the other: what it takes to compare versions is free again before the next. */
async function linesThatCount(
  files: readonly Rf2File[],
  upTo: string | undefined,
): Promise<ReadonlyMap<Rf2File, BitSet>> {
  const lines = new Map<Rf2File, BitSet>()
  for (const kind of rf2Kinds) {
    const ofKind = files.filter((file) => file.kind === kind)
    if (!mayHoldVersions(ofKind)) continue
    for (const [file, set] of await latestLines(ofKind, upTo)) lines.set(file, set)
  }
  return lines
}

async function notesOf(
  {files, isDelta, upTo}: Rf2Release,
  {language}: ReaderOptions,
): Promise<readonly string[]> {
  const notes: string[] = []
  const has = (type: Rf2File['releaseType']) => files.some(({releaseType}) => releaseType === type)
  if (has('full')) notes.push(`Read from Full files: the latest rows${upTo ? ` up to ${upTo}` : ''}.`)
  if (has('delta') && !isDelta) notes.push('A Delta is applied to the rows that it changes.')
  if (language?.length && !isDelta) {
    const refsets = await chooseLanguageRefsets(files, undefined, language)
    const names = refsets.map((refset) => {
      const tag = tagOfRefset(refset)
      return tag === undefined ? refset : `${tag} (${refset})`
    })
    notes.push(`Concepts are named by the language reference set ${names.join(', then ')}.`)
  }
  return notes
}

function refuseLoneDelta(source: SourceFiles, {isDelta}: Rf2Release): void {
  if (!isDelta) return
  throw new InputError(
    'INPUT_UNUSABLE',
    `${source.path} holds only Delta files of an RF2 release: what changed, not what is there.`,
    'Give the Snapshot of the release before as well, or update its index: biolord index … --name NAME --update.',
  )
}

function reportUnreadable({unreadable}: Rf2Release, report: ReportProblem): void {
  for (const file of unreadable) {
    report({
      kind: 'unknown-columns',
      severity: 'skipped',
      message: file.size === 0 ? 'The file is empty.' : 'The first line does not name the columns of RF2.',
      at: {file: file.path, line: 1},
    })
  }
}
