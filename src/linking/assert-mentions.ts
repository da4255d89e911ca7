import {firstEndingAfter} from '../domain/first-ending-after.js'
import type {Language} from '../domain/language.js'
import {withLineFeeds} from '../domain/line-spans.js'
import {listMarker} from '../domain/list-marker.js'
import type {Assertion, Span} from '../domain/mention.js'
import type {SectionKind} from '../domain/section-headings.js'
import {findSections, type Section} from '../domain/sections.js'
import {
  assertContext,
  type HeardMention,
  notAsserted,
  openAtEnd,
  type Surroundings,
} from './assert-context.js'
import {type ContextProperty, type ContextRules, contextRulesOf} from './context-rules/context-rules.js'

/** What a section says of every mention in it. */
const propertiesOfSection: Readonly<Partial<Record<SectionKind, readonly ContextProperty[]>>> = {
  'family-history': ['family'],
  'past-history': ['historical'],
  differential: ['uncertain'],
  'return-precautions': ['hypothetical'],
  immunisations: ['hypothetical'],
}

/**
 * Says what a text states of its mentions.
 *
 * @param sentences - Sentences of the text, in order.
 * @param mentions - Spans of the text, in any order; one that no sentence holds stands alone.
 * @returns One assertion a mention, in their order.
 */
export function assertMentions(
  text: string,
  sentences: readonly Span[],
  mentions: readonly Span[],
  language: Language,
): Assertion[] {
  return new DocumentContext(text, language).assert(sentences, mentions)
}

/** The context of a document that is worked through in parts: its sections, and the list that goes on. */
export class DocumentContext {
  private readonly text: string
  private readonly sections: readonly Section[]
  private readonly rules: ContextRules
  /** The line that leads the list of the sentences now looked at: "He denies:". */
  private lead: Lead | undefined
  private previous: Span | undefined

  constructor(text: string, language: Language) {
    this.text = withLineFeeds(text)
    this.sections = findSections(this.text)
    this.rules = contextRulesOf(language)
  }

  /**
   * @param sentences - The next sentences of the document, in order; all of them, so that no list is lost.
   * @param mentions - Spans of the document in these sentences, in any order.
   * @param isMeant - Whether a mention means something (by its place in `mentions`); one that does not may be a cue for
   *   those that do ("possible"). Default: all do.
   * @returns One assertion a mention, in their order.
   */
  assert(
    sentences: readonly Span[],
    mentions: readonly (HeardMention & {readonly spans?: readonly Span[]})[],
    isMeant: (i: number) => boolean = () => true,
  ): Assertion[] {
    const order = mentions.map((_, i) => i).sort((a, b) => startOf(mentions, a) - startOf(mentions, b))
    const assertions: Assertion[] = mentions.map(() => notAsserted)
    let next = 0
    for (const sentence of sentences) {
      this.follow(sentence)
      const inside: number[] = []
      while (next < order.length && startOf(mentions, order[next] as number) < sentence.end) {
        inside.push(order[next++] as number)
      }
      // what is said in pieces has others between, and hides them: "Skin: no rash, dry"
      const apart = inside.filter((i) => mentions[i]!.said && mentions[i]!.spans)
      const together = inside.filter((i) => !apart.includes(i))
      const meant = together.filter(isMeant)
      // what means nothing is heard among all, what does among its like
      const groups = meant.length < together.length ? [together, meant] : [together]
      for (const heard of [...groups, ...apart.map((i) => [i])]) {
        if (heard.length === 0) continue
        const found = this.assertSentence(
          sentence,
          heard.map((i) => mentions[i]!),
        )
        for (const [place, i] of heard.entries()) assertions[i] = found[place] as Assertion
      }
    }
    return assertions
  }

  /** The section that an offset stands in, of the heading or the text below it. */
  sectionAt(offset: number): Section | undefined {
    const {sections} = this
    const section =
      sections[firstEndingAfter(sections.length, (i) => (sections[i] as Section).body.end, offset)]
    return section && section.heading.start <= offset ? section : undefined
  }

  /** Whether a span is the heading of a section of a known kind, or a part of it: "ALLERGIES" says nothing of the patient. */
  isHeading({end, start}: Span): boolean {
    const section = this.sectionAt(start)
    return section !== undefined && section.kind !== 'other' && end <= section.heading.end
  }

