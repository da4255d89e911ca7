import {firstEndingAfter} from '../domain/first-ending-after.js'
import type {Assertion, Span} from '../domain/mention.js'
import {type ContextProperty, type ContextRules, contextProperties} from './context-rules/context-rules.js'
import {type Answer, findAnswers} from './find-answers.js'
import {type ClauseItem, type Cue, findCues, isJoin} from './find-cues.js'

/** No property holds: a mention without context. */
export const notAsserted: Assertion = {
  negated: false,
  uncertain: false,
  hypothetical: false,
  historical: false,
  family: false,
}

/** What stands around a sentence. */
export interface Surroundings {
  /** Hold of every mention of the sentence: its section says so. */
  readonly section?: readonly ContextProperty[]
  /** Act from the start of the sentence on: the line that leads the list in which it is an item says so. */
  readonly lead?: readonly ContextProperty[]
  /** The items of its list are marked by + and -. */
  readonly signs?: boolean
  /** Empty brackets are things to do, not findings. */
  readonly tasks?: boolean
  /** From this offset of the sentence on it lists allergies: a finding behind a substance is what that does. */
  readonly allergies?: number
  /** Up to where; absent: to its end. */
  readonly allergiesEnd?: number
}

/** A mention and, where a sentence says it of something, how. */
export interface HeardMention extends Span {
  readonly said?: Said
}

/** How a sentence says something of its subject. */
export interface Said {
  /** "The spleen is not enlarged" */
  readonly isDenied: boolean
  /** No trigger before it denies it: "no fever, the spleen is enlarged", but not "no sign that the spleen is enlarged". */
  readonly opensClause: boolean
}

/**
 * Says what a sentence states of the mentions in it: a trigger acts on the mentions to its right (or left) up to the next
 * stop; what stands in brackets acts in the brackets. Of phrases that start together the longest counts, and none inside
 * of a mention. The answer of a list of findings ("fever: no") goes before triggers. What is absent has no past.
 *
 * @see Harkema H et al. ConText: an algorithm for determining negation, experiencer, and temporal status from clinical
 *   reports. J Biomed Inform 2009.
 * @param sentence - Text of one sentence.
 * @param mentions - Spans in that sentence, in any order.
 * @returns One assertion a mention.
 */
export function assertContext(
  sentence: string,
  mentions: readonly HeardMention[],
  rules: ContextRules,
  {allergies, allergiesEnd, lead = [], section = [], signs = false, tasks = false}: Surroundings = {},
): Assertion[] {
  const items = findCues(sentence, withoutTriggers(sentence, mentions, rules), rules)
  const answers = findAnswers(items, {signs, ticks: !tasks})
  const clause = {items, used: answers.used, lead}
  const places = items.flatMap((item, i) => (item.kind === 'mention' ? [i] : []))
  return mentions.map((mention) => {
    const {said} = mention
    const place = placeOf(mention, places, items)
    if (place === undefined) return settle(new Set(section), undefined)
    const before = triggersBefore(clause, place, said?.opensClause)
    const holds = new Set([...section, ...before, ...triggersAfter(clause, place)])
    if (said?.isDenied) holds.add('negated')
    const isOfAllergies = allergies !== undefined && mention.start < (allergiesEnd ?? sentence.length)
    if (isOfAllergies && isReaction(items, place, allergies)) holds.add('hypothetical')
    return settle(holds, answers.ofMention.get(place))
  })
}

/** "A past medical history significant for" is a trigger for others though "past medical history" is a mention, too. */
function withoutTriggers(sentence: string, mentions: readonly Span[], rules: ContextRules): readonly Span[] {
  if (mentions.length < 2) return mentions
  const triggers = findCues(sentence, [], rules).filter(({cues}) => cues.some(({kind}) => kind === 'before'))
  return mentions.filter(
    (mention) => !triggers.some(({end, start}) => start <= mention.start && mention.end <= end),
  )
}

