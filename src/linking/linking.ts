import type {Encoder} from '../../models/encoder.js'
import {collect} from '../domain/collect.js'
import type {Document, LinkedMention} from '../domain/mention.js'
import type {ConceptFilter, TermIndex} from '../index-store/term-index.js'
import {IgnoredTexts} from './ignored-texts.js'
import {type DocumentLinkOptions, linkDocument, type WindowsLinking} from './link-document.js'
import {linkGivenMentions} from './link-given-mentions.js'
import {type FoundMention, linkWindow, type TextWindow} from './link-window.js'
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

/** What a thread is given to link: texts, a document, or a part of a long one. */
export type LinkWork =
  | {readonly texts: readonly string[]}
  | {readonly document: Document}
  | {readonly window: TextWindow}

/** What it takes to link with an index. */
export interface LinkSource {
  readonly index: TermIndex
  /** Opened at the first mention that needs a vector. */
  readonly encoder: () => Promise<Encoder>
}

/** Links lists of mentions and documents with one index, in one way, in this thread. */
export class Linking {
  /** Where mentions are linked by their own types. */
  readonly typeFilters: TypeFilters | undefined
  private readonly options: DocumentLinkOptions

  constructor(
    source: LinkSource,
    private readonly settings: LinkSettings,
  ) {
    const {ignored: entries, ...settingsOfLinker} = settings
    const ignored = entries && new IgnoredTexts()
    for (const {concepts, text} of entries ?? []) ignored?.add(text, concepts)
    if (settings.spanTypes) this.typeFilters = new TypeFilters(source.index, settings.filter)
    const linker = new MentionLinker({...source, ...settingsOfLinker, ...(ignored && {ignored})})
    this.options = {...settings, index: source.index, linker}
  }

  /** Links each text by itself; one link a text, in order. */
  link(texts: readonly string[]): Promise<MentionLink[]> {
    return this.options.linker.link(texts)
  }

  /**
   * Links the mentions of a document.
   *
   * @param windows - Links the windows of a long one. Default: one by one, in this thread.
   * @yields Mentions in order of the text; with `spans` one for each that the document marks, in its order.
   */
  async *document(document: Document, windows?: WindowsLinking): AsyncGenerator<LinkedMention> {
    const {options, settings, typeFilters} = this
    if (settings.spans)
      yield* await linkGivenMentions(document, {...options, ...(typeFilters && {typeFilters})})
    else yield* linkDocument(document, options, windows)
  }

  /** Links what it is given, all of it at once: see {@link link}, {@link document} and {@link linkWindow}. */
  work(work: LinkWork): Promise<readonly (MentionLink | LinkedMention | FoundMention)[]> {
    if ('texts' in work) return this.link(work.texts)
    return 'window' in work ? linkWindow(work.window, this.options) : collect(this.document(work.document))
  }
}
