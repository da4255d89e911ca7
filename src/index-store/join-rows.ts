import {keptForms} from '../domain/lexical-key.js'
import type {ReportProblem} from '../domain/ontology.js'
import type {Synonym} from '../domain/synonym.js'
import {addSynonyms} from './add-synonyms.js'
import type {PairLimits} from './hierarchy.js'
import {type BeforeFilter, leaveOut} from './leave-out.js'
import {linkIndexes, nameIndexes} from './schema.js'
import {shareLanguages} from './share-languages.js'
import type {Database} from './sqlite.js'
import type {ConceptFilter} from './term-index.js'
import {fullySpecifiedCode, preferredCode} from './term-scope-code.js'
import {writeClosure} from './write-closure.js'

export interface JoinOptions {
  /** What the index is to hold; absent: everything. */
  readonly filter?: ConceptFilter
  /** Some sources are what another index holds of them, and not what their releases do. */
  readonly hasKeptSources: boolean
  readonly synonyms: readonly Synonym[]
  readonly report: ReportProblem
  /** How much of the hierarchy is written out; absent: more than any terminology needs. */
  readonly closureLimits?: PairLimits
  /** Told what was done, for measurements. */
  readonly onPhase?: (done: string) => void
}

/**
 * Fills the tables of `concepts.db` from the staged rows; keys and words are {@link writeKeys}' part.
 *
 * @returns What the filter chose from, by number of the source; `undefined` without one.
 * @throws {UsageError} When the filter goes by something that no source has.
 */
export function joinRows(
  database: Database,
  {closureLimits, filter, hasKeptSources, onPhase, report, synonyms}: JoinOptions,
): ReadonlyMap<number, BeforeFilter> | undefined {
  for (const step of [numberConcepts, writeTypes, writeLinks, linkIndexes]) database.exec(step)
  onPhase?.('links')
  writeClosure(database, report, closureLimits)
  onPhase?.('closure')
  const before = filter && leaveOut(database, filter, hasKeptSources)
  database.exec(chooseNames)
  shareLanguages(database)
  addSynonyms(database, synonyms, report)
  database.function('kept_forms', {deterministic: true}, (text) => keptForms(String(text)))
  for (const step of [chooseTexts, writeConcepts, writeTerms, nameIndexes]) database.exec(step)
  return before
}

/** An id that only a replacement row speaks of (an OBO `alt_id`) becomes an inactive concept, so that it can be found. */
const numberConcepts = `
  CREATE INDEX staging.concept_row ON concept (source, concept);

  CREATE TABLE staging.numbered (
    number INTEGER PRIMARY KEY, source INTEGER, concept TEXT, active INTEGER, left_out INTEGER
  );

  INSERT INTO staging.numbered (source, concept, active, left_out)
  SELECT listed.source, listed.concept, max(listed.active), max(listed.left_out)
  FROM (
    SELECT source, concept, active, left_out FROM staging.concept
    UNION ALL
    SELECT source, concept, 0, 0 FROM staging.replacement AS retired
    WHERE EXISTS (
      SELECT 1 FROM staging.concept
      WHERE concept.source = retired.source AND concept.concept = retired.replacement
    )
  ) AS listed
  JOIN main.source ON source.number = listed.source
  GROUP BY source.code, listed.concept
  ORDER BY source.code, listed.concept;

  CREATE UNIQUE INDEX staging.number_of_concept ON numbered (source, concept, number, active, left_out);
`

/** Whether the concept of a staged row is one of the release. */
const isOfKnown = (row: string) => `
  EXISTS (SELECT 1 FROM staging.numbered WHERE numbered.source = ${row}.source AND numbered.concept = ${row}.concept)`

/**
 * Types, kinds of relation and reference sets are listed if a concept has them, not if only rows of unknown concepts do:
 * what is in an index then follows from what it says of its concepts, of which alone an update can take over a source.
 */