/** The properties that act on whatever follows a sentence: "He denies the following:". */
export function openAtEnd(sentence: string, rules: ContextRules): ContextProperty[] {
  const items = findCues(sentence, [], rules)
  return [...triggersBefore({items, used: new Set(), lead: []}, items.length)]
}

interface Clause {
  readonly items: readonly ClauseItem[]
  readonly used: ReadonlySet<number>
  readonly lead: readonly ContextProperty[]
}

/** No trigger reaches further, in items; keeps the work linear. */
const farthest = 200
/** How many words a trigger that acts closely, or backwards, may reach over. */
const nearWords = 4
const afterWords = 7

/** @param opensClause - Whether no trigger of the sentence before denies the mention; what leads the list still does. */
function triggersBefore(
  {items, lead, used}: Clause,
  place: number,
  opensClause = false,
): Set<ContextProperty> {
  const holds = new Set<ContextProperty>()
  const open = new Set<ContextProperty>(contextProperties)
  if (hasCue(items[place + 1], 'beginning') && !isListed(items, place)) open.delete('negated')
  const around = items[place]?.brackets ?? []
  let words = 0
  let comma = false
  let shielded = false
  let mentioned = false
  /** What negates or makes uncertain right beside what is looked at, with no comma or mention between. */
  let beside: ContextProperty | undefined
  const first = Math.max(0, place - farthest)
  for (let i = place - 1; i >= first; i--) {
    const item = items[i] as ClauseItem
    if (!isAround(item.brackets, around)) continue
    if (used.has(i) || isClauseEnd(items, i)) return holds
    for (const {kind, property} of isRemark(items, i) ? [] : item.cues) {
      if (!property || !open.has(property) || (shielded && property === 'negated')) continue
      if (item.text === '?' && (mentioned || holds.has('negated'))) continue
      if (property === 'negated' && opensClause) continue
      const isTrigger = kind === 'before' || (kind === 'near' && !comma && words <= nearWords)
      if (!isTrigger && !(kind === 'prefix' && !comma && words === 0)) continue
      // "nothing to suggest sepsis" and "probably no sepsis" say that there is none
      if (property === 'uncertain' && beside === 'negated' && !asks.test(item.text)) continue
      if (property === 'negated' && beside === 'uncertain') holds.delete('uncertain')
      holds.add(property)
      beside = asks.test(item.text) ? undefined : property
      // "no fever, suspected pneumonia", but not "denies prior stroke, previous bleeding"
      const isOwn = isTrigger && (kind === 'before' || property !== 'historical')
      if (isOwn && items[i - 1]?.text === ',' && !goesOnWithOr(items, i) && !isRepeated(items, i))
        for (const other of ['negated', 'uncertain', 'historical'] as const)
          if (other !== property) open.delete(other)
    }
    for (const {kind, property} of item.cues) {
      if (kind === 'stop') for (const each of property ? [property] : contextProperties) open.delete(each)
      if (kind === 'shield' && !comma) shielded = true
    }
    if (item.text === ',') {
      if (!comma && isThere(items, i, place)) open.delete('negated')
      comma = true
    }
    if (item.text === ',' || item.kind === 'mention') beside = undefined
    if (item.kind === 'word' || item.kind === 'phrase') words++
    // "?stroke or bleeding", but not "?stroke nil fever"
    if (item.kind === 'mention' && !isJoin(items[i + 1]!)) mentioned = true
  }
  if (first === 0) for (const property of lead) if (open.has(property)) holds.add(property)
  return holds
}

/** A question is none the surer for a negation before it: "not clear whether". */
const asks = /^(?:\?|if|whether)$/iu

/** "No murmur, mild edema", "no fever, cough improving": whether what follows a comma is there, by a word of how much or how it goes on. */
function isThere(items: readonly ClauseItem[], comma: number, place: number): boolean {
  const isGraded = hasCue(items[comma + 1], 'grade')
  return (isGraded || hasCue(items[place + 1], 'course')) && !goesOnWithOr(items, comma)
}

