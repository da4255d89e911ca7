/**
 * Tables of `concepts.db`.
 *
 * Concepts are numbered by source code and id, so that sorting by number sorts as results do. Texts are numbered as rows
 * of the vector files: names first, then texts that are only definitions, either by their letters. Tables are clustered by
 * what queries look them up by.
 */
export const conceptTables = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;

  CREATE TABLE source (number INTEGER PRIMARY KEY, code TEXT NOT NULL);

  -- left_out: filters of the build kept names and definitions out; the links are there
  CREATE TABLE concept (
    number INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    id TEXT NOT NULL,
    active INTEGER NOT NULL,
    left_out INTEGER NOT NULL,
    name TEXT NOT NULL
  );

  CREATE TABLE type (number INTEGER PRIMARY KEY, name TEXT NOT NULL);

  CREATE TABLE concept_type (
    concept INTEGER NOT NULL,
    type INTEGER NOT NULL,
    PRIMARY KEY (concept, type)
  ) WITHOUT ROWID;

  -- words: the normalised words of a name, see keptForms in lexical-key.ts
  CREATE TABLE text (number INTEGER PRIMARY KEY, text TEXT NOT NULL, words TEXT);

  -- scope: a number of term-scope-code.ts; rank orders the names of a concept as its source does; own: see add-synonyms.ts;
  -- language: several with blanks between, where they spell a name alike
  CREATE TABLE term (
    text INTEGER NOT NULL,
    concept INTEGER NOT NULL,
    scope INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    own INTEGER NOT NULL,
    language TEXT,
    PRIMARY KEY (text, concept)
  ) WITHOUT ROWID;

  -- the user's own names as they were given, for the next update
  CREATE TABLE synonym (place INTEGER PRIMARY KEY, id TEXT NOT NULL, text TEXT NOT NULL);

  CREATE TABLE definition (
    text INTEGER NOT NULL,
    concept INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    language TEXT,
    PRIMARY KEY (text, concept)
  ) WITHOUT ROWID;

  -- lexical keys of the names
  CREATE TABLE key (key TEXT NOT NULL, text INTEGER NOT NULL, PRIMARY KEY (key, text)) WITHOUT ROWID;

  -- names by what their words mean, where that is not their key: see loose-key.ts
  CREATE TABLE loose_key (key TEXT NOT NULL, text INTEGER NOT NULL, PRIMARY KEY (key, text)) WITHOUT ROWID;
  -- first letters of the names: see initials.ts
  CREATE TABLE initials (letters TEXT NOT NULL, text INTEGER NOT NULL, PRIMARY KEY (letters, text)) WITHOUT ROWID;

  -- normalised words of the names: in how many names, at the end of how many, in how many definitions
  CREATE TABLE word (
    form TEXT PRIMARY KEY,
    names INTEGER NOT NULL,
    last INTEGER NOT NULL,
    definitions INTEGER NOT NULL
  ) WITHOUT ROWID;

  -- names with a letter group, see gram-lists.ts: number is of group and chunk, names are uint16 within the chunk
  CREATE TABLE gram (number INTEGER PRIMARY KEY, names BLOB NOT NULL);

  -- for each name of a chunk 1 / length of its vector of letter groups, float32; 0 without any
  CREATE TABLE gram_chunk (chunk INTEGER PRIMARY KEY, scales BLOB NOT NULL);

  -- full-text index of the names
  CREATE VIRTUAL TABLE name_words USING fts5(
    text, content = 'text', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
  );

  CREATE TABLE relation_kind (number INTEGER PRIMARY KEY, name TEXT NOT NULL);

  CREATE TABLE relation (
    concept INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    target INTEGER NOT NULL,
    role_group INTEGER NOT NULL,
    PRIMARY KEY (concept, kind, target, role_group)
  ) WITHOUT ROWID;

  -- what is below a concept at any depth; empty where meta says so
  CREATE TABLE closure (
    ancestor INTEGER NOT NULL,
    concept INTEGER NOT NULL,
    PRIMARY KEY (ancestor, concept)
  ) WITHOUT ROWID;

  CREATE TABLE property (
    concept INTEGER NOT NULL,
    property TEXT NOT NULL,
    value TEXT NOT NULL,
    role_group INTEGER NOT NULL,
    PRIMARY KEY (concept, property, value, role_group)
  ) WITHOUT ROWID;

  CREATE TABLE refset (number INTEGER PRIMARY KEY, id TEXT NOT NULL);

  CREATE TABLE member (
    refset INTEGER NOT NULL,
    concept INTEGER NOT NULL,
    PRIMARY KEY (refset, concept)
  ) WITHOUT ROWID;

  -- map_group and priority are 0, rule and advice empty, where the source gives none
  CREATE TABLE map (
    concept INTEGER NOT NULL,
    map_group INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    target TEXT NOT NULL,
    relation TEXT NOT NULL,
    rule TEXT NOT NULL,
    advice TEXT NOT NULL,
    PRIMARY KEY (concept, map_group, priority, target, relation, rule, advice)
  ) WITHOUT ROWID;

  CREATE TABLE history (
    concept INTEGER NOT NULL,
    replacement INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (concept, replacement, reason)
  ) WITHOUT ROWID;
