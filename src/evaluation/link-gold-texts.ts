import {collect} from '../domain/collect.js'
import {piecesOf} from '../domain/covered-text.js'
import type {Document, GivenMention, LinkedMention, Span} from '../domain/mention.js'
import {overlaps} from '../domain/spans.js'
import {type DocumentLinkOptions, linkDocument} from '../linking/link-document.js'
import {linkDocuments} from '../linking/link-documents.js'
import {conceptKey} from './gold.js'
import type {GoldScope, ScopedGold} from './gold-scope.js'
import {matchOneToOne} from './match-one-to-one.js'

/** The encoder is given the texts of several at once. */
const documentsAtATime = 16

/** A mention that was found in a document. */
export interface TextAnswer {
  readonly mention: LinkedMention
  /** A gold mention of the concept has this very span. */
  readonly exact: boolean
  /** A gold mention of the concept overlaps it. */
  readonly overlap: boolean
  /** The same, where no gold mention may serve two answers. */
  readonly oneToOne: boolean
}

/** A gold mention with a concept that can be found. */
export interface TextGold {
  readonly mention: GivenMention
  readonly gold: ScopedGold
  readonly exact: boolean
  readonly overlap: boolean
}

/** A document, what is in it and what was found in it. */
export interface TextOutcome {
  readonly doc: string
  readonly text: string
  readonly answers: readonly TextAnswer[]
  /** Absent where the gold marks no mentions. */
  readonly gold?: readonly TextGold[]
  /** Distinct concepts: of the annotators, and linked. */
  readonly wanted: ReadonlySet<string>
  readonly said: ReadonlySet<string>
}

/**
 * Finds and links the mentions of every document and compares them with gold.
 *
 * @param onDocument - Told how many documents are done.
 */
export async function linkGoldTexts(
  documents: readonly Document[],
  scope: GoldScope,
  options: DocumentLinkOptions,
  onDocument: (done: number) => void,
): Promise<TextOutcome[]> {
  const outcomes: TextOutcome[] = []
  // its own annotations must not help
  const longDocument = ({conceptIds, mentions, ...bare}: Document) => linkDocument(bare, options)
  const linking = {
    documentsAtATime,
    document: (document: Document) => collect(longDocument(document)),
    longDocument,
  }
  for await (const {document, mentions} of linkDocuments(documents, linking)) {
    const found: LinkedMention[] = []
    for await (const mention of mentions) if (mention.concept) found.push(mention)
    outcomes.push(judgeText(document, found, scope))
    onDocument(outcomes.length)
  }
  return outcomes
}

/** Compares linked mentions of a document with its gold. Whatever is found without a gold mention of its concept is wrong. */
export function judgeText(
  document: Document,
  found: readonly LinkedMention[],
  scope: GoldScope,
): TextOutcome {
  const gold = document.mentions
    ?.map((mention) => ({mention, gold: scope.of(mention.ids)}))
    .filter(({gold}) => gold.standing === 'known')
  const said = new Set(found.flatMap(({concept}) => (concept ? [conceptKey(concept)] : [])))
  const ids = document.conceptIds ?? document.mentions?.flatMap((mention) => mention.ids) ?? []
  const common = {doc: document.id, text: document.text, wanted: scope.of(ids).concepts, said}
  if (!gold) {
    const answers = found.map((mention) => ({mention, exact: false, overlap: false, oneToOne: false}))
    return {...common, answers}
  }
  const best = [...found].sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || a.start - b.start)
  const fitting = (fits: (a: Place, b: Place) => boolean) =>
    best.map((answer) =>
      gold.flatMap((item, g) =>
        answer.concept && item.gold.concepts.has(conceptKey(answer.concept)) && fits(answer, item.mention)
          ? [g]
          : [],
      ),
    )
  const overlapping = fitting(isOverlap)
  const exact = matchOneToOne(fitting(isSamePlace))
  const oneToOne = matchOneToOne(overlapping)
  const [exactGold, overlapGold] = [new Set(exact), new Set(overlapping.flat())]
  return {
    ...common,
    answers: best.map((mention, i) => ({
      mention,
      exact: exact[i] !== undefined,
      overlap: (overlapping[i]?.length ?? 0) > 0,
      oneToOne: oneToOne[i] !== undefined,
    })),
    gold: gold.map((item, g) => ({...item, exact: exactGold.has(g), overlap: overlapGold.has(g)})),
  }
}

type Place = Span & {readonly spans?: readonly Span[]}

function isOverlap(a: Place, b: Place): boolean {
  return piecesOf(a).some((one) => piecesOf(b).some((other) => overlaps(one, other)))
}

function isSamePlace(a: Place, b: Place): boolean {
  const [pieces, others] = [piecesOf(a), piecesOf(b)]
  return (
    pieces.length === others.length &&
    pieces.every(({end, start}, i) => start === others[i]?.start && end === others[i]?.end)
  )
}