/** "Denies h/o DVT, h/o PE": whether the same is said of what stands before in the list. */
function isRepeated(items: readonly ClauseItem[], trigger: number): boolean {
  const {text} = items[trigger]!
  for (let i = trigger - 1; i >= Math.max(0, trigger - longestList) && !isClauseEnd(items, i); i--)
    if (items[i]!.kind === 'phrase' && items[i]!.text.toLowerCase() === text.toLowerCase()) return true
  return false
}

function isListed(items: readonly ClauseItem[], place: number): boolean {
  const previous = items[place - 1]
  return previous !== undefined && (previous.text === ',' || isJoin(previous))
}

/** Items that are looked at for what a list goes on with. */
const longestList = 40

/** Whether "or" joins what stands behind an item, up to the end of the clause. */
function goesOnWithOr(items: readonly ClauseItem[], from: number): boolean {
  for (let i = from + 1; i < Math.min(items.length, from + longestList) && !isClauseEnd(items, i); i++)
    if (isJoin(items[i]!) && alternative.test(items[i]!.text)) return true
  return false
}

/** "Or" in the languages of the rules, whose joins say in which it is that: "of" is in Dutch. */
const alternative = /^(?:n?or|oder|noch|ou|ni|o|u|of|eller)$/iu

function hasCue(item: ClauseItem | undefined, kind: Cue['kind']): boolean {
  return item?.cues.some((cue) => cue.kind === kind) ?? false
}

function triggersAfter({items, used}: Clause, place: number): Set<ContextProperty> {
  const remark = remarkOn(items, place)
  if (remark) return remark.holds
  const holds = new Set<ContextProperty>()
  const open = new Set<ContextProperty>(contextProperties)
  const around = items[place]?.brackets ?? []
  let words = 0
  let comma = false
  let joined = false
  let isBeside = true
  const last = Math.min(items.length - 1, place + farthest)
  for (let i = place + 1; i <= last && words <= afterWords; i++) {
    const item = items[i] as ClauseItem
    if (!isAround(item.brackets, around)) continue
    if (used.has(i) || isClauseEnd(items, i)) break
    for (const {kind, property} of item.cues) {
      if (kind === 'after' && property && open.has(property) && (!comma || joined)) holds.add(property)
      if (kind === 'suffix' && property && isBeside) holds.add(property)
      if (kind === 'join') joined = true
    }
    for (const {kind, property} of item.cues) {
      if (kind === 'stop') for (const each of property ? [property] : contextProperties) open.delete(each)
    }
    if (item.text === ',') comma = true
    if (item.kind === 'word' || item.kind === 'phrase') words++
    // "hepatitis B vaccine", "PE or DVT prophylaxis"
    isBeside &&= item.kind === 'mention' || isJoin(item) || (item.kind === 'word' && item.text.length === 1)
  }
  return holds
}

/** What a remark on a mention says of it, and where it stands. */
interface Remark {
  readonly at: number
  readonly holds: Set<ContextProperty>
}

/**
 * "rash (resolved)", "pneumonia, now resolved": a trigger alone behind a mention, in brackets or up to the end of the clause, is about
 * that mention; outside of brackets it only says whether the mention is there, and now. Over a comma only behind the first of a list:
 * in "nausea, vomiting, negative" it is about both or none.
 */
function remarkOn(items: readonly ClauseItem[], mention: number): Remark | undefined {
  const opening = items[mention + 1]?.text ?? ''
  const isListed = items[mention - 1]?.text === ',' && items[mention - 2]?.kind === 'mention'
  if (opening === ',' && isListed) return undefined
  const isBracketed = opening === '('
  const at = mention + (/^[(,:–—-]$/u.test(opening) ? 2 : 1)
  const closing = items[at + 1]?.text
  const isAlone = isBracketed ? closing === ')' : closing === undefined || /^[.,;|)\t]$/u.test(closing)
  if (!isAlone) return undefined
  const holds = (items[at]?.cues ?? []).flatMap(({kind, property}) => {
    const counts = isBracketed ? kind !== 'stop' : kind === 'after' && property !== 'hypothetical'
    return property && counts ? [property] : []
  })
  return holds.length > 0 ? {at, holds: new Set(holds)} : undefined
}

