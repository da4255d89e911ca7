import {gzipSync} from 'node:zlib'
import {describe, expect, test} from 'vitest'
import type {ReaderOptions} from '../../../ontologies/reader.js'
import {recogniseReader} from '../../../ontologies/readers.js'
import {openSource} from '../../../ontologies/source-files.js'
import {tableReader} from '../../../ontologies/table/table-reader.js'
import type {OntologyDescription, Problem} from '../../../src/domain/ontology.js'
import {BiolordError, InputError, UsageError} from '../../../src/errors.js'
import {collect, countKinds, type Reading, rowsOf} from '../support/read-all.js'
import {fileOf, folderOf} from '../support/temporary-folder.js'

/** Reads a file as the command does, with columns that were given. */
async function readTable(
  path: string,
  options: ReaderOptions = {},
): Promise<Reading & {description: OntologyDescription}> {
  await using source = await openSource(path)
  const reader = await recogniseReader(source)
  expect(reader.format).toBe('table')
  const problems: Problem[] = []
  const description = await reader.describe(source, options)
  const rows = await collect(reader.read(source, (problem) => problems.push(problem), options))
  return {reader, rows, problems, description}
}

const read = (content: string | Buffer, options: ReaderOptions = {}, name = 'toys.txt') =>
  readTable(fileOf(name, content), options)

/** The names of each concept, in the order of the rows. */
function namesOf(reading: Pick<Reading, 'rows'>): Record<string, string[]> {
  const names: Record<string, string[]> = {}
  for (const {conceptId, text} of rowsOf(reading, 'term')) {
    names[conceptId] = [...(names[conceptId] ?? []), text]
  }
  return names
}

async function failureOf(work: Promise<unknown>): Promise<BiolordError> {
  try {
    await work
  } catch (failure) {
    if (failure instanceof BiolordError) return failure
    throw failure
  }
  throw new Error('nothing failed')
}

