import type {Span} from './mention.js'

/**
 * Words of the names of species that without their genus would be a disease. Those of the first kind are Latin genitives ("of
 * pneumonia") and never the disease; those of the second are its name as well.
 */
const genitives: ReadonlySet<string> = new Set(
  'pneumoniae influenzae diphtheriae gonorrhoeae gonorrheae cholerae meningitidis typhi tetani leprae'.split(
    ' ',
  ),
)
const withGenus = /(?:mycobacterium|bordetella|\b[mb]\.) ?(?:tuberculosis|pertussis)$/iu

/**
 * Whether a word names a species with what stands before it, and no disease: "Klebsiella pneumoniae", "M. tuberculosis".
 */
export function isOfSpecies(text: string, {end, start}: Span): boolean {
  if (genitives.has(text.slice(start, end).toLowerCase())) return true
  return withGenus.test(text.slice(Math.max(0, start - 15), end))
}
