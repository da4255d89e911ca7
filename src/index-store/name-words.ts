import type {NumberedFilter} from './concept-filter.js'
import {hasNumber} from './number-sets.js'
import type {Database, SqlValue, Statement} from './sqlite.js'
import type {WordHit} from './term-index.js'
import {scopeOfCode} from './term-scope-code.js'

interface Found {
  readonly concept: number
  readonly text: number
  readonly term: string
  readonly scope: number
  readonly language: string | null
  readonly relevance: number
}

/** Fills the full-text index of the names. Needs texts and terms in their tables. */
export function writeNameWords(database: Database): void {
  database.exec(`
    INSERT INTO name_words (rowid, text)
    SELECT number, text FROM text WHERE number <= (SELECT max(text) FROM term) ORDER BY number;

    INSERT INTO name_words (name_words) VALUES ('optimize');
  `)
}

/** Finds names by the words in them. */
export class NameWords {
  private readonly matches: Statement<SqlValue[], Found>

  constructor(database: Database) {
    this.matches = database.prepare(`
      SELECT
        term.concept, term.text, text.text AS term, term.scope, term.language, -bm25(name_words) AS relevance
      FROM name_words
      JOIN term ON term.text = name_words.rowid
      JOIN text ON text.number = name_words.rowid
      WHERE name_words MATCH ?
      ORDER BY relevance DESC, term.concept, term.rank
    `)
  }

  /** @returns The best name of each concept, the most relevant first, then by concept number. */
  find(query: string, limit: number, filter: NumberedFilter | undefined): WordHit[] {
    const expression = matchExpression(query)
    if (expression === undefined) return []
    const hits = new Map<number, WordHit>()
    for (const found of this.matches.iterate(expression)) {
      const {concept, relevance, scope, term, text} = found
      if (hits.has(concept) || (filter && !isAllowed(found, filter))) continue
      hits.set(concept, {concept, text, term, scope: scopeOfCode(scope), relevance})
      if (hits.size === limit) break
    }
    return [...hits.values()]
  }
}

/** Whether a filter allows a name. */
export function isAllowed(
  {concept, language}: {readonly concept: number; readonly language: string | null},
  {concepts, languages}: NumberedFilter,
): boolean {
  return (
    (concepts === undefined || hasNumber(concepts, concept)) &&
    (languages === undefined || language === null || languages.has(language))
  )
}

/** More words than names have, so that a hostile query stays cheap. */
const maxWords = 256

/**
 * A query in FTS5's language: each word as a string of its own, the last as a prefix. Strings hold letters, digits and
 * marks only, so that nothing in a query can be taken for an operator.
 *
 * @returns `undefined` for a query without words.
 */
function matchExpression(query: string): string | undefined {
  const words = query.match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu)
  if (!words) return undefined
  const last = words.pop()
  const others = [...new Set(words)].slice(0, maxWords)
  return `${others.map((word) => `"${word}"`).join(' ')} "${last}"*`
}
