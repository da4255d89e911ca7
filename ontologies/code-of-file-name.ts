/**
 * A source code from the name of a file, for formats that do not say what they hold: `medic-2012-07-06.tsv.gz` gives
 * `medic`. Suffixes and a date or version at the end are dropped.
 *
 * @returns `undefined` for a name that gives none.
 */
export function codeOfFileName(name: string): string | undefined {
  const code = name
    .toLowerCase()
    .replace(/(?:\.(?:gz|zip|txt|tsv|tab|csv|jsonl|ndjson|json|xml|dict|dictionary|psv))+$/, '')
    .replace(/[-_. ](?:v?\d+(?:[-_.]\d+)*)$/, '')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z]+|[-_.]+$/g, '')
  return code === '' ? undefined : code.slice(0, 64)
}
