import {describe, expect, test} from 'vitest'
import {kindOfHeader, rf2Columns, rf2Kinds} from '../../../ontologies/snomed-rf2/rf2-columns.js'
import {dateOf, packageOf, recogniseRf2File, releaseTypeOf} from '../../../ontologies/snomed-rf2/rf2-file.js'
import {fileOfChunks} from '../support/read-all.js'

const named = (path: string, text = '') => ({
  ...fileOfChunks([Buffer.from(text)], path),
  name: path.split('/').at(-1)!,
})

describe('releaseTypeOf', () => {
  test.each([
    ['sct2_Concept_Snapshot_INT_20240801.txt', 'snapshot'],
    ['sct2_Description_Snapshot-en-AU_AU1000036_20240831.txt', 'snapshot'],
    ['sct2_Description_Snapshot-es-419_INT_20240831.txt', 'snapshot'],
    ['sct2_Concept_UKCLSnapshot_GB1000000_20240410.txt', 'snapshot'],
    ['sct2_Concept_MONOSnapshot_GB_20240410.txt', 'snapshot'],
    ['sct2_TextDefinition_UKEDFull-en_GB1000000_20240410.txt', 'full'],
    ['xsct2_Concept_Delta_SE1000052_20240531.txt', 'delta'],
    ['xder2_cRefset_LanguageDelta-sv_SE1000052_20240531.txt.gz', 'delta'],
    ['der2_iisssccRefset_ICD10ExtendedMapFull_INT_20240801.txt', 'full'],
    ['der2_iisssciRefset_ExtendedMapUKCLSnapshot_GB1000000_20230215.txt', 'snapshot'],
    ['SnomedCT_X/Full/Terminology/concepts.txt', 'full'],
    ['Full/sct2_Concept_Snapshot_INT_20240801.txt', 'snapshot'],
    ['concepts.txt', undefined],
    ['Readme_Full.txt', undefined],
  ])('of %s is %s', (path, type) => {
    expect(releaseTypeOf(named(path))).toBe(type)
  })
})

describe('what a path says', () => {
  test.each([
    ['1/SnomedCT_X/Snapshot/Terminology/sct2_Concept_Snapshot_INT_20240801.txt', '1/SnomedCT_X', '20240801'],
    ['Terminology/Content/sct2_Concept_Snapshot_INT_20240801T120000Z.txt', '', '20240801'],
    ['x/y/concepts.txt.gz', 'x/y', undefined],
    ['2/sct2_Concept_Delta_AU1000036_20240831.txt.gz', '2', '20240831'],
  ])('%s belongs to the package "%s" of %s', (path, folder, date) => {
    expect(packageOf(named(path))).toBe(folder)
    expect(dateOf(named(path))).toBe(date)
  })
})

describe('kindOfHeader', () => {
  test.each(rf2Kinds)('knows a %s file by its columns, whatever follows them', (kind) => {
    const header = rf2Columns[kind].join('\t')

    expect(kindOfHeader(header)).toBe(kind)
    expect(kindOfHeader(`${header}\tsomethingElse`)).toBe(kind)
  })

  test.each([
    [
      'refSetId as it was once spelled',
      'cRefset',
      'refSetId\treferencedComponentId\tacceptabilityId',
      'language',
    ],
    ['a target column of old', 'cRefset', 'refsetId\treferencedComponentId\ttargetComponent', 'association'],
    ['attribute values', 'cRefset', 'refsetId\treferencedComponentId\tvalueId', 'member'],
    ['ordered sets', 'iRefset', 'refsetId\treferencedComponentId\torder\tlinkedToId', 'member'],
    ['axioms', 'sRefset', 'refsetId\treferencedComponentId\towlExpression', 'metadata'],
    [
      'descriptors',
      'cciRefset',
      'refsetId\treferencedComponentId\tattributeDescription\tattributeType',
      'metadata',
    ],
    [
      'MRCM ranges',
      'ssccRefset',
      'refsetId\treferencedComponentId\trangeConstraint\tattributeRule',
      'metadata',
    ],
    ['queries', 'sRefset', 'refsetId\treferencedComponentId\tquery', 'metadata'],
    [
      'expressions for codes',
      'ssRefset',
      'refsetId\treferencedComponentId\tmapTarget\texpression',
      'metadata',
    ],
    ['too few columns', 'Refset', 'refsetId', undefined],
    ['other columns', 'Refset', 'referencedComponentId\trefsetId', undefined],
  ])('tells %s', (_what, _pattern, columns, kind) => {
    expect(kindOfHeader(`id\teffectiveTime\tactive\tmoduleId\t${columns}`)).toBe(kind)
  })

  test.each(['', 'id', 'id,effectiveTime,active,moduleId,definitionStatusId', 'CUI|LAT|TS'])(
    'knows nothing of "%s"',
    (header) => {
      expect(kindOfHeader(header)).toBeUndefined()
    },
  )
})

describe('recogniseRf2File', () => {
  test('goes by the columns where the name says something else', async () => {
    const file = named('sct2_Concept_Snapshot_INT_20240801.txt', rf2Columns.language.join('\t'))

    expect(await recogniseRf2File(file)).toMatchObject({
      kind: 'language',
      releaseType: 'snapshot',
      date: '20240801',
    })
  })

  test('takes a file without a telling name for a Snapshot', async () => {
    const file = named('concepts', `# a comment\n\n${rf2Columns.concept.join('\t')}\r\n`)

    expect(await recogniseRf2File(file)).toMatchObject({kind: 'concept', releaseType: 'snapshot'})
  })
})
