import {coveredText} from '../domain/covered-text.js'
import type {Document, LinkedMention, Span} from '../domain/mention.js'
import {assertionWords} from './assertion-words.js'
import {placeMentions} from './place-mentions.js'
import type {Provenance} from './provenance.js'
import {typeOf} from './type-of.js'

export type Infons = Readonly<Record<string, string>>

/** A mention as both forms of BioC have it. */
export interface BiocAnnotation {
  readonly id: string
  readonly infons: Infons
  readonly locations: readonly Span[]
  readonly text: string
}

/** What a collection says of its making. BioC asks for a date, too; there is none, so that equal input gives equal output. */
export function collectionInfons({model, sources, tool, version}: Provenance): Infons {
  return {
    tool: `${tool} ${version}`,
    model: `${model.id} ${model.precision} (sha256 ${model.sha256})`,
    sources: sources.map(({code, release}) => [code, release].filter(Boolean).join(' ')).join('; '),
  }
}

/** The annotations of a document. Offsets are code points; a mention without a concept has no `identifier`. */
export function biocAnnotations(document: Document, mentions: readonly LinkedMention[]): BiocAnnotation[] {
  return placeMentions(document, mentions).map(({mention, pieces}, i) => ({
    id: `T${i + 1}`,
    infons: infonsOf(mention),
    locations: pieces,
    text: coveredText(document, mention),
  }))
}

function infonsOf(mention: LinkedMention): Infons {
  const {assertion, concept, match, score} = mention
  const words = assertionWords(assertion)
  return {
    type: typeOf(mention),
    ...(concept && {identifier: concept.id, source: concept.source, name: concept.name}),
    ...(score !== null && {score: String(score)}),
    ...(match !== null && {match}),
    ...(words.length > 0 && {assertion: words.join(' ')}),
  }
}
