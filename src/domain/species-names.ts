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
const withGenus = /^(?:[Mm]ycobacterium|[Bb]ordetella|[MB]\.) ?(?:tuberculosis|pertussis)$/u

/**
 * Whether a word names a species with what stands before it, and no disease: "Klebsiella pneumoniae", "M. tuberculosis".
 *
 * @param from - Where the word before it in its sentence begins, or itself where there is none.
 */
export function isOfSpecies(text: string, {end, start}: Span, from: number): boolean {
  if (genitives.has(text.slice(start, end).toLowerCase())) return true
  return withGenus.test(text.slice(from, end))
}
