import type {OntologyRow, ReportProblem, SourceLine} from '../../src/domain/ontology.js'
import {UsageError} from '../../src/errors.js'
import type {OntologyReader, ReaderOptions} from '../reader.js'
import {shown} from '../shown.js'
import {IdSet} from './id-set.js'
import {IdTexts} from './id-texts.js'
import {addConcept, conceptNumber, type KnownConcepts} from './omop-concepts.js'
import {
  findOmop,
  holdsOmop,
  type OmopFile,
  type OmopRecord,
  type OmopRelease,
  type OmopTable,
  omopRecords,
} from './omop-files.js'
import {conceptFilter} from './omop-filter.js'
import {OmopLanguages} from './omop-languages.js'
import {RelationshipRows, surveyRelationships} from './omop-relationships.js'

/**
 * Reads the standardised vocabularies of OMOP as Athena delivers them. Concept ids are OMOP's; the codes of the
 * vocabularies are cross-maps.
 *
 * @see https://ohdsi.github.io/CommonDataModel/cdm54.html "Vocabulary Tables"
 */
export const omopReader: OntologyReader = {
  format: 'omop',
  looksFor: 'OMOP vocabularies (a CONCEPT.csv with concept_id, concept_name and vocabulary_id)',
  options: ['domain', 'vocabulary', 'standardOnly', 'language'],

  recognise: holdsOmop,

  async describe(source, options = {}) {
    const release = await findOmop(source)
    const versions = await vocabularyVersions(release)
    refuseUnknownVocabulary(options, versions)
    const version = versions.get('none')?.version
    return {format: 'omop', code: 'omop', ...(version ? {release: version} : {})}
  },

  async *read(source, report, options = {}) {
    const release = await findOmop(source)
    const survey = await surveyRelationships(release.relationship)
    const known: KnownConcepts = {
      listed: new IdSet(),
      kept: new IdSet(),
      invalid: new IdSet(),
      codes: new IdTexts(survey.isMappedTo.size),
      languages: new OmopLanguages(),
    }
    const wants = conceptFilter(options)
    const {ancestor, concept, relationship, synonym} = release
    yield* tableRows('concept', concept, report, (record, at, rows) =>
      addConcept(record, at, known, {isMappedTo: survey.isMappedTo, report, wants}, rows),
    )
    yield* tableRows('synonym', synonym, report, (record, at, rows) =>
      addSynonym(record, at, known, {asked: options.language, report}, rows),
    )
    const related = new RelationshipRows(known, survey.hasIsA, report)
    yield* tableRows('relationship', relationship, report, (...row) => related.add(...row))
    if (!relationship) yield* tableRows('ancestor', ancestor, report, (...row) => related.addAncestor(...row))
  },
}

async function* tableRows(
  table: OmopTable,
  file: OmopFile | undefined,
  report: ReportProblem,
  add: (record: OmopRecord, at: SourceLine, rows: OntologyRow[]) => void,
): AsyncGenerator<readonly OntologyRow[]> {
  if (!file) return
  for await (const records of omopRecords(table, file, report)) {
    const rows: OntologyRow[] = []
    for (const record of records) add(record, {file: file.file.path, line: record.line}, rows)
    if (rows.length > 0) yield rows
  }
}

/**
 * A synonym of a concept that was asked for; of all languages, or of those that were. Reports `bad-id` and `empty-name`
 * (skipped); a concept that is not listed at all, the store reports.
 */
function addSynonym(
  {cells}: OmopRecord,
  at: SourceLine,
  {kept, languages, listed}: KnownConcepts,
  {asked, report}: {asked?: readonly string[]; report: ReportProblem},
  rows: OntologyRow[],
): void {
  const [conceptId = '', text = '', languageId = ''] = cells
  const number = conceptNumber(conceptId)
  if (number === undefined) {
    report({kind: 'bad-id', severity: 'skipped', message: `${shown(conceptId)} is not a concept id.`, at})
    return
  }
  if (number === 0 || (listed.has(number) && !kept.has(number))) return
  if (text.trim() === '') {
    report({kind: 'empty-name', severity: 'skipped', message: `A synonym of ${conceptId} is empty.`, at})
    return
  }
  const language = languages.codeOf(languageId)
  if (asked?.length && !asked.some((one) => one.toLowerCase().split('-')[0] === language)) return
  rows.push({row: 'term', conceptId, text, scope: 'exact', ...(language ? {language} : {}), at})
}

type Versions = ReadonlyMap<string, {readonly id: string; readonly version: string}>

/** Versions by vocabulary id, lower case; that of `None` is the version of all together. */
async function vocabularyVersions({vocabulary}: OmopRelease): Promise<Versions> {
  const versions = new Map<string, {id: string; version: string}>()
  if (!vocabulary) return versions
  for await (const records of omopRecords('vocabulary', vocabulary, () => {})) {
    for (const {cells} of records) {
      const [id = '', version = ''] = cells
      versions.set(id.toLowerCase(), {id, version})
    }
  }
  return versions
}

/** @throws {UsageError} When a vocabulary is asked for that VOCABULARY does not list. */
function refuseUnknownVocabulary({vocabulary = []}: ReaderOptions, versions: Versions): void {
  const unknown = vocabulary.find((id) => versions.size > 0 && !versions.has(id.toLowerCase()))
  if (unknown === undefined) return
  throw new UsageError(
    `The download has no vocabulary "${unknown}".`,
    `Its vocabularies: ${[...versions.values()].map(({id}) => id).join(', ')}.`,
  )
}
