import {type ClauseItem, columnGap, isJoin} from './find-cues.js'

/** What a list of findings says of one. */
export type Answer = 'yes' | 'no' | 'unknown'

/** Answers by item: of the mentions that have one. */
export interface AnswerSheet {
  readonly ofMention: ReadonlyMap<number, Answer>
  /** Items that are answers, and so neither trigger nor part of what others reach. */
  readonly used: ReadonlySet<number>
}

const separator = /^[:?=|\t–—…-]$/u
const terminator = /^[,.;|\t)\]/\n]$/u

/**
 * Finds the answers in a list of findings: "Fever: no", "chest pain - denies", "cough (+)", "[x] rash", "Pain ☐ yes ☒ no",
 * "+ cough, - fever". Findings joined by commas share the answer after the last where the list opens the sentence or follows a label.
 *
 * @param signs - Whether + and - before a finding are answers even where the sentence itself does not show it, as a plus before
 *   one of its findings does.
 * @param ticks - Whether empty brackets are answers; in a plan they are things to do.
 */
export function findAnswers(
  items: readonly ClauseItem[],
  {signs, ticks}: {readonly signs: boolean; readonly ticks: boolean},
): AnswerSheet {
  const ofMention = new Map<number, Answer>()
  const used = new Set<number>()
  const style = signs ? 'spaced' : styleOfSigns(items)
  const marks = items.map((item, i) => markOf(items, i, item, style, ticks))
  const firstMark = marks.findIndex((mark) => mark !== undefined)
  // "Angina ☐ Asthma ☑ Stroke ☐", though no name is known of the first
  const isBehindWord = items[firstMark - 1]?.kind === 'word' && marks.at(-1) !== undefined
  const marksComeFirst =
    style !== undefined ||
    (firstMark !== -1 && !isBehindWord && !items.slice(0, firstMark).some(({kind}) => kind === 'mention'))
  for (const [i, item] of items.entries()) {
    if (item.kind !== 'mention') continue
    const found =
      answerAfter(items, i, marks) ??
      signAfter(items, i) ??
      (marksComeFirst ? markBefore(items, i, marks) : markAfter(marks, i)) ??
      questionAfter(items, i)
    if (!found) continue
    ofMention.set(i, found.answer)
    for (const place of found.used) used.add(place)
  }
  shareAnswers(items, ofMention)
  return {ofMention, used}
}

interface FoundAnswer {
  readonly answer: Answer
  readonly used: readonly number[]
}

function markOf(
  items: readonly ClauseItem[],
  i: number,
  item: ClauseItem,
  style: SignStyle | undefined,
  ticks: boolean,
): Answer | undefined {
  if (item.kind === 'mark') {
    if (/^(?:\[[xX✓✔+yY]\]|\([xX+]\)|[☑☒✓✔])$/u.test(item.text)) return 'yes'
    return ticks || /^(?:\(-\)|\[[nN-]\])$/u.test(item.text) ? 'no' : undefined
  }
  if (!style || (item.text !== '+' && item.text !== '-') || !isFree(items, i)) return undefined
  // "- cough +fever": a bullet
  if (style === 'attached' && !isAttached(items, i)) return undefined
  return item.text === '+' ? 'yes' : 'no'
}

/** How signs stand before findings: "+cough -fever", "+ cough, - fever". */
type SignStyle = 'attached' | 'spaced'

/**
 * How the signs of a sentence stand, by a plus that is no "and" ("cough + fever"), no part of a number and no grade; a minus alone
 * may be a bullet.
 */
function styleOfSigns(items: readonly ClauseItem[]): SignStyle | undefined {
  let style: SignStyle | undefined
  for (const [i, {text}] of items.entries()) {
    const next = items[i + 1]
    if (text !== '+' || !next || /^\d/u.test(next.text) || !isFree(items, i)) continue
    if (isAttached(items, i)) return 'attached'
    const previous = items[i - 1]
    if (!previous || /^[,:/]$/u.test(previous.text)) style = 'spaced'
  }
  return style ?? (hasAttachedMinuses(items) ? 'attached' : undefined)
}