describe('which columns', () => {
  test.each([
    ['code\tdescription\nT1\tToy\n', 'id = "code", name = "description"'],
    [
      'DrugBank ID,Common name,Synonyms\nDB1,Toy,a | b\n',
      'id = "DrugBank ID", name = "Common name", synonyms = "Synonyms" separated by "|"',
    ],
    ['id;label;definition\nT1;Toy;Plaything\n', 'id = "id", name = "label", definition = "definition"'],
    ['concept_id|preferred_term\nT1|Toy\n', 'id = "concept_id", name = "preferred_term"'],
    [
      'code,short_description,long_description\nT1,Toy,Toy of any kind\n',
      'id = "code", name = "long_description", synonyms = "short_description" separated by "|"',
    ],
    [
      'hp_id\tenglish_label\tlabel\tkind\nT:1\tToy\tSpeelgoed\tlabel\n',
      'id = "hp_id", name = "label", kind of name = "kind", kept as values = "english_label"',
    ],
    [
      'id\tname\ttree_numbers\tis_a\nT1\tToy\tA1\tT0\n',
      'id = "id", name = "name", tree number = "tree_numbers", parent = "is_a"',
    ],
    [
      'id\tname\tdescription\tumls_cui\nT1\tToy\tA thing.\tC01\n',
      'id = "id", name = "name", definition = "description", cross-map = "umls_cui"',
    ],
    ['id\tsynonyms\nT1\tToy|Plaything\n', 'id = "id", synonyms = "synonyms" separated by "|"'],
    ['Nummer\tOmschrijving\nT-001\tSpeelgoed\nT-002\tBal\n', 'id = "Nummer", name = "Omschrijving"'],
    ['{"id":"T1","prefLabel":"Toy"}\n', 'id = "id", name = "prefLabel"'],
  ])('guesses those of %j and says so', async (content, columns) => {
    const {description} = await read(content)

    expect(description.notes).toEqual([`Columns: ${columns}.`])
  })

  test('guesses ids and names without a header', async () => {
    const reading = await read('C001\tToy\nC002\tBall, "bouncing"\n')

    expect(namesOf(reading)).toEqual({C001: ['Toy'], C002: ['Ball, "bouncing"']})
    expect(reading.description.notes?.[1]).toContain('no header')
  })

  test('finds the header in a comment', async () => {
    const ctd =
      '# Toys of 2031\n# Fields:\n# ToyName\tToyID\tAltToyIDs\tSynonyms\n#\nBall\tT:2\tT:9\tbouncer|sphere\n'

    const reading = await read(ctd)

    expect(namesOf(reading)).toEqual({'T:2': ['Ball', 'bouncer', 'sphere']})
    expect(rowsOf(reading, 'replacement')).toEqual([
      {id: 'T:9', replacementId: 'T:2', reason: 'alternative-id'},
    ])
  })

  test('takes those that are given, by name without regard to case or by number', async () => {
    const content = 'a,b,c,d,e,f\nToy,T1,Plaything;Game,A thing; or two.,object,T0\n'
    const options = {
      idColumn: 'B',
      nameColumn: '1',
      synonymsColumn: ['c'],
      definitionColumn: 'D',
      typeColumn: '5',
      parentColumn: 'f',
      separator: ';',
    }

    const reading = await read(content, options)

    expect(namesOf(reading)).toEqual({T1: ['Toy', 'Plaything', 'Game']})
    expect(rowsOf(reading, 'definition')).toEqual([{conceptId: 'T1', text: 'A thing; or two.'}])
    expect(rowsOf(reading, 'type')).toEqual([{conceptId: 'T1', type: 'object'}])
    expect(rowsOf(reading, 'relation')).toEqual([{conceptId: 'T1', relation: 'is-a', targetId: 'T0'}])
  })

  test('takes given synonyms instead of guessed ones', async () => {
    const content = 'id,name,synonyms,words\nT1,Toy,Wrong,Right\n'

    const reading = await read(content, {synonymsColumn: ['words']})

    expect(namesOf(reading)).toEqual({T1: ['Toy', 'Right']})
  })

  test('refuses a column that is not there and lists those that are', async () => {
    const failure = await failureOf(read('id,name\nT1,Toy\n', {nameColumn: 'label'}))

    expect(failure).toBeInstanceOf(UsageError)
    expect(failure.message).toContain('has no column "label"')
    expect(failure.suggestions[0]).toContain('1 "id", 2 "name"')
  })

  test('refuses one column in two roles', async () => {
    const failure = await failureOf(read('id,name\nT1,Toy\n', {idColumn: '1', nameColumn: 'ID'}))

    expect(failure).toBeInstanceOf(UsageError)
  })

  test('says how to name the columns of a table that is not clear', async () => {
    const failure = await failureOf(read('when,much\n12,3.5\n13,4.5\n14,7.5\n'))

    expect(failure).toBeInstanceOf(InputError)
    expect(failure.message).toContain('looks like a table')
    expect(failure.suggestions[0]).toContain('--id-column')
    expect(failure.suggestions[0]).toContain('2 "much"')
  })
})

describe('which source code', () => {
  test.each([
    ['the column of ids', 'x.tsv', 'mesh_id\tname\nMESH:D1\tToy\n', 'mesh'],
    ['the prefix of the ids', 'x.tsv', 'id\tname\nHP:1\tToy\nHP:2\tBall\n', 'hp'],
    ['letters before the numbers', 'x.tsv', 'identifier\tname\nCHEMBL1\tToy\n', 'chembl'],
    [
      'the file where the ids have several prefixes',
      'medic-2012-07-06.tsv',
      'id\tname\nMESH:1\tToy\nOMIM:2\tBall\n',
      'medic',
    ],
    ['nothing', '2031.tsv', 'id\tname\n1\tToy\n', 'table'],
  ])('comes from %s', async (_what, name, content, code) => {
    const {description} = await read(content, {}, name)

    expect(description.code).toBe(code)
  })
})

describe('what is a table', () => {
  test.each([
    [
      'prose',
      'The patient, a man of 54, came with a cough.\nHe had no fever, he said,\nand had slept well.\n',
    ],
    ['a README', '# Toys\n\nA list of toys, by name. See also:\n\n- balls\n- tops, humming and not\n'],
    ['source code', 'import os, sys\n\ndef main(a, b):\n    return a + b\n\nprint(main(1, 2), 3)\n'],
    ['a log', '2031-01-01 10:00:00,123 INFO started\n2031-01-01 10:00:01,001 WARN slow, 3 s\n'],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 44, 10, 0, 44, 10])],
    ['a header alone', 'when,what\n'],
    ['a matrix', `id,name${',x'.repeat(50_000)}\n${'T1,Toy\n'.repeat(1500)}`],
    ['FHIR', '{"resourceType":"Patient","id":"p1","name":"Toy"}\n'],
    ['documents', `{"doc_id":"1","text":"A toy."}\n{"doc_id":"2","text":"${'long '.repeat(100)}"}\n`],
  ])('is not %s', async (_what, content) => {
    const failure = await failureOf(read(content))

    expect(failure).toBeInstanceOf(InputError)
    expect(failure).toMatchObject({code: 'INPUT_UNKNOWN_FORMAT'})
  })

  test('is one whose columns the user names, however odd it looks', async () => {
    await using source = await openSource(fileOf('x', 'T1,Toy\nT2,Ball, bouncing\nT3,Top, spinning\n'))

    const {notes} = await tableReader.describe(source, {idColumn: '1', nameColumn: '2'})

    expect(notes?.[0]).toContain('id = "1", name = "2"')
  })

  test('is read beside files of a folder that are none', async () => {
    const folder = folderOf({'README.md': 'Toys, by name.\n', 'toys.csv': 'id,name\nT1,Toy\n'})

    expect(namesOf(await readTable(folder))).toEqual({T1: ['Toy']})
  })
})