`

/** Made once the tables are full: sorting beats inserting in random order. Filters of a build already need them. */
export const linkIndexes = `
  CREATE INDEX concept_by_type ON concept_type (type);
  CREATE INDEX relation_by_target ON relation (target, kind);
  CREATE INDEX member_by_concept ON member (concept);
  CREATE INDEX map_by_target ON map (target COLLATE NOCASE);
  CREATE INDEX history_by_replacement ON history (replacement);
`

export const nameIndexes = `
  CREATE INDEX concept_by_id ON concept (id COLLATE NOCASE);
  CREATE INDEX term_by_concept ON term (concept);
  CREATE INDEX definition_by_concept ON definition (concept);
`

/** Rows as the readers gave them, in file order, until they are joined. `file` and `line` say where a row stood. */
export const stagingTables = `
  CREATE TABLE staging.file (number INTEGER PRIMARY KEY, path TEXT);
  CREATE TABLE staging.concept (
    source INTEGER, concept TEXT, active INTEGER, left_out INTEGER, file INTEGER, line INTEGER
  );
  CREATE TABLE staging.term (
    source INTEGER, concept TEXT, term_id TEXT, text TEXT, folded TEXT, scope INTEGER, rank REAL, language TEXT,
    file INTEGER, line INTEGER
  );
  CREATE TABLE staging.preference (source INTEGER, term_id TEXT, PRIMARY KEY (source, term_id)) WITHOUT ROWID;
  CREATE TABLE staging.definition (
    source INTEGER, concept TEXT, term_id TEXT, text TEXT, language TEXT, file INTEGER, line INTEGER
  );
  CREATE TABLE staging.type (source INTEGER, concept TEXT, type TEXT, file INTEGER, line INTEGER);
  CREATE TABLE staging.relation (
    source INTEGER, concept TEXT, relation TEXT, target TEXT, role_group INTEGER, file INTEGER, line INTEGER
  );
  CREATE TABLE staging.property (
    source INTEGER, concept TEXT, property TEXT, value TEXT, role_group INTEGER, file INTEGER, line INTEGER
  );
  CREATE TABLE staging.member (source INTEGER, concept TEXT, refset TEXT, file INTEGER, line INTEGER);
  CREATE TABLE staging.map (
    source INTEGER, concept TEXT, map_group INTEGER, priority INTEGER, target TEXT, relation TEXT, rule TEXT,
    advice TEXT, file INTEGER, line INTEGER
  );
  CREATE TABLE staging.replacement (
    source INTEGER, concept TEXT, replacement TEXT, reason TEXT, file INTEGER, line INTEGER
  );
`