  /** Whether a span is a phrase that says whose or of when others are: "family history" says nothing of the patient. */
  isCue({end, start}: Span): boolean {
    return cuesOfOthers(this.rules).has(this.text.slice(start, end).toLowerCase())
  }

  private assertSentence(sentence: Span, mentions: readonly HeardMention[]): Assertion[] {
    // a mention may reach over the end of its sentence, or stand outside of all
    const start = Math.min(sentence.start, ...mentions.map((mention) => mention.start))
    const end = Math.max(this.endWithAnswer(sentence), ...mentions.map((mention) => mention.end))
    const section = this.sectionAt(sentence.end - 1)
    const said = section && section.body.start < sentence.end ? this.saidBySection(section, sentence) : []
    // words may tell that it is over behind the first sentence after a label ("PMH: asthma. Now has cough."), and among vaccines anywhere
    const mayBeOver =
      section?.kind === 'immunisations' ||
      (section?.isLabelled === true && section.body.start < sentence.start)
    const lead = (this.lead && leadProperties(this.lead, this.text, this.rules)) ?? []
    return assertContext(
      this.text.slice(start, end),
      mentions.map((mention) => ({...mention, start: mention.start - start, end: mention.end - start})),
      this.rules,
      {
        section: mayBeOver ? [] : said,
        lead: mayBeOver ? [...lead, ...said] : lead,
        signs: hasSignedNeighbours(this.text, sentence),
        tasks: section?.kind === 'plan',
        ...(section?.kind === 'allergies'
          ? {allergies: section.body.start - start}
          : this.allergiesIn(this.text.slice(start, end))),
      },
    )
  }

  /**
   * What a section says of a sentence in it: nothing any more where its first words are that there is nothing ("FH: nil. Cough.").
   */
  private saidBySection({body, isLabelled, kind}: Section, sentence: Span): readonly ContextProperty[] {
    if (kind === 'family-history' && this.isOfPatient(Math.max(sentence.start, body.start))) return []
    const properties = propertiesOfSection[kind] ?? []
    if (properties.length === 0 || !isLabelled) return properties
    const first = /^[^.;\n]{0,40}/u.exec(this.text.slice(body.start, body.start + 40))?.[0] ?? ''
    const isOver = body.start + first.length < sentence.start && this.isAnswer(first, this.rules.answers.no)
    return isOver ? [] : properties
  }

  /** Whether what begins at an offset is about the patient: "The patient has scoliosis." */
  private isOfPatient(start: number): boolean {
    const words = this.text
      .slice(start, start + 60)
      .trimStart()
      .toLowerCase()
    return this.rules.patient.some(
      (phrase) => words.startsWith(phrase) && !/^[\p{L}\p{N}]/u.test(words.slice(phrase.length)),
    )
  }

  /** Where a sentence tells what somebody does not bear: "allergic to codeine (vomiting)". */
  private allergiesIn(sentence: string): Pick<Surroundings, 'allergies' | 'allergiesEnd'> {
    const lower = sentence.toLowerCase()
    for (const phrase of this.rules.allergies) {
      const at = lower.indexOf(phrase)
      const length = at === -1 ? 0 : (withEffects.exec(sentence.slice(at + phrase.length))?.[0].length ?? 0)
      if (length > 0) return {allergies: at, allergiesEnd: at + phrase.length + length}
    }
    return {}
  }

