import type {LinkedMention} from '../../domain/mention.js'
import {assertionWords} from '../assertion-words.js'

/** What the page says of a link. */
export interface PageLink {
  readonly type: string
  /** Key of the concept; empty for NIL. */
  readonly concept: string
  /** The properties that hold, separated by spaces. */
  readonly says: string
  readonly score: number | null
  /** First line of the card. */
  readonly head: string
  readonly lines: readonly string[]
  readonly evidence: readonly string[]
  readonly candidates: readonly string[]
}

/** How the page calls the type of mentions without a concept, and of concepts without a type. */
export const nilType = 'NIL'
const noType = 'concept'

export function typeOnPage({concept}: LinkedMention): string {
  return concept ? concept.type || noType : nilType
}

export function conceptKey(concept: {readonly id: string; readonly source: string} | null): string {
  return concept ? `${concept.source} ${concept.id}` : ''
}

/** The links of a page, equal ones once. */
export interface PageLinks {
  readonly list: readonly PageLink[]
  /** For each mention the place of its link in `list`. */
  readonly places: readonly number[]
}

export function pageLinks(mentions: readonly LinkedMention[]): PageLinks {
  const known = new Map<string, number>()
  const list: PageLink[] = []
  const places = mentions.map((mention) => {
    const link = pageLink(mention)
    const key = JSON.stringify(link)
    const place = known.get(key) ?? list.push(link) - 1
    known.set(key, place)
    return place
  })
  return {list, places}
}

function pageLink(mention: LinkedMention): PageLink {
  const {assertion, candidates, concept, evidence = [], match, score} = mention
  const words = assertionWords(assertion)
  const others = candidates.filter(({id, source}) => id !== concept?.id || source !== concept.source)
  return {
    type: typeOnPage(mention),
    concept: conceptKey(concept),
    says: words.join(' '),
    score,
    head: concept?.name ?? 'No concept is good enough',
    lines: [
      ...(concept ? [[concept.source, concept.id, ...concept.types].join(' · ')] : []),
      ...(score === null ? [] : [`score ${score.toFixed(2)}, ${match}`]),
      ...(words.length === 0 ? [] : [words.join(', ')]),
    ],
    evidence,
    candidates: others.map(({id, name, score: other}) => `${other.toFixed(2)} ${name} (${id})`),
  }
}
