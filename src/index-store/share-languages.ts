import type {Database, SqlValue} from './sqlite.js'

/**
 * Makes a name that several languages spell alike (`Asthma`) a name in each of them: its language is then all of theirs,
 * with blanks between. One that is also given without a language counts in all, and so has none. Needs the chosen names.
 */
export function shareLanguages(database: Database): void {
  const languages = database
    .prepare<SqlValue[], string | null>('SELECT DISTINCT language FROM staging.term LIMIT 2')
    .pluck()
    .all()
  if (languages.length > 1) database.exec(sharing)
}

const sharing = `
  WITH
    named AS MATERIALIZED (
      SELECT DISTINCT numbered.number AS concept, term.folded, term.text, term.language
      FROM staging.term JOIN staging.numbered ON numbered.source = term.source AND numbered.concept = term.concept
      WHERE term.text <> ''
    ),
    shared AS (
      SELECT concept, folded, iif(count(language) = count(*), group_concat(language, ' '), NULL) AS languages
      FROM (SELECT DISTINCT concept, folded, language FROM named ORDER BY concept, folded, language)
      GROUP BY concept, folded
      HAVING count(*) > 1
    )
  UPDATE staging.name SET language = joined.languages
  FROM (
    SELECT DISTINCT named.concept, named.text, shared.languages
    FROM shared JOIN named ON named.concept = shared.concept AND named.folded = shared.folded
  ) AS joined
  WHERE joined.concept = name.concept AND joined.text = name.text
`