/** What findings are listed by in a review of systems or an examination. English. */
const systems: ReadonlySet<string> = new Set(
  `ros gen general const constitutional heent eyes ent neck cv cvs card cardiac cardio cardiovascular resp pulm pulmonary respiratory chest gi abd
  abdomen gu gyn msk musculoskeletal ext extremities skin derm neuro neurological neurologic psych endo heme hem`.split(
    /\s+/u,
  ),
)

/** "GU: -dysuria -hematuria": elsewhere they are bullets ("PMH: -asthma -gout"), and one alone may be a hyphen or a range. */
function hasAttachedMinuses(items: readonly ClauseItem[]): boolean {
  if (items[1]?.text !== ':' || !systems.has(items[0]!.text.toLowerCase())) return false
  const minuses = items.filter(
    ({text}, i) =>
      text === '-' && isFree(items, i) && isAttached(items, i) && !/^\d/u.test(items[i + 1]!.text),
  )
  return minuses.length > 1
}

/** Not written to the word before it. */
function isFree(items: readonly ClauseItem[], i: number): boolean {
  const previous = items[i - 1]
  return !previous || previous.end < items[i]!.start || previous.text === ',' || previous.text === '/'
}

/** Written to what follows it. */
function isAttached(items: readonly ClauseItem[], i: number): boolean {
  return items[i + 1]?.start === items[i]!.end
}

/** "Fever: no", "Fever ☐ yes ☒ no", and without a sign between only where nothing follows: "fever no, cough yes". */
function answerAfter(
  items: readonly ClauseItem[],
  mention: number,
  marks: readonly (Answer | undefined)[],
): FoundAnswer | undefined {
  let at = mention + 1
  // "stroke/TIA: no", though one of them is no mention
  while (items[at]?.text === '/' && items[at + 1]?.kind === 'word') at += 2
  at = behindQualifier(items, at)
  const named = at
  while (isSeparator(items, at) && marks[at] === undefined) at++
  const separated = at > named
  const boxes: number[] = []
  let ticked: Answer | undefined
  while (items[at]?.kind === 'mark' && answerOf(items[at + 1])) {
    if (marks[at] === 'yes') ticked = answerOf(items[at + 1])
    boxes.push(at, at + 1)
    at += 2
    if (items[at]?.text === '/') at++
  }
  if (boxes.length > 0) return ticked && {answer: ticked, used: boxes}
  const bracketed = items[at]?.text === '('
  if (bracketed) at++
  const answer = answerOf(items[at])
  if (!answer) return undefined
  const next = items[at + 1]
  const ends = bracketed ? next?.text === ')' : next === undefined || terminator.test(next.text)
  return ends || (separated && isAsked(items, at + 1)) ? {answer, used: [at]} : undefined
}

/** Words of a question, at most. */
const longestQuestion = 6

/**
 * Whether the next thing is asked for: "Fever: no chills: no", and behind a gap in more words, "Fever: no   Recent travel: no"; but not
 * "Cough: no blood in sputum  Fever: no".
 */
function isAsked(items: readonly ClauseItem[], from: number): boolean {
  const isApart = (items[from]?.start ?? 0) - (items[from - 1]?.end ?? 0) >= columnGap
  const most = from + (isApart ? longestQuestion : 1)
  let at = from
  while (at < most && /^(?:word|phrase|mention)$/u.test(items[at]?.kind ?? '')) at++
  return at > from && /^[:?=]$/u.test(items[at]?.text ?? '')
}

/** "Fever > 101: no", "Fever (over 101): no", "chest pain at rest: no": the place of the colon, where an answer follows it. */
function behindQualifier(items: readonly ClauseItem[], from: number): number {
  let at = from
  while (at < from + longestQuestion && isOfQualifier(items[at])) at++
  const isLabel = at > from && /^[:?]$/u.test(items[at]?.text ?? '')
  return isLabel && answerOf(items[at + 1]) ? at : from
}