  /** The end of a sentence, with the answer behind it where it asks for one: "Insomnia? Yes", "Cough ..... no". */
  private endWithAnswer({end}: Span): number {
    if (!/(?:\?|\.\.|…)$/u.test(this.text.slice(Math.max(0, end - 2), end))) return end
    const next = /^[ \t]{1,3}(\p{L}{1,12})(?=[.,;|)\s]|$)/u.exec(this.text.slice(end, end + 20))
    const {no, yes} = this.rules.answers
    return next && this.isAnswer(next[1]!, [...no, ...yes]) ? end + next[0].length : end
  }

  private isAnswer(text: string, answers: readonly string[]): boolean {
    return answers.includes(text.trim().toLowerCase())
  }

  /** Takes notice of a sentence: it leads a list, goes on with one, or ends it. */
  private follow(sentence: Span): void {
    const {previous, text} = this
    this.previous = sentence
    const words = text.slice(sentence.start, Math.min(sentence.end, sentence.start + 80))
    const gap = previous ? text.slice(previous.end, sentence.start) : '\n\n'
    const isItem = listMarker.test(words) && gap.includes('\n')
    if (this.lead?.started === false && !isItem && /\n\s*\n/u.test(gap)) this.lead = undefined
    if (this.lead?.started) {
      const goesOn = gap.includes('\n') && (isItem || (!this.lead.bulleted && !/\n\s*\n/u.test(gap)))
      if (!goesOn || label.test(words)) this.lead = undefined
    } else if (this.lead) {
      this.lead =
        gap.includes('\n') && !label.test(words) ? {...this.lead, started: true, bulleted: isItem} : undefined
    }
    // "- No fever" is an item, and leads none
    if (!this.lead && leadsList(text, sentence, isItem))
      this.lead = {sentence, started: false, bulleted: false}
  }
}

const cuesByRules = new WeakMap<ContextRules, ReadonlySet<string>>()

/** Phrases of two words and more that say whose or of when others are; one word may be a concept ("mother"). */
function cuesOfOthers(rules: ContextRules): ReadonlySet<string> {
  const known = cuesByRules.get(rules)
  if (known) return known
  const {family = [], historical = []} = rules.before
  const cues = new Set([...historical, ...family].filter((phrase) => phrase.includes(' ')))
  cuesByRules.set(rules, cues)
  return cues
}

interface Lead {
  readonly sentence: Span
  /** Whether an item was seen. */
  readonly started: boolean
  readonly bulleted: boolean
  properties?: readonly ContextProperty[]
}

const label = /^\p{Lu}[\p{L}\p{N} /-]{0,40}:/u

/** Substances, each with its effects in brackets: "codeine (vomiting), latex (hives)". */
const withEffects = /^(?:[^().;,:]{1,40}\([^()]{1,80}\)(?:,|,? and)?\s*){1,10}/u

/** Ends in a colon, or if it is no item itself in no sign at all: its list may follow. */
function leadsList(text: string, {end}: Span, isItem: boolean): boolean {
  return (isItem ? /:/u : /[:\p{L}]/u).test(text.charAt(end - 1))
}

function leadProperties(lead: Lead, text: string, rules: ContextRules): readonly ContextProperty[] {
  if (!lead.started) return []
  const {end, start} = lead.sentence
  if (text.charAt(end - 1) !== ':' && !lead.bulleted) return []
  lead.properties ??= openAtEnd(text.slice(start, end).replace(/:$/u, ''), rules)
  return lead.properties
}

/** Blanks before an item that are looked over. */
const longestIndent = 20

/** Lines looked at on each side. */
const neighbours = 40

/** Whether a sentence is an item of a list whose items are marked by + and by -. */
function hasSignedNeighbours(text: string, {start}: Span): boolean {
  const own = text.charAt(start)
  if (own !== '+' && own !== '-') return false
  if (!/(?:^|\n)[ \t]*$/u.test(text.slice(Math.max(0, start - longestIndent), start))) return false
  const other = own === '+' ? '-' : '+'
  let at = start
  for (let i = 0; i < neighbours; i++) {
    const lineEnd = text.indexOf('\n', at)
    if (lineEnd === -1) break
    at = lineEnd + 1
    const sign = signOfLine(text, at)
    if (sign === other) return true
    if (sign !== own) break
  }
  at = text.lastIndexOf('\n', start - 1)
  for (let i = 0; i < neighbours && at > 0; i++) {
    const lineStart = text.lastIndexOf('\n', at - 1) + 1
    const sign = signOfLine(text, lineStart)
    if (sign === other) return true
    if (sign !== own) break
    at = lineStart - 1
  }
  return false
}

function signOfLine(text: string, start: number): string {
  return text
    .slice(start, start + longestIndent)
    .trimStart()
    .charAt(0)
}

function startOf(spans: readonly Span[], i: number): number {
  return (spans[i] as Span).start
}