const writeTypes = `
  INSERT INTO main.type (name)
  SELECT DISTINCT type FROM staging.type WHERE type <> '' AND ${isOfKnown('type')} ORDER BY type;

  INSERT OR IGNORE INTO main.concept_type
  SELECT numbered.number, named.number
  FROM staging.type
  JOIN staging.numbered ON numbered.source = type.source AND numbered.concept = type.concept
  JOIN main.type AS named ON named.name = type.type
  ORDER BY 1, 2;
`

/** What orders the names of a concept: never the place of a row where it has an id, since files may come in any order. */
const nameOrder = 'scope, rank, length(term_id), term_id, place'

const definitionOrder = 'length(definition.term_id), definition.term_id, definition.rowid'

/**
 * Names differing only in case are one name: the best scope's spelling, then the first in {@link nameOrder}. Rows come in
 * that order, so the first spelling is the one that is not ignored. The user's own names come behind them later.
 */
const chooseNames = `
  CREATE TABLE staging.name (
    place INTEGER PRIMARY KEY, concept INTEGER, folded TEXT, scope INTEGER, is_stored INTEGER, text TEXT, language TEXT,
    own INTEGER DEFAULT 0,
    UNIQUE (concept, folded)
  );

  INSERT OR IGNORE INTO staging.name (concept, folded, scope, is_stored, text, language)
  SELECT concept, folded, scope, is_stored, text, language
  FROM (
    SELECT
      numbered.number AS concept,
      CASE
        WHEN preference.term_id IS NULL OR term.scope = ${fullySpecifiedCode} THEN term.scope
        ELSE ${preferredCode}
      END AS scope,
      term.rank, term.term_id, term.rowid AS place,
      numbered.active AND NOT numbered.left_out AS is_stored, term.text, term.folded, term.language
    FROM staging.term
    JOIN staging.numbered ON numbered.source = term.source AND numbered.concept = term.concept
    LEFT JOIN staging.preference
      ON preference.source = term.source AND preference.term_id = term.term_id
    WHERE term.text <> ''
  )
  ORDER BY concept, ${nameOrder};
`

/** Ranks have no gaps, so that reading an index gives the rows of which it was built. */
const chooseTexts = `
  CREATE TABLE staging.stored (
    place INTEGER PRIMARY KEY, is_name INTEGER, concept INTEGER, rank INTEGER, text TEXT, scope INTEGER, language TEXT,
    own INTEGER
  );

  INSERT INTO staging.stored (is_name, concept, rank, text, scope, language, own)
  SELECT 1, concept, row_number() OVER (PARTITION BY concept ORDER BY place), text, scope, language, own
  FROM staging.name WHERE is_stored ORDER BY concept, place;

  INSERT INTO staging.stored (is_name, concept, rank, text, language)
  SELECT 0, concept, row_number() OVER (PARTITION BY concept ORDER BY position) AS rank, text, language
  FROM (
    SELECT
      numbered.number AS concept, definition.text, definition.language,
      row_number() OVER (PARTITION BY numbered.number ORDER BY ${definitionOrder}) AS position,
      row_number() OVER (PARTITION BY numbered.number, definition.text ORDER BY ${definitionOrder}) AS copy
    FROM staging.definition
    JOIN staging.numbered ON numbered.source = definition.source AND numbered.concept = definition.concept
    WHERE numbered.active AND NOT numbered.left_out AND definition.text <> ''
  )
  WHERE copy = 1
  ORDER BY concept, rank;

  CREATE TABLE staging.text (number INTEGER PRIMARY KEY, text TEXT, is_name INTEGER);

  INSERT INTO staging.text
  SELECT row_number() OVER (ORDER BY max(is_name) DESC, text COLLATE NOCASE, text) - 1, text, max(is_name)
  FROM staging.stored GROUP BY text ORDER BY 1;

  CREATE UNIQUE INDEX staging.number_of_text ON text (text);
`

/**
 * A retired id without a name of its own goes by the name of what replaced it. Written once all is known: a table that was
 * changed lies otherwise in its file than one of the same rows that was not, and equal indexes have equal bytes.
 */