describe('rows', () => {
  test('with one id are one concept, the first name preferred', async () => {
    const reading = await read('id\tname\nT1\tToy\nT2\tBall\nT1\tPlaything\n')

    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual(['T1', 'T2'])
    expect(rowsOf(reading, 'term').map(({scope, text}) => `${scope} ${text}`)).toEqual([
      'preferred Toy',
      'preferred Ball',
      'exact Plaything',
    ])
  })

  test('tell by their kind whether a name is preferred', async () => {
    const content = 'id\tname\tkind\nT1\tplaything\tsynonym\nT1\tToy\tlabel\nT1\tthing\thasBroadSynonym\n'

    const reading = await read(content)

    expect(rowsOf(reading, 'term').map(({scope}) => scope)).toEqual(['exact', 'preferred', 'broad'])
  })

  test('get their preferred name from the table without kinds, whichever is read first', async () => {
    const folder = folderOf({
      'a.tsv': 'id\tname\tkind\nT1\tplaything\tsynonym\n',
      'b.tsv': 'id\tname\nT1\tToy\n',
    })

    const reading = await readTable(folder)

    expect(rowsOf(reading, 'concept')).toHaveLength(1)
    expect(rowsOf(reading, 'term').map(({scope, text}) => `${scope} ${text}`)).toEqual([
      'exact plaything',
      'preferred Toy',
    ])
  })

  test('may list alternative ids beside their own', async () => {
    const reading = await read('id\tname\nMESH:D1|OMIM:2\tToy\n')

    expect(rowsOf(reading, 'concept')).toEqual([{id: 'MESH:D1', active: true}])
    expect(rowsOf(reading, 'replacement')).toEqual([
      {id: 'OMIM:2', replacementId: 'MESH:D1', reason: 'alternative-id'},
    ])
  })

  test('get their parents from tree numbers, in whatever order they come', async () => {
    const content = 'id\tname\ttree_numbers\nT2\tBall\tA1.5|B2.1\nT1\tToy\tA1\nT3\tSphere\tB2\n'

    const reading = await read(content)

    expect(rowsOf(reading, 'relation')).toEqual([
      {conceptId: 'T2', relation: 'is-a', targetId: 'T1'},
      {conceptId: 'T2', relation: 'is-a', targetId: 'T3'},
    ])
    expect(rowsOf(reading, 'property')).toContainEqual({
      conceptId: 'T2',
      property: 'tree-number',
      value: 'B2.1',
    })
  })

  test('part names at bars, not at a semicolon that stands in some', async () => {
    const content = 'id\tname\tsynonyms\nT1\tToy\tplaything; of wood|game\nT2\tBall\tbouncer; red\n'

    expect(namesOf(await read(content))).toEqual({
      T1: ['Toy', 'plaything; of wood', 'game'],
      T2: ['Ball', 'bouncer; red'],
    })
  })

  test('part names at semicolons where they are common', async () => {
    const content = 'id,name,synonyms\nT1,Toy,plaything; game\nT2,Ball,bouncer;sphere\n'

    expect(namesOf(await read(content))).toEqual({
      T1: ['Toy', 'plaything', 'game'],
      T2: ['Ball', 'bouncer', 'sphere'],
    })
  })

  test('keep columns that have no role as values', async () => {
    const reading = await read('id,name,Colour\nT1,Toy,red\nT2,Ball,\n')

    expect(rowsOf(reading, 'property')).toEqual([{conceptId: 'T1', property: 'Colour', value: 'red'}])
  })

  test('give ids of other vocabularies as cross-maps', async () => {
    const reading = await read('id,name,cas,xrefs\nT1,Toy,50-00-0,"PLAY:1, GAME:2"\n')

    expect(rowsOf(reading, 'map').map(({target}) => target)).toEqual(['CAS:50-00-0', 'PLAY:1', 'GAME:2'])
  })
})

