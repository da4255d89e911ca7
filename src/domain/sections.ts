import {lineSpans} from './line-spans.js'
import {listMarker} from './list-marker.js'
import type {Span} from './mention.js'
import {type SectionKind, sectionHeadings} from './section-headings.js'

/** A section of a note: its heading and what stands below it, up to where the next one begins. */
export interface Section {
  readonly kind: SectionKind
  /** The words of the heading, without bullet, numbering, emphasis and colon. */
  readonly heading: Span
  /** From the end of the heading to the start of the next one. */
  readonly body: Span
  /** Its heading is a label before other text of its line ("PMH: asthma"). */
  readonly isLabelled: boolean
}

/**
 * How a heading is set: on a list item; before other text of its line, plain or in capitals; alone on its line, plain or
 * in capitals.
 */
const strength = {item: 0, label: 1, capitalLabel: 2, line: 3, capitalLine: 4} as const

interface Heading {
  readonly kind: SectionKind
  readonly span: Span
  readonly strength: number
  /** Where the text after the heading begins. */
  readonly bodyStart: number
  /** Whether the first line below it is an item of a list. */
  isListed?: boolean
}

/** Sections that change what a mention means. They end at the least sign that they do, others reach over labels. */
const tellingKinds: ReadonlySet<SectionKind> = new Set([
  'past-history',
  'family-history',
  'differential',
  'return-precautions',
  'immunisations',
])

/**
 * Finds the sections of a clinical note by their headings, in any of the languages of {@link sectionHeadings}. A known
 * heading counts alone on its line and before a colon; another line alone, in capitals after a blank line or ending in a
 * colon, is a heading of kind `other`. A label inside of a section ("Allergies: none") makes a section of its own up to
 * the next blank line, after which the outer one goes on; the parts of the outer one share their heading.
 *
 * @returns Sections in order of the text, without overlap; text before the first heading belongs to none.
 */
export function findSections(text: string): Section[] {
  const sections: Section[] = []
  const open: Heading[] = []
  let from = 0
  const cut = (at: number) => {
    const inner = open.at(-1)
    if (inner && text.slice(from, at).trim() !== '') {
      const isLabelled = inner.strength < strength.line
      sections.push({kind: inner.kind, heading: inner.span, body: {start: from, end: at}, isLabelled})
    }
    from = at
  }
  let afterBlank = true
  for (const line of lineSpans(text)) {
    // "PMH: asthma. O/E: wheeze.": within a line a label ends what a label began
    for (const part of labelledParts(text, line)) look(part, part.start > line.start)
  }
  cut(text.length)
  return sections

  function look(line: Span, isInside: boolean): void {
    const lineText = text.slice(line.start, Math.min(line.end, line.start + lookedAt))
    if (lineText.trim() === '') {
      afterBlank = true
      return
    }
    if (isInside && (open.at(-1)?.strength ?? strength.line) >= strength.line) return
    const heading = findHeading(lineText, line.start, afterBlank)
    for (let inner = open.at(-1); inner; inner = open.at(-1)) {
      if (!(heading ? endsAt(inner, heading) : endsBefore(inner, lineText, afterBlank))) break
      cut(line.start)
      open.pop()
    }
    if (heading && (heading.kind !== 'other' || (open.length === 0 && heading.strength >= strength.line))) {
      cut(line.start)
      open.push(heading)
      from = heading.bodyStart
    }
    const inner = open.at(-1)
    if (inner && inner !== heading) inner.isListed ??= listMarker.test(lineText)
    afterBlank = false
  }
}

