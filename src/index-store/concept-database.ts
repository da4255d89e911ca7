import {conceptIdSpellings} from '../domain/concept-id-spellings.js'
import {type NumberedFilter, numberFilter, textsOfMembers} from './concept-filter.js'
import {ConceptLinks} from './concept-links.js'
import {ConceptMaps} from './concept-maps.js'
import {SimilarWords, shortestAnswer} from './similar-words.js'
import type {Database, SqlValue, Statement} from './sqlite.js'
import type {ConceptDetails, ConceptFilter, ConceptMap, ConceptSummary, TermHit} from './term-index.js'
import {scopeOfCode} from './term-scope-code.js'

/** Concepts kept in memory; enough for the results of a long document, little enough for a small machine. */
const cachedConcepts = 20_000
const cachedFilters = 16

interface TermRow {
  readonly concept: number
  readonly text: number
  readonly term: string
  /** Null for a definition. */
  readonly scope: number | null
}

interface ConceptRow {
  readonly id: string
  readonly name: string
  readonly code: string
  readonly sourceNumber: number
}

interface CachedConcept {
  readonly summary: ConceptSummary
  readonly source: number
  readonly types: readonly number[]
}

interface CachedFilter {
  readonly numbers: NumberedFilter
  members?: Uint32Array
}

/** What `concepts.db` answers: everything of an index but vectors. */
export class ConceptDatabase {
  readonly maxKeyWords: number
  private readonly byKey: Statement<SqlValue[], TermRow>
  private readonly byText: Statement<SqlValue[], TermRow>
  private readonly byNumber: Statement<SqlValue[], ConceptRow>
  private readonly typesOf: Statement<SqlValue[], {number: number; name: string}>
  private readonly word: Statement<SqlValue[]>
  private readonly concepts = new Map<number, CachedConcept>()
  private readonly filters = new Map<string, CachedFilter>()
  private readonly links: ConceptLinks
  private readonly conceptMaps: ConceptMaps
  private similar: SimilarWords | undefined

  constructor(private readonly database: Database) {
    this.maxKeyWords = Number(
      database.prepare(`SELECT value FROM meta WHERE name = 'maxKeyWords'`).pluck().get(),
    )
    this.byKey = database.prepare(`
      SELECT term.concept, term.text, text.text AS term, term.scope
      FROM key JOIN term ON term.text = key.text JOIN text ON text.number = key.text
      WHERE key.key = ?
      ORDER BY term.concept, term.text
    `)
    this.byText = database.prepare(`
      SELECT used.concept, used.text, text.text AS term, used.scope
      FROM (
        SELECT text, concept, scope FROM term UNION ALL SELECT text, concept, NULL FROM definition
      ) AS used JOIN text ON text.number = used.text
      WHERE used.text = ?
      ORDER BY used.concept, used.scope IS NULL
    `)
    this.byNumber = database.prepare(`
      SELECT concept.id, concept.name, source.code, source.number AS sourceNumber
      FROM concept JOIN source ON source.number = concept.source
      WHERE concept.number = ?
    `)
    this.typesOf = database.prepare(`
      SELECT type.number, type.name
      FROM concept_type JOIN type ON type.number = concept_type.type
      WHERE concept_type.concept = ?
      ORDER BY type.number
    `)
    this.word = database.prepare('SELECT 1 FROM word WHERE form = ?')
    this.conceptMaps = new ConceptMaps(database)
    this.links = new ConceptLinks(database, (number) => this.concept(number), this.conceptMaps)
  }

  termsWithKey(key: string, filter?: ConceptFilter): readonly TermHit[] {
    return this.hits(this.byKey.all(key), filter)
  }

  termsOfText(text: number, filter?: ConceptFilter): readonly TermHit[] {
    return this.hits(this.byText.all(text), filter)
  }

  knowsWord(form: string): boolean {
    return this.word.get(form) !== undefined
  }

  similarWords(form: string, limit: number): readonly string[] {
    this.similar ??= new SimilarWords(this.readWords())
    return this.similar.find(form, limit)
  }

  concept(number: number): ConceptSummary {
    return this.cached(number).summary
  }

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

  /** Texts of the concepts that a filter allows, ascending; `undefined` when it allows all. */
  members(filter: ConceptFilter | undefined): Uint32Array | undefined {
    const cached = this.filter(filter)
    if (cached) cached.members ??= textsOfMembers(this.database, cached.numbers)
    return cached?.members
  }

  close(): void {
    this.database.close()
  }

  private hits(rows: readonly TermRow[], filter: ConceptFilter | undefined): TermHit[] {
    const numbers = this.filter(filter)?.numbers
    const allowed = numbers ? rows.filter(({concept}) => this.isAllowed(concept, numbers)) : rows
    return allowed.map(({concept, scope, term, text}) => ({
      concept,
      text,
      term,
      scope: scope === null ? 'definition' : scopeOfCode(scope),
    }))
  }

  private isAllowed(concept: number, {sources, types}: NumberedFilter): boolean {
    const cached = this.cached(concept)
    return (
      (sources === undefined || sources.has(cached.source)) &&
      (types === undefined || cached.types.some((type) => types.has(type)))
    )
  }

  private cached(number: number): CachedConcept {
    const known = this.concepts.get(number)
    if (known) return known
    const row = this.byNumber.get(number)
    if (!row) throw new RangeError(`the index has no concept number ${number}`)
    const types = this.typesOf.all(number)
    const concept = {
      summary: {id: row.id, name: row.name, source: row.code, types: types.map(({name}) => name)},
      source: row.sourceNumber,
      types: types.map((type) => type.number),
    }
    if (this.concepts.size >= cachedConcepts) this.concepts.clear()
    this.concepts.set(number, concept)
    return concept
  }

  private filter(filter: ConceptFilter | undefined): CachedFilter | undefined {
    if (!filter) return undefined
    const key = JSON.stringify([filter.sources, filter.types])
    const known = this.filters.get(key)
    if (known) return known
    const numbers = numberFilter(this.database, filter)
    if (!numbers) return undefined
    const cached = {numbers}
    if (this.filters.size >= cachedFilters) this.filters.clear()
    this.filters.set(key, cached)
    return cached
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

function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
