import type {Database} from './sqlite.js'

/** Counts the names of each concept and the concepts below it. Needs the rows joined and the closure. */
export function writeConceptCounts(database: Database): void {
  database.exec(`
    UPDATE concept SET names = counted.names
    FROM (SELECT concept, count(*) AS names FROM term GROUP BY concept) AS counted
    WHERE counted.concept = concept.number;
    UPDATE concept SET below = counted.below
    FROM (SELECT ancestor, count(*) AS below FROM closure GROUP BY ancestor) AS counted
    WHERE counted.ancestor = concept.number;
  `)
}