const labelInside = /(?<=[^\s\d][.;]\s{1,2}|\d{4}[.;]\s{1,2})(?<name>\p{Lu}[\p{L}\p{N}&/' ]{0,30}):\s/gu

/** A line from its start, and from every known label within it, to the next. */
function* labelledParts(text: string, {end, start}: Span): Generator<Span> {
  let from = start
  for (const {groups, index} of text.slice(start, end).matchAll(labelInside)) {
    if (kindOfHeading(groups?.name ?? '') === undefined) continue
    yield {start: from, end: start + index}
    from = start + index
  }
  yield {start: from, end}
}

/** Whether a heading ends the section of one before it. */
function endsAt(inner: Heading, next: Heading): boolean {
  if (next.kind === 'other') {
    return next.strength >= inner.strength && (next.strength >= strength.line || tellingKinds.has(inner.kind))
  }
  if (next.strength >= inner.strength) return true
  return inner.strength < strength.capitalLine || tellingKinds.has(inner.kind)
}

/** Long enough to be prose. */
const proseLine = 60

/** Whether a section ends before a line that is no heading. */
function endsBefore(inner: Heading, line: string, afterBlank: boolean): boolean {
  if (inner.strength === strength.item) return afterBlank || listMarker.test(line)
  if (inner.strength === strength.label) return afterBlank
  if (!tellingKinds.has(inner.kind) || inner.strength !== strength.line || !afterBlank) return false
  // a list under a heading is over when something else follows, without marks when prose does; under capitals there may be prose
  if (listMarker.test(line)) return false
  return (inner.isListed && /^\S/u.test(line)) || line.trimEnd().length >= proseLine
}

/** No heading is longer, and no more of a line is looked at. */
const lookedAt = 120

const headingLine =
  /^(?<lead>[\s#*_>•·‣▪○●◦–-]*(?:\d{1,2}[.)]\s+|[IVX]{1,4}\.\s+)?[*_]*)(?<name>\p{L}(?:[\p{L}\p{M}\p{N}&/.'’() ,-]{0,59}?[\p{L}\p{M}\p{N}&/.'’(),-])?)(?<end>[\s*_]*(?<colon>:?)[*_#\s]*)$/u

/** "On examination, the ears are low-set" */
const examination = /^(?<lead>\s*)(?<name>on (?:physical |general |clinical )?exam(?:ination)?)(?<end>,)\s/iu

const headingLabel =
  /^(?<lead>[\s#*_>•·‣▪○●◦–-]*(?:\d{1,2}[.)]\s+)?[*_]*)(?<name>\p{L}(?:[\p{L}\p{M}\p{N}&/.'’() -]{0,59}?[\p{L}\p{M}\p{N}&/.'’()-])?)(?<end>[\s*_]*:[*_]*)(?=\s|\p{Lu})/u

function findHeading(line: string, lineStart: number, afterBlank: boolean): Heading | undefined {
  const began = examination.exec(line)
  const alone = began ? undefined : (headingLine.exec(line)?.groups as HeadingGroups | undefined)
  const groups = alone ?? ((began ?? headingLabel.exec(line))?.groups as HeadingGroups | undefined)
  if (!groups) return undefined
  const {end, lead, name} = groups
  const span = {start: lineStart + lead.length, end: lineStart + lead.length + name.length}
  const kind = kindOfHeading(name)
  const capital = isCapital(name)
  const bodyStart = span.end + end.length
  if (!alone) {
    const isItem = listMarker.test(line)
    if (isItem && !kind) return undefined
    const set = isItem ? strength.item : capital ? strength.capitalLabel : strength.label
    return {kind: kind ?? 'other', span, strength: set, bodyStart}
  }
  const colon = groups.colon === ':'
  if (
    kind
      ? !(colon || (name.length > 3 && startsUpper.test(name)))
      : !isOtherHeading(line, name, colon, afterBlank)
  )
    return undefined
  return {kind: kind ?? 'other', span, strength: capital ? strength.capitalLine : strength.line, bodyStart}
}

interface HeadingGroups {
  readonly lead: string
  readonly name: string
  readonly end: string
  readonly colon?: string
}

const startsUpper = /^\p{Lu}/u

/** A line that no list knows looks like a heading where it stands apart and ends in a colon or shouts. */
function isOtherHeading(line: string, name: string, colon: boolean, afterBlank: boolean): boolean {
  if (listMarker.test(line) || !startsUpper.test(name)) return false
  return colon ? name.split(' ').length <= 5 : afterBlank && isCapital(name)
}

/** In capitals and too long for a mere abbreviation. */
function isCapital(name: string): boolean {
  return name.length > 4 && !/\p{Ll}/u.test(name)
}

const kinds: ReadonlyMap<string, SectionKind> = new Map(
  Object.entries(sectionHeadings).flatMap(([kind, ofLanguages]) =>
    Object.values(ofLanguages).flatMap((names) => names.map((name) => [name, kind as SectionKind] as const)),
  ),
)

/** The kind of a heading's words, whatever their case; what stands in brackets after them is left out. */
function kindOfHeading(name: string): SectionKind | undefined {
  const plain = name
    .replace(/\s*\([^()]*\)$/u, '')
    .replace(/[.\s]+$/u, '')
    .replace(/\s+/gu, ' ')
    .replaceAll('’', "'")
    .toLowerCase()
  return kinds.get(plain) ?? patterns.find(([pattern]) => pattern.test(plain))?.[1]
}

/** Headings that are made up of words: "past cardiac history", "psych hx", "family psychiatric history". English. */
const patterns: readonly (readonly [RegExp, SectionKind])[] = [
  [/^family (?:(?!social)\p{L}+ )?(?:history|hx)$/u, 'family-history'],
  [
    /^(?:past|prior|previous) (?!few|several|couple|social)(?:[\p{L}/]+ ){0,2}(?:history|hx)$/u,
    'past-history',
  ],
  [
    /^(?:medical|surgical|psych|psychiatric|cardiac|cardiovascular|neuro|neurologic|neurological|ocular|eye|ob|obstetric|obstetrical|gyn|gynecologic|gynecological|ob\/gyn|onc|oncologic|oncology|gi|pulmonary|renal|dental|birth|neonatal|perinatal|prenatal|antenatal) (?:history|hx)$/u,
    'past-history',
  ],
]
