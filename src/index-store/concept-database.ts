import {conceptIdSpellings} from '../domain/concept-id-spellings.js'
import {groupBy} from '../domain/group-by.js'
import {keyHash} from '../domain/key-hash.js'
import {recall, recallAll} from '../domain/recall.js'
import {ConceptCounts} from './concept-counts.js'
import {type NumberedFilter, numberFilter, textsOfMembers} from './concept-filter.js'
import {ConceptLinks} from './concept-links.js'
import {ConceptMaps} from './concept-maps.js'
import {ConceptSets} from './concept-sets.js'
import {KeyFilter} from './key-filter.js'
import {isAllowed, NameWords} from './name-words.js'
import {SimilarNames} from './similar-names.js'
import {SimilarWords, shortestAnswer} from './similar-words.js'
import {type Database, mapFile, type SqlValue, type Statement} from './sqlite.js'
import type {
  ConceptDetails,
  ConceptFilter,
  ConceptLabel,
  ConceptMap,
  ConceptSummary,
  ConceptUse,
  SimilarTerm,
  TermHit,
  UnknownValue,
  WordHit,
  WordUse,
} from './term-index.js'
import {scopeOfCode} from './term-scope-code.js'
import {findUnknownValues} from './unknown-values.js'

/** What is kept in memory; enough for the results of a long document, little enough for a small machine. */
const cachedConcepts = 50_000
const cachedTexts = 50_000
const cachedWords = 100_000
const cachedFilters = 16

/** Names and definitions; where more are read, the file is mapped. */
const fewRows = 100

interface TermRow {
  readonly concept: number
  readonly text: number
  readonly term: string
  /** Null for a definition. */
  readonly scope: number | null
  readonly language: string | null
  readonly words: string | null
}

interface ConceptRow {
  readonly source: number
  readonly id: string
  readonly name: string
}

interface CachedFilter {
  /** Absent when the filter allows everything. */
  readonly numbers?: NumberedFilter
  members?: Uint32Array
  readonly termsByText: Map<number, readonly TermHit[]>
  /** Running text has the same words side by side again and again, and most of them are no name. */
  readonly termsByKey: Map<string, readonly TermHit[]>
  readonly termsByLooseKey: Map<string, readonly TermHit[]>
}

const none: readonly TermHit[] = []

const unusedWord: WordUse = {names: 0, last: 0, definitions: 0}

/** What `concepts.db` answers: everything of an index but vectors. */
export class ConceptDatabase {
  readonly maxKeyWords: number
  readonly definitionsRead: number
  private readonly meta: Statement<SqlValue[], SqlValue>
  private readonly byKey: Statement<SqlValue[], TermRow>
  private readonly byTexts: readonly Statement<SqlValue[], TermRow>[]
  private readonly byNumber: Statement<SqlValue[], ConceptRow>
  private readonly typesOf: Statement<SqlValue[], number>
  private readonly sources: ReadonlyMap<number, string>
  private readonly types: ReadonlyMap<number, string>
  private readonly byInitials: Statement<SqlValue[], TermRow>
  private readonly byLooseKey: Statement<SqlValue[], TermRow>
  private readonly word: Statement<SqlValue[], WordUse>
  private readonly labels = new Map<number, ConceptLabel>()
  private readonly summaries = new Map<number, ConceptSummary>()
  private readonly words = new Map<string, WordUse>()
  private readonly unfiltered = newCache()
  private readonly filters = new Map<string, CachedFilter>()
  /** The same by identity: a key would be made anew for every look-up. */
  private readonly filtersInUse = new WeakMap<ConceptFilter, CachedFilter>()
  private readonly links: ConceptLinks
  private readonly conceptMaps: ConceptMaps
  private readonly sets: ConceptSets
  private nameWords: NameWords | undefined
  private counts: ConceptCounts | undefined
  private similar: SimilarWords | undefined
  private rowsRead = 0
  private keyFilter: KeyFilter | undefined
  private looseKeyFilter: KeyFilter | undefined
  private similarNames: SimilarNames | undefined
  private spoken: readonly string[] | undefined