const writeConcepts = `
  CREATE TABLE staging.named (number INTEGER PRIMARY KEY, id TEXT, name TEXT);

  INSERT INTO staging.named
  SELECT
    number, concept,
    coalesce((SELECT text FROM staging.name WHERE name.concept = number ORDER BY place LIMIT 1), concept)
  FROM staging.numbered ORDER BY number;

  UPDATE staging.named SET name = (
    SELECT current.name
    FROM main.history JOIN staging.named AS current ON current.number = history.replacement
    WHERE history.concept = named.number
    ORDER BY history.replacement LIMIT 1
  )
  WHERE name = id AND number IN (SELECT concept FROM main.history);

  INSERT INTO main.concept (number, source, id, active, left_out, name)
  SELECT numbered.number, source, id, active, left_out, name
  FROM staging.numbered JOIN staging.named ON named.number = numbered.number
  ORDER BY numbered.number;
`

const writeTerms = `
  INSERT INTO main.text
  SELECT number, text, CASE WHEN is_name THEN kept_forms(text) END FROM staging.text ORDER BY number;

  INSERT INTO main.term
  SELECT text.number, stored.concept, stored.scope, stored.rank, stored.own, stored.language
  FROM staging.stored JOIN staging.text ON text.text = stored.text
  WHERE stored.is_name
  ORDER BY 1, 2;

  INSERT INTO main.definition
  SELECT text.number, stored.concept, stored.rank, stored.language
  FROM staging.stored JOIN staging.text ON text.text = stored.text
  WHERE NOT stored.is_name
  ORDER BY 1, 2;
`

/**
 * What ties concepts to others. CROSS JOIN keeps SQLite, which knows nothing yet of how full the tables are, from pairing
 * all concepts with all before it looks at a relation.
 */
const writeLinks = `
  CREATE TABLE staging.link (concept INTEGER, relation TEXT, target INTEGER, role_group INTEGER);

  INSERT INTO staging.link
  SELECT source.number, relation.relation, target.number, relation.role_group
  FROM staging.relation
  CROSS JOIN staging.numbered AS source ON source.source = relation.source AND source.concept = relation.concept
  CROSS JOIN staging.numbered AS target ON target.source = relation.source AND target.concept = relation.target
  WHERE source.active AND target.active AND source.number <> target.number;

  INSERT INTO main.relation_kind (name) SELECT DISTINCT relation FROM staging.link ORDER BY relation;

  INSERT OR IGNORE INTO main.relation
  SELECT link.concept, relation_kind.number, link.target, link.role_group
  FROM staging.link CROSS JOIN main.relation_kind ON relation_kind.name = link.relation
  ORDER BY 1, 2, 3, 4;

  INSERT OR IGNORE INTO main.property
  SELECT numbered.number, property.property, property.value, property.role_group
  FROM staging.property
  JOIN staging.numbered ON numbered.source = property.source AND numbered.concept = property.concept
  ORDER BY 1, 2, 3, 4;

  INSERT INTO main.refset (id)
  SELECT DISTINCT refset FROM staging.member WHERE ${isOfKnown('member')} ORDER BY refset;

  INSERT OR IGNORE INTO main.member
  SELECT refset.number, numbered.number
  FROM staging.member
  JOIN staging.numbered ON numbered.source = member.source AND numbered.concept = member.concept
  JOIN main.refset ON refset.id = member.refset
  ORDER BY 1, 2;

  INSERT OR IGNORE INTO main.map
  SELECT numbered.number, map.map_group, map.priority, map.target, map.relation, map.rule, map.advice
  FROM staging.map
  JOIN staging.numbered ON numbered.source = map.source AND numbered.concept = map.concept
  ORDER BY 1, 2, 3, 4, 5, 6, 7;

  INSERT OR IGNORE INTO main.history
  SELECT retired.number, current.number, replacement.reason
  FROM staging.replacement
  CROSS JOIN staging.numbered AS retired
    ON retired.source = replacement.source AND retired.concept = replacement.concept
  CROSS JOIN staging.numbered AS current
    ON current.source = replacement.source AND current.concept = replacement.replacement
  WHERE retired.number <> current.number
  ORDER BY 1, 2, 3;
`
