import type {Encoder} from '../../models/encoder.js'
import type {Document, LinkedMention} from '../domain/mention.js'
import type {ConceptFilter, TermIndex} from '../index-store/term-index.js'
import {IgnoredTexts} from './ignored-texts.js'
import {type DocumentLinkOptions, linkDocument} from './link-document.js'
import {linkGivenMentions} from './link-given-mentions.js'
import {type LinkerOptions, type MentionLink, MentionLinker} from './mention-linker.js'
import {TypeFilters} from './type-filters.js'

/** What a user does not want linked: a text, or a text to some concepts. */
export interface IgnoredEntry {
  readonly text: string
  /** Numbers of the concepts; any where absent. */
  readonly concepts?: readonly number[]
}

/** How texts are to be linked, as data that a thread can be told. */
export interface LinkSettings
  extends Pick<LinkerOptions, 'alwaysSearch' | 'explain' | 'threshold' | 'top'>,
    Pick<DocumentLinkOptions, 'dense' | 'language' | 'nil' | 'overlap' | 'section' | 'sentence'> {
  readonly filter?: ConceptFilter | undefined
  readonly ignored?: readonly IgnoredEntry[] | undefined
  /** Documents mark their mentions, and those alone are linked. */
  readonly spans: boolean
  /** Each is linked to concepts of the type that the document gives it alone. */
  readonly spanTypes: boolean
}

/** What it takes to link with an index. */
export interface LinkSource {
  readonly index: TermIndex
  /** Opened at the first mention that needs a vector. */
  readonly encoder: () => Promise<Encoder>
}

/** Links lists of mentions and documents with one index, in one way, in this thread. */
export class Linking {
  private readonly linker: MentionLinker
  /** Where mentions are linked by their own types. */
  readonly typeFilters: TypeFilters | undefined

  constructor(
    private readonly source: LinkSource,
    private readonly settings: LinkSettings,
  ) {
    const {ignored: entries, ...settingsOfLinker} = settings
    const ignored = entries && new IgnoredTexts()
    for (const {concepts, text} of entries ?? []) ignored?.add(text, concepts)
    if (settings.spanTypes) this.typeFilters = new TypeFilters(source.index, settings.filter)
    this.linker = new MentionLinker({...source, ...settingsOfLinker, ...(ignored && {ignored})})
  }

  /** Links each text by itself; one link a text, in order. */
  link(texts: readonly string[]): Promise<MentionLink[]> {
    return this.linker.link(texts)
  }

  /**
   * Links the mentions of a document.
   *
   * @yields Mentions in order of the text; with `spans` one for each that the document marks, in its order.
   */
  async *document(document: Document): AsyncGenerator<LinkedMention> {
    const {linker, settings, source, typeFilters} = this
    const options = {...settings, index: source.index, linker, ...(typeFilters && {typeFilters})}
    if (settings.spans) yield* await linkGivenMentions(document, options)
    else yield* linkDocument(document, options)
  }
}
