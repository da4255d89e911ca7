import type {LinkFormat} from './link-formats.js'

/** Formats that say what a flag asks for. */
const placesOf: Readonly<Record<'explain' | 'section' | 'sentence' | 'top', readonly LinkFormat[]>> = {
  explain: ['table', 'tsv', 'csv', 'jsonl', 'html'],
  section: ['tsv', 'csv', 'jsonl'],
  sentence: ['tsv', 'csv', 'jsonl'],
  top: ['jsonl', 'html'],
}

/** Says which flags ask for what a format has no place for, a sentence a flag. */
export function untoldOf(
  format: LinkFormat,
  flags: Readonly<Record<keyof typeof placesOf, boolean>>,
): readonly string[] {
  return Object.entries(placesOf).flatMap(([flag, places]) =>
    flags[flag as keyof typeof placesOf] && !places.includes(format)
      ? [`${format} has no place for --${flag}: ${places.join(', ')} have.`]
      : [],
  )
}
