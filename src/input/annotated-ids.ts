/** What formats and corpora write where annotators found no concept; `CUI-less` is of ShARe's. */
const none = /^(?:|-|-1|none|null|nil|cui-?less)$/i

/**
 * The ids of a field that may hold several: `D1|D2` (either, or both, as the corpus has it), `D1+D2` (a composite
 * mention), `1017;1018` and `1017,1018` (genes).
 *
 * @returns As annotated; empty where there is no concept.
 * @see Doğan et al. 2014, https://doi.org/10.1016/j.jbi.2013.12.006, for `|` and `+`
 */
export function annotatedIds(field: string): string[] {
  return field
    .split(/[|+,;]/)
    .map((id) => id.trim())
    .filter((id) => !none.test(id))
}