  constructor(private readonly database: Database) {
    this.meta = database.prepare<SqlValue[], SqlValue>('SELECT value FROM meta WHERE name = ?').pluck()
    this.maxKeyWords = Number(this.meta.get('maxKeyWords'))
    this.definitionsRead = Number(this.meta.get('definitionsRead'))
    const namesBy = (table: string, column: string) => `
      SELECT term.concept, term.text, text.text AS term, term.scope, term.language, text.words
      FROM ${table} AS found JOIN term ON term.text = found.text JOIN text ON text.number = found.text
      WHERE found.${column} = ?
    `
    this.byKey = database.prepare(namesBy('key', 'key'))
    this.byInitials = database.prepare(namesBy('initials', 'letters'))
    // a name whose two keys are one is in the table of keys alone
    this.byLooseKey = database.prepare(
      namesBy('(SELECT key, text FROM loose_key UNION ALL SELECT key, text FROM key)', 'key'),
    )
    // one statement for many numbers in ascending order takes a third of the time of many statements
    const wanted = 'json_each(?) AS wanted'
    this.byTexts = [
      `SELECT term.concept, term.text, text.text AS term, term.scope, term.language, text.words
       FROM ${wanted} CROSS JOIN term ON term.text = wanted.value CROSS JOIN text ON text.number = wanted.value`,
      `SELECT definition.concept, definition.text, text.text AS term, NULL AS scope, definition.language, NULL AS words
       FROM ${wanted} CROSS JOIN definition ON definition.text = wanted.value
       CROSS JOIN text ON text.number = wanted.value`,
    ].map((query) => database.prepare(query))
    this.byNumber = database.prepare('SELECT source, id, name FROM concept WHERE number = ?')
    this.typesOf = database
      .prepare<SqlValue[], number>('SELECT type FROM concept_type WHERE concept = ? ORDER BY type')
      .pluck()
    // few of either, and joining them to each concept costs more than the concept
    const byNumber = (query: string) => new Map(database.prepare<[], [number, string]>(query).raw().all())
    this.sources = byNumber('SELECT number, code FROM source')
    this.types = byNumber('SELECT number, name FROM type')
    this.word = database.prepare('SELECT names, last, definitions FROM word WHERE form = ?')
    this.conceptMaps = new ConceptMaps(database)
    this.links = new ConceptLinks(database, (number) => this.concept(number), this.conceptMaps)
    this.sets = new ConceptSets(database)
  }

  termsWithKey(key: string, filter?: ConceptFilter): readonly TermHit[] {
    if (!this.mayHaveKey(keyHash(key))) return none
    const {termsByKey} = this.filter(filter)
    return recall(termsByKey, cachedTexts, key, () => this.hits(this.all(this.byKey, key), filter))
  }

  mayHaveKey(hash: number): boolean {
    this.keyFilter ??= this.readKeyFilter('keyFilter')
    return this.keyFilter.mayHold(hash)
  }

  mayHaveLooseKey(hash: number): boolean {
    this.looseKeyFilter ??= this.readKeyFilter('looseKeyFilter')
    return this.looseKeyFilter.mayHold(hash)
  }

  termsWithWords(query: string, limit: number, filter?: ConceptFilter): readonly WordHit[] {
    this.nameWords ??= new NameWords(this.database)
    return this.nameWords.find(query, limit, this.filter(filter).numbers)
  }

  termsOfTexts(texts: readonly number[], filter?: ConceptFilter): readonly (readonly TermHit[])[] {
    const {termsByText} = this.filter(filter)
    const found = recallAll(termsByText, cachedTexts, texts, (unknown) => this.readTexts(unknown, filter))
    return found.map((hits) => hits ?? none)
  }

  termsWithInitials(letters: string, filter?: ConceptFilter): readonly TermHit[] {
    return this.hits(this.all(this.byInitials, letters), filter)
  }

  termsWithLooseKey(key: string, filter?: ConceptFilter): readonly TermHit[] {
    if (!this.mayHaveLooseKey(keyHash(key))) return none
    const {termsByLooseKey} = this.filter(filter)
    return recall(termsByLooseKey, cachedTexts, key, () => this.hits(this.all(this.byLooseKey, key), filter))
  }

  knowsWord(form: string): boolean {
    return this.wordUse(form) !== unusedWord
  }

  wordUse(form: string): WordUse {
    return recall(this.words, cachedWords, form, this.readWordUse)
  }

  conceptUse(concept: number): ConceptUse {
    this.counts ??= ConceptCounts.read(this.database)
    return this.counts.of(concept)
  }

  similarWords(form: string, limit: number): readonly string[] {
    this.similar ??= new SimilarWords(this.readWords())
    return this.similar.find(form, limit)
  }

  similarTerms(text: string, limit: number, filter?: ConceptFilter): readonly SimilarTerm[] {
    this.similarNames ??= new SimilarNames(this.database)
    return this.similarNames.find(text, limit, this.members(filter))
  }

  concept(number: number): ConceptSummary {
    return recall(this.summaries, cachedConcepts, number, this.summarise)
  }

  label(number: number): ConceptLabel {
    return recall(this.labels, cachedConcepts, number, this.readLabel)
  }

  private readonly summarise = (number: number): ConceptSummary => {
    const {id, name, source} = this.label(number)
    const types = this.typesOf.all(number).map((type) => this.types.get(type)!)
    return {id, name, source, types}
  }

  private readonly readLabel = (number: number): ConceptLabel => {
    const row = this.byNumber.get(number)
    if (!row) throw new RangeError(`the index has no concept number ${number}`)
    const {id, name, source} = row
    return {id, name, source: this.sources.get(source)!}
  }

