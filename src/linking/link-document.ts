import {extend} from '../domain/extend.js'
import {groupBy} from '../domain/group-by.js'
import {type Language, recogniseLanguage} from '../domain/language.js'
import {withLineFeeds} from '../domain/line-spans.js'
import {singularShortForm, spellingsInCapitals} from '../domain/long-form.js'
import type {Document, LinkedMention, Span} from '../domain/mention.js'
import {splitSentences} from '../domain/sentences.js'
import {type Abbreviations, abbreviationsOf, type Definition} from '../domain/short-forms.js'
import {workAhead} from '../domain/work-ahead.js'
import {DocumentContext} from './assert-mentions.js'
import {type FoundMention, linkWindow, type TextWindow, type WindowLinkOptions} from './link-window.js'
import {MentionPlace} from './mention-place.js'
import {toLinkedMention} from './to-linked-mention.js'

export interface DocumentLinkOptions extends WindowLinkOptions {
  /** Language of the context around mentions; recognised where absent. */
  readonly language?: Language
  /** Say the section, the sentence of each mention. */
  readonly section?: boolean
  readonly sentence?: boolean
}

/** Links several windows at a time. */
export interface WindowsLinking {
  readonly windowsAtATime: number
  /** See {@link linkWindow}. */
  window(window: TextWindow): Promise<readonly FoundMention[]>
}

/** A window and where it begins in its document, its sentences with spans of that. */
interface PlacedWindow {
  readonly window: TextWindow
  readonly start: number
  readonly sentences: readonly Span[]
}

/** Sentences, and their length together, linked at a time; bounds memory and the wait for the first result. */
const windowSentences = 64
const windowLength = 20_000

/**
 * Finds and links the mentions of a document, window by window.
 *
 * @param windows - Links the windows of a long one. Default: one by one, in this thread.
 * @yields Mentions in order of the text.
 */
export async function* linkDocument(
  {id, text}: Document,
  options: DocumentLinkOptions,
  windows: WindowsLinking = {windowsAtATime: 1, window: (window) => linkWindow(window, options)},
): AsyncGenerator<LinkedMention> {
  const lines = new LineCounter(text)
  const language = options.language ?? recogniseLanguage(text)
  const context = new DocumentContext(text, language)
  for await (const {mentions, sentences} of linkedWindows(withLineFeeds(text), language, windows)) {
    const assertions = context.assert(sentences, mentions, (i) => mentions[i]?.link.concept !== null)
    const places = new MentionPlace(context, sentences, options)
    for (const [i, mention] of mentions.entries()) {
      const {end, link, spans, start} = mention
      if (context.isHeading(mention) || context.isCue(mention)) continue
      const line = lines.lineOf(start)
      const place = {doc: id, line, start, end, ...(spans && {spans}), text: text.slice(start, end)}
      const assertion = assertions[i] as LinkedMention['assertion']
      yield extend(toLinkedMention(place, link, assertion), places.of(mention))
    }
  }
}

/** The sentences of the windows, and the mentions that were found in them, all spans in the whole text. */
function linkedWindows(
  text: string,
  language: Language,
  linking: WindowsLinking,
): AsyncGenerator<{sentences: readonly Span[]; mentions: readonly FoundMention[]}> {
  return workAhead(windowsOf(text, language), linking.windowsAtATime, async ({sentences, start, window}) => ({
    sentences,
    mentions: (await linking.window(window)).map((mention) => moved(mention, start)),
  }))
}

function* windowsOf(text: string, language: Language): Generator<PlacedWindow> {
  const abbreviations = new UsedAbbreviations(abbreviationsOf(text))
  let sentences: Span[] = []
  let length = 0
  for (const sentence of splitSentences(text)) {
    sentences.push(sentence)
    length += sentence.end - sentence.start
    if (sentences.length < windowSentences && length < windowLength) continue
    yield toWindow(text, language, sentences, abbreviations)
    sentences = []
    length = 0
  }
  if (sentences.length > 0) yield toWindow(text, language, sentences, abbreviations)
}

function toWindow(
  text: string,
  language: Language,
  sentences: readonly Span[],
  abbreviations: UsedAbbreviations,
): PlacedWindow {
  const start = sentences[0]!.start
  const end = sentences.at(-1)!.end
  return {
    sentences,
    start,
    window: {
      text: text.slice(start, end),
      language,
      sentences: sentences.map((sentence) => moved(sentence, -start)),
      abbreviations: abbreviations
        .in(text, start, end)
        .map(({longForm, short, shortForm}) => ({shortForm, short: moved(short, -start), longForm})),
    },
  }
}

/** The abbreviations of a document, those that a part of it may use. */
class UsedAbbreviations {
  /** Short forms by their first letters and digits, which a text is searched for sooner than for all its words. */
  private readonly byStart: ReadonlyMap<string, readonly string[]>

  constructor(private readonly definitions: Abbreviations) {
    this.byStart = groupBy(definitions.keys(), (shortForm) => lettersAndDigits.exec(shortForm)?.[0] ?? '')
  }

  /** What decides the short forms between two offsets, and perhaps some that do not stand there. */
  in(text: string, start: number, end: number): Definition[] {
    const {byStart, definitions} = this
    if (definitions.size === 0) return []
    const used = new Set<string>()
    for (const [run] of text.slice(start, end).matchAll(allLettersAndDigits))
      for (const spelling of [run, singularShortForm(run), ...spellingsInCapitals(run)])
        for (const shortForm of byStart.get(spelling) ?? []) used.add(shortForm)
    return [...used].flatMap((shortForm) => decisive(definitions.get(shortForm)!, start, end))
  }
}

const lettersAndDigits = /[\p{L}\p{N}\p{M}]+/u
const allLettersAndDigits = new RegExp(lettersAndDigits, 'gu')

/** Of the definitions of a short form those that a use of it between two offsets may go by: see `definitionAt`. */
function decisive(definitions: readonly Definition[], start: number, end: number): readonly Definition[] {
  const first = definitions.findLastIndex(({short}) => short.start <= start)
  return definitions.slice(Math.max(0, first)).filter(({short}, i) => i === 0 || short.start < end)
}

function moved<Moved extends Span & {readonly spans?: readonly Span[]}>(span: Moved, by: number): Moved {
  const {end, spans, start} = span
  const whole = extend(span, {start: start + by, end: end + by})
  return spans ? extend(whole, {spans: spans.map((piece) => moved(piece, by))}) : whole
}

/** Counts lines as offsets rise; looks at each line end once. */
class LineCounter {
  private line = 1
  private nextLineEnd: number

  constructor(private readonly text: string) {
    this.nextLineEnd = this.lineEndFrom(0)
  }

  /** @param offset - Not less than that of the last call. */
  lineOf(offset: number): number {
    while (this.nextLineEnd < offset) {
      this.line++
      this.nextLineEnd = this.lineEndFrom(this.nextLineEnd + 1)
    }
    return this.line
  }

  private lineEndFrom(from: number): number {
    const found = this.text.indexOf('\n', from)
    return found === -1 ? Number.POSITIVE_INFINITY : found
  }
}