/** A word in small letters, a number or its sign: with a capital the next question begins. */
function isOfQualifier(item: ClauseItem | undefined): boolean {
  if (item?.kind === 'word') return !/^\p{Lu}/u.test(item.text)
  return /^[<>≥≤=()°%]$/u.test(item?.text ?? '')
}

/** "Fever -, rash -, cough +": a minus behind a finding, where the one before or behind it has a sign, too. */
function signAfter(items: readonly ClauseItem[], mention: number): FoundAnswer | undefined {
  if (!isTrailingSign(items, mention + 1) || items[mention + 1]!.text === '+') return undefined
  const others = items.filter((_, i) => i !== mention + 1 && isTrailingSign(items, i))
  return others.length > 0 ? {answer: 'no', used: [mention + 1]} : undefined
}

function isTrailingSign(items: readonly ClauseItem[], at: number): boolean {
  const next = items[at + 1]
  return /^[+-]$/u.test(items[at]?.text ?? '') && (next === undefined || terminator.test(next.text))
}

/** A colon and its like, but not "-ve", or a dot of a row of dots: "fever ..... no". */
function isSeparator(items: readonly ClauseItem[], at: number): boolean {
  const {text = ''} = items[at] ?? {}
  if (text === '-' && answerOf(items[at])) return false
  return separator.test(text) || (text === '.' && [items[at - 1]?.text, items[at + 1]?.text].includes('.'))
}

/** "Pneumonia?": written to the word before it, and not to one behind ("PE ?pneumonia"); with a blank, as French writes it, where nothing else is asked. */
function questionAfter(items: readonly ClauseItem[], mention: number): FoundAnswer | undefined {
  const sign = items[mention + 1]
  const next = items[mention + 2]
  if (sign?.text !== '?' || next?.start === sign.end) return undefined
  const isAlone = opensClause(items, mention) && (next === undefined || terminator.test(next.text))
  if (sign.start > items[mention]!.end && !isAlone) return undefined
  return {answer: 'unknown', used: [mention + 1]}
}

function opensClause(items: readonly ClauseItem[], place: number): boolean {
  return place === 0 || items[place - 1]!.kind === 'sign'
}

function answerOf(item: ClauseItem | undefined): Answer | undefined {
  for (const {kind} of item?.cues ?? [])
    if (kind === 'yes' || kind === 'no' || kind === 'unknown') return kind
  return undefined
}

/** "[x] mild fever": up to two words between. */
function markBefore(
  items: readonly ClauseItem[],
  mention: number,
  marks: readonly (Answer | undefined)[],
): FoundAnswer | undefined {
  for (let at = mention - 1; at >= Math.max(0, mention - 3); at--) {
    const answer = marks[at]
    if (answer) return {answer, used: [at]}
    if (items[at]?.kind !== 'word') return undefined
  }
  return undefined
}

function markAfter(marks: readonly (Answer | undefined)[], mention: number): FoundAnswer | undefined {
  const answer = marks[mention + 1]
  return answer && {answer, used: [mention + 1]}
}

/** "Fever, chills: no" */
function shareAnswers(items: readonly ClauseItem[], answers: Map<number, Answer>): void {
  const first = items.findIndex(({kind}) => kind === 'mention')
  const opens = !items.slice(0, first).some(({kind}) => kind === 'word' || kind === 'phrase')
  if (!opens && items[first - 1]?.text !== ':') return
  const waiting: number[] = []
  for (let i = first; i >= 0 && i < items.length; i++) {
    const item = items[i] as ClauseItem
    const answer = answers.get(i)
    if (answer) {
      // "fever, rash: none" and "fever, rash denied", but not "broad face, hernia not present"
      const said = items[i + 1]
      const isWordy = answerOf(said) !== undefined && said!.end - said!.start > said!.text.length
      if (!isWordy) for (const mention of waiting) answers.set(mention, answer)
      return
    }
    if (item.kind === 'mention') waiting.push(i)
    else if (item.text !== ',' && !isJoin(item)) return
  }
}