/** "Embolism excluded, fever": what is a remark on the mention before it does not act on those behind. */
function isRemark(items: readonly ClauseItem[], i: number): boolean {
  return [i - 1, i - 2].some((place) => items[place]?.kind === 'mention' && remarkOn(items, place)?.at === i)
}

/** "Penicillin (rash, swelling)", "codeine - vomiting, hives", "latex: hives; dust", where what a dash follows is the next substance. */
function isReaction(items: readonly ClauseItem[], place: number, from: number): boolean {
  const mention = items[place] as ClauseItem
  if (mention.start >= from && mention.brackets.length > 0) return true
  if (isReactionSign(items[place + 1])) return false
  for (let i = place - 1; i > 0 && (items[i] as ClauseItem).start >= from; i--) {
    const item = items[i] as ClauseItem
    if (isReactionSign(item)) return (items[i - 1] as ClauseItem).start >= from
    const isOfList = item.text === ',' || isJoin(item) || item.kind === 'mention'
    if (!isOfList) return false
  }
  return false
}

function isReactionSign(item: ClauseItem | undefined): boolean {
  return /^[:=–—>→-]$/u.test(item?.text ?? '')
}

/** Whether an item stands in no brackets but those around the mention. */
function isAround(brackets: readonly number[], mention: readonly number[]): boolean {
  return brackets.every((bracket, i) => mention[i] === bracket)
}

/** A semicolon, a full stop ("No fever. cough"), a dash between spaces, or the border of a table's cell. */
function isClauseEnd(items: readonly ClauseItem[], i: number): boolean {
  const item = items[i] as ClauseItem
  if (item.text === ';' || item.text === '|' || item.text === '\t') return true
  const previous = items[i - 1]
  const next = items[i + 1]
  if (item.text === '.') return next?.text !== '.' && isSentenceEnd(previous, item, next)
  if (!/^[-–—]$/u.test(item.text)) return false
  if (!previous || !next || previous.end === item.start || item.end === next.start) return false
  // "PMH - stroke": as a colon
  return !(previous.cues.some(({kind}) => kind === 'before') && opens(items, i - 1))
}

/** A full stop behind a mention, or behind capitals and before a number ("no JVD. 1+ edema"). */
function isSentenceEnd(
  previous: ClauseItem | undefined,
  stop: ClauseItem,
  next: ClauseItem | undefined,
): boolean {
  if (previous?.kind === 'mention') return true
  if (!previous || !next || next.start === stop.end || !/^\d/u.test(next.text)) return false
  return previous.kind === 'word' && /^\p{Lu}{2,}$/u.test(previous.text)
}

/** Whether no word stands before an item. */
function opens(items: readonly ClauseItem[], place: number): boolean {
  return items.slice(0, place).every(({kind}) => kind === 'sign')
}

function placeOf(mention: Span, places: readonly number[], items: readonly ClauseItem[]): number | undefined {
  const endOf = (i: number) => (items[places[i] as number] as ClauseItem).end
  const place = places[firstEndingAfter(places.length, endOf, mention.start)]
  return place !== undefined && (items[place] as ClauseItem).start < mention.end ? place : undefined
}

function settle(holds: ReadonlySet<ContextProperty>, answer: Answer | undefined): Assertion {
  const negated = answer ? answer === 'no' : holds.has('negated')
  return {
    negated,
    uncertain: answer ? answer === 'unknown' : holds.has('uncertain'),
    hypothetical: holds.has('hypothetical'),
    historical: holds.has('historical') && !negated,
    family: holds.has('family'),
  }
}
