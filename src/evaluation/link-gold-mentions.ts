import {coveredText} from '../domain/covered-text.js'
import type {Document, GivenMention} from '../domain/mention.js'
import {linkGivenMentions} from '../linking/link-given-mentions.js'
import type {MentionLink, MentionLinker} from '../linking/mention-linker.js'
import type {ConceptCredit} from './concept-credit.js'
import {conceptKey} from './gold.js'
import type {GoldScope, ScopedGold} from './gold-scope.js'

/** A gold mention and what it was linked to. */
export interface MentionOutcome {
  readonly doc: string
  readonly mention: GivenMention
  readonly text: string
  readonly gold: ScopedGold
  readonly link: MentionLink
  /** Place of the first right concept among the candidates, from 1; `null` where it is not among them. */
  readonly rank: number | null
  /** See `ConceptCredit`; of the best candidate, whatever the threshold. */
  readonly credit: number
}

export interface GoldLinkOptions {
  readonly linker: MentionLinker
  readonly scope: GoldScope
  readonly credit: ConceptCredit
  /** Told how many documents are done. */
  readonly onDocument: (done: number) => void
}

/** Documents of which the mentions are linked together; changes no result. */
const batchSize = 500

/** Links every gold mention by its text alone. */
export async function linkMentionsAlone(
  documents: readonly Document[],
  options: GoldLinkOptions,
): Promise<MentionOutcome[]> {
  const outcomes: MentionOutcome[] = []
  for (let from = 0; from < documents.length; from += batchSize) {
    const batch = documents.slice(from, from + batchSize)
    const asked = batch.flatMap((document) =>
      (document.mentions ?? []).map((mention) => ({document, mention, text: coveredText(document, mention)})),
    )
    const links = await options.linker.link(asked.map(({text}) => text))
    for (const [i, {document, mention}] of asked.entries())
      outcomes.push(judge(document, mention, links[i] as MentionLink, options))
    options.onDocument(from + batch.length)
  }
  return outcomes
}

/** Links every gold mention in the light of its document. */
export async function linkMentionsInDocuments(
  documents: readonly Document[],
  options: GoldLinkOptions,
): Promise<MentionOutcome[]> {
  const outcomes: MentionOutcome[] = []
  for (const [i, document] of documents.entries()) {
    const linked = await linkGivenMentions(document, options)
    for (const [m, mention] of (document.mentions ?? []).entries())
      outcomes.push(judge(document, mention, linked[m] as MentionLink, options))
    options.onDocument(i + 1)
  }
  return outcomes
}

function judge(
  document: Document,
  mention: GivenMention,
  link: MentionLink,
  {credit, scope}: GoldLinkOptions,
): MentionOutcome {
  const gold = scope.of(mention.ids)
  const keys = link.candidates.map(conceptKey)
  const place = keys.findIndex((key) => gold.concepts.has(key))
  const [answer] = scope.numbersOf(keys.slice(0, 1))
  return {
    doc: document.id,
    mention,
    text: coveredText(document, mention),
    gold,
    link,
    rank: place === -1 ? null : place + 1,
    credit:
      answer === undefined || gold.standing !== 'known'
        ? 0
        : credit.of(answer, scope.numbersOf(gold.concepts)),
  }
}