  private all(statement: Statement<SqlValue[], TermRow>, value: SqlValue): TermRow[] {
    const rows = statement.all(value)
    if (this.rowsRead < fewRows && this.rowsRead + rows.length >= fewRows) mapFile(this.database)
    this.rowsRead += rows.length
    return rows
  }

  private readTexts(texts: readonly number[], filter: ConceptFilter | undefined): Map<number, TermHit[]> {
    const wanted = ascending(texts)
    const rows = this.byTexts.flatMap((statement) => this.all(statement, wanted))
    const ofText = groupBy(rows, ({text}) => text)
    return new Map(Array.from(ofText, ([text, own]) => [text, this.hits(own, filter)]))
  }

  /** What holds anything where the index has none: it is only there to be fast. */
  private readKeyFilter(name: string): KeyFilter {
    const bytes = this.meta.get(name)
    return new KeyFilter(bytes instanceof Uint8Array ? bytes : Uint8Array.of(0xff))
  }

  private readonly readWordUse = (form: string): WordUse => this.word.get(form) ?? unusedWord

  findConcepts(typed: string, source?: string): readonly ConceptDetails[] {
    return this.conceptNumbers(typed, source).map((number) => this.details(number))
  }

  conceptNumbers(typed: string, source?: string): readonly number[] {
    for (const id of conceptIdSpellings(typed)) {
      const found = this.links
        .numbersOfId(id)
        .filter((number) => source === undefined || isSameName(this.concept(number).source, source))
      if (found.length > 0) return found
    }
    return []
  }

  details(concept: number): ConceptDetails {
    return this.links.details(concept)
  }

  maps(concept: number): readonly ConceptMap[] {
    return this.conceptMaps.of(concept)
  }

  conceptsMappedTo(target: string): readonly {concept: number; relation: string}[] {
    return this.conceptMaps.to(target)
  }

  mapVocabularies(): readonly string[] {
    return this.conceptMaps.vocabularies
  }

  unknownValues(filter: ConceptFilter): UnknownValue[] {
    return findUnknownValues(this.database, this.sets, () => this.languages(), filter)
  }

  /** Texts that a filter allows, ascending; `undefined` when it allows all. */
  members(filter: ConceptFilter | undefined): Uint32Array | undefined {
    const cached = this.filter(filter)
    if (cached.numbers) cached.members ??= textsOfMembers(this.database, cached.numbers)
    return cached.members
  }

  close(): void {
    this.database.close()
  }

  private hits(rows: readonly TermRow[], filter: ConceptFilter | undefined): TermHit[] {
    const numbers = this.filter(filter).numbers
    const allowed = numbers ? rows.filter((row) => isAllowed(row, numbers)) : [...rows]
    return allowed.sort(inOrder).map(({concept, scope, term, text, words}) => ({
      concept,
      text,
      term,
      scope: scope === null ? 'definition' : scopeOfCode(scope),
      words,
    }))
  }

  private filter(filter: ConceptFilter | undefined): CachedFilter {
    if (!filter) return this.unfiltered
    const inUse = this.filtersInUse.get(filter)
    if (inUse) return inUse
    const key = JSON.stringify(filter)
    const cached = this.filters.get(key) ?? newCache(numberFilter(filter, this.sets, () => this.languages()))
    if (this.filters.size >= cachedFilters) this.filters.clear()
    this.filters.set(key, cached)
    this.filtersInUse.set(filter, cached)
    return cached
  }

  /** Languages of names, as they are stored. */
  private languages(): readonly string[] {
    this.spoken ??= this.database
      .prepare<SqlValue[], string>(
        'SELECT language FROM term UNION SELECT language FROM definition ORDER BY language',
      )
      .pluck()
      .all()
      .filter((language) => language !== null)
    return this.spoken
  }

  private readWords(): string[] {
    // one string of all words is read several times faster than a row each
    const words = this.database
      .prepare<SqlValue[], string | null>(`SELECT group_concat(form, ' ') FROM word WHERE length(form) >= ?`)
      .pluck()
      .get(shortestAnswer)
    return words ? words.split(' ') : []
  }
}

/** @param numbers - Absent when the filter allows everything. */
function newCache(numbers?: NumberedFilter): CachedFilter {
  return {numbers, termsByText: new Map(), termsByKey: new Map(), termsByLooseKey: new Map()}
}

/** By concept, then text, a name before a definition of the same words: sorting here is cheaper than in SQLite. */
function inOrder(a: TermRow, b: TermRow): number {
  return a.concept - b.concept || a.text - b.text || Number(a.scope === null) - Number(b.scope === null)
}

/** As a statement for many numbers takes them. */
function ascending(numbers: readonly number[]): string {
  return JSON.stringify([...Uint32Array.from(numbers).sort()])
}

function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
