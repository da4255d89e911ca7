import {firstEndingAfter} from '../domain/first-ending-after.js'
import type {LinkedMention, Span} from '../domain/mention.js'
import type {DocumentContext} from './assert-mentions.js'

/** Says where mentions stand, as far as it was asked for. */
export class MentionPlace {
  /** @param sentences - In order. */
  constructor(
    private readonly context: DocumentContext,
    private readonly sentences: readonly Span[],
    private readonly asked: {readonly section?: boolean; readonly sentence?: boolean},
  ) {}

  of({start}: Span): Pick<LinkedMention, 'section' | 'sentence'> {
    const section = this.asked.section ? this.context.sectionAt(start)?.kind : undefined
    const sentence = this.asked.sentence ? this.sentenceAt(start) : undefined
    return {...(section && {section}), ...(sentence && {sentence})}
  }

  private sentenceAt(offset: number): Span | undefined {
    const {sentences} = this
    const sentence = sentences[firstEndingAfter(sentences.length, (i) => (sentences[i] as Span).end, offset)]
    return sentence && sentence.start <= offset ? sentence : undefined
  }
}