describe('damage', () => {
  test('keeps a stray quote of a TSV as it is', async () => {
    const reading = await read('id\tname\nT1\t"Toy\nT2\t5" ball\nT3\t"Top"\n')

    expect(namesOf(reading)).toEqual({T1: ['"Toy'], T2: ['5" ball'], T3: ['"Top"']})
    expect(reading.problems).toEqual([])
  })

  test('obeys quotes of a TSV that has them everywhere', async () => {
    const reading = await read('"id"\t"name"\n"T1"\t"Toy, ""red"""\n')

    expect(namesOf(reading)).toEqual({T1: ['Toy, "red"']})
  })

  test.each([
    ['too-few-columns', 'T9'],
    ['too-many-columns', 'T9,Leukaemia, acute,x'],
    ['empty-id', ',Nameless,'],
    ['empty-name', 'T9,,'],
    ['unclosed-quote', 'T9,"Top,spinning'],
    ['bad-quote', 'T9,"Top" spinning,x'],
    ['nul-byte', 'T9,To\0p,x'],
    ['line-too-long', `T9,${'Top'.repeat(400_000)},x`],
  ])('counts %s with its line and reads on', async (kind, line) => {
    const content = `id,name,definition\nT1,Toy,"A thing\nto play with."\n${line}\nT2,Ball,\nT3,"Top, humming",\n`

    const reading = await read(content)

    expect(reading.problems.map((problem) => [problem.kind, problem.severity, problem.at.line])).toEqual([
      [kind, 'skipped', 4],
    ])
    expect(namesOf(reading)).toEqual({T1: ['Toy'], T2: ['Ball'], T3: ['Top, humming']})
    expect(reading.rows.at(-1)?.at.line).toBe(6)
  })

  test('warns of a name that goes over several lines', async () => {
    const reading = await read('id,name\nT1,"Toy\nT2,Ball\nT3,5"\nT4,Top\n')

    expect(countKinds(reading)).toEqual({'line-end-in-name': 1})
  })

  test('warns of a row that is short but whole enough', async () => {
    const reading = await read('id\tname\tsynonyms\nT1\tToy\n')

    expect(countKinds(reading)).toEqual({'short-row': 1})
    expect(namesOf(reading)).toEqual({T1: ['Toy']})
  })

  test('counts lines that are no JSON object, numbers that are not exact, and nested objects', async () => {
    const content = [
      '{"id":"T1","name":"Toy","synonyms":["a",{"b":1}]}',
      '[1]',
      '{"id":99999999999999999999,"name":"Ball"}',
      '{"id":7,"name":"Top","__proto__":{"name":"x"}}',
      '{"id":"T2","na',
      '{"id":"T3","name":"Puzzle"}',
      ...Array.from({length: 20}, (_, i) => `{"id":"S${i}","name":"Spare ${i}"}`),
    ]

    const reading = await read(content.join('\n'))

    expect(countKinds(reading)).toEqual({'bad-json': 2, 'nested-value': 2, 'unsafe-number': 1})
    expect(namesOf(reading)).toMatchObject({T1: ['Toy', 'a'], 7: ['Top'], T3: ['Puzzle']})
  })

  test('counts the rows of a file that changes its format half-way', async () => {
    const rows = Array.from({length: 30}, (_, i) => `T${i}\tToy ${i}`).join('\n')

    const reading = await read(`id\tname\n${rows}\n<html>\n{"id":"T99","name":"x"}\n`)

    expect(rowsOf(reading, 'concept')).toHaveLength(30)
    expect(countKinds(reading)).toEqual({'too-few-columns': 2})
  })

  test('refuses a gz that is cut', async () => {
    const rows = Array.from({length: 5000}, (_, i) => `T${i}\tToy ${Math.sin(i)}`).join('\n')
    const whole = gzipSync(`id\tname\n${rows}`)

    const failure = await failureOf(read(whole.subarray(0, whole.length - 20), {}, 'toys.tsv.gz'))

    expect(failure).toMatchObject({code: 'INPUT_DAMAGED'})
  })
})
