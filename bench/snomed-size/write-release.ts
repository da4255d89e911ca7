import {createHash} from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import {dirname, join} from 'node:path'
import {rf2Columns} from '../../ontologies/snomed-rf2/rf2-columns.js'
import {withCheckDigit} from '../../ontologies/snomed-rf2/sctid.js'
import {packagePath} from '../../src/files/package-root.js'
import {Random} from './random.js'
import {randomHierarchy} from './random-hierarchy.js'
import {RecombinedNames} from './recombined-names.js'

/** How much of everything a concept of SNOMED CT has: 360,000 concepts, 1.2 million descriptions, 1.1 million is-a rows. */
const descriptionsPerConcept = 10 / 3
const parentsPerConcept = 3.06

const date = '20240801'
const module = '900000000000207008'
const fullySpecified = '900000000000003001'
const synonym = '900000000000013009'
const usEnglish = '900000000000509007'
const preferred = '900000000000548007'
const acceptable = '900000000000549004'
const isA = '116680003'
const inferred = '900000000000011006'
const existential = '900000000000451002'
const primitive = '900000000000074008'
const caseInsensitive = '900000000000448009'

const tags = [
  'disorder',
  'finding',
  'procedure',
  'body structure',
  'organism',
  'substance',
  'product',
  'qualifier value',
]

/**
 * Writes the Snapshot of a release that nobody published, unless it is there: the same for the same size, names and code.
 *
 * @param names - Real names, of which those of the release are made.
 * @returns Its folder.
 */
export function writeRelease(cache: string, concepts: number, names: readonly string[]): string {
  const folder = join(cache, `biolord-rf2-${concepts}`)
  const mark = `made-by-${makerOf(names)}`
  if (!existsSync(join(folder, mark))) {
    const building = `${folder}.building`
    for (const old of [building, folder]) rmSync(old, {recursive: true, force: true})
    writeFiles(building, concepts, names)
    writeFileSync(join(building, mark), '')
    renameSync(building, folder)
  }
  return join(folder, 'Snapshot')
}

/** What a release is made by and of: a release of other code would be measured for what it no longer is. */
function makerOf(names: readonly string[]): string {
  const code = packagePath('dist', 'bench', 'snomed-size')
  const hash = createHash('sha256').update(names.join('\n'))
  for (const file of readdirSync(code).sort()) hash.update(readFileSync(join(code, file)))
  return hash.digest('hex').slice(0, 16)
}

function writeFiles(folder: string, concepts: number, names: readonly string[]): void {
  const random = new Random(concepts)
  const made = new RecombinedNames(names, random)
  const hierarchy = randomHierarchy(concepts, parentsPerConcept, random)
  using concept = new Rf2Writer(
    join(folder, `Snapshot/Terminology/sct2_Concept_Snapshot_INT_${date}.txt`),
    'concept',
  )
  using description = new Rf2Writer(
    join(folder, `Snapshot/Terminology/sct2_Description_Snapshot-en_INT_${date}.txt`),
    'description',
  )
  using relationship = new Rf2Writer(
    join(folder, `Snapshot/Terminology/sct2_Relationship_Snapshot_INT_${date}.txt`),
    'relationship',
  )
  using language = new Rf2Writer(
    join(folder, `Snapshot/Refset/Language/der2_cRefset_LanguageSnapshot-en_INT_${date}.txt`),
    'language',
  )
  let descriptions = 0
  let relationships = 0
  const describe = (conceptId: string, type: string, text: string, acceptability: string) => {
    const id = withCheckDigit(`${1_000_000 + descriptions++}01`)
    description.row(id, date, '1', module, conceptId, 'en', type, text, caseInsensitive)
    language.row(random.uuid(), date, '1', module, usEnglish, id, acceptability)
  }
  for (let n = 0; n < concepts; n++) {
    const id = conceptId(n)
    concept.row(id, date, '1', module, primitive)
    const name = made.next()
    describe(id, fullySpecified, `${name} (${tags[random.below(tags.length)]})`, preferred)
    describe(id, synonym, name, preferred)
    while (descriptions < (n + 1) * descriptionsPerConcept && random.below(8) > 0)
      describe(id, synonym, made.next(), acceptable)
    for (const parent of hierarchy.parentsOf(n)) {
      const relation = withCheckDigit(`${1_000_000 + relationships++}02`)
      relationship.row(relation, date, '1', module, id, conceptId(parent), '0', isA, inferred, existential)
    }
  }
}

function conceptId(n: number): string {
  return n === 0 ? '138875005' : withCheckDigit(`${1_000_000 + n}00`)
}

const pieceLength = 1 << 20

/** Writes a file of RF2 piece by piece. */
class Rf2Writer {
  private readonly file: number
  private piece: string

  constructor(path: string, kind: 'concept' | 'description' | 'relationship' | 'language') {
    mkdirSync(dirname(path), {recursive: true})
    this.file = openSync(path, 'w')
    this.piece = `${rf2Columns[kind].join('\t')}\r\n`
  }

  row(...cells: readonly string[]): void {
    this.piece += `${cells.join('\t')}\r\n`
    if (this.piece.length > pieceLength) this.flush()
  }

  [Symbol.dispose](): void {
    this.flush()
    closeSync(this.file)
  }

  private flush(): void {
    writeSync(this.file, this.piece)
    this.piece = ''
  }
}
