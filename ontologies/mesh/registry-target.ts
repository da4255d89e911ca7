/** How the numbers of each registry look; NLM writes them without saying which registry's they are. */
const registries: readonly (readonly [name: string, number: RegExp])[] = [
  ['CAS', /^\d{2,7}-\d\d-\d$/],
  ['EC', /^EC ([1-7](?:\.(?:-|n?\d+)){1,3})$/],
  ['UNII', /^[0-9A-Z]{10}$/],
  ['NCBITaxon', /^txid(\d+)$/],
]

/**
 * A registry number as the target of a map: `CAS:52665-69-7`, `EC:2.7.1.1`, `UNII:37H9VM9WZL`, `NCBITaxon:9606`.
 *
 * @param written - May have a name in brackets behind it: `52665-69-7 (Calcimycin)`.
 * @returns `undefined` for numbers of other registries, and for `0`, which says that there is none.
 */
export function registryTarget(written: string): string | undefined {
  const number = written.replace(/ \(.*\)$/, '').trim()
  for (const [name, pattern] of registries) {
    const found = pattern.exec(number)
    if (found) return `${name}:${found[1] ?? number}`
  }
  return undefined
}
