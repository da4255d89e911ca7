import {formsOfKept, isFiller, keptForms, splitWords} from '../domain/lexical-key.js'
import {recall} from '../domain/recall.js'
import {wordParts} from '../domain/word-parts.js'
import type {TermHit} from '../index-store/term-index.js'

/** A name to compare: as an index has it, or by itself. */
export type NameToCompare = string | Pick<TermHit, 'term' | 'text' | 'words'>

/** Words, and names, that are remembered. A name takes some 500 bytes. */
const rememberedWords = 100_000
const rememberedNames = 50_000

/** Compares mentions with names by their words; remembers what it took apart, since names come again and again. */
export class TextComparer {
  private readonly words = new Map<string, ComparedWord>()
  /** By text, or by its number in the index. */
  private readonly names = new Map<string | number, ComparedText>()
  /** Parts of words and trigrams, by the order of their first coming. */
  private readonly numbers = new Map<string, number>()
  /** By trigram, where it was last seen: sets without the cost of sets. */
  private readonly inMention: number[] = []
  private readonly inName: number[] = []
  private marks = 0
  private markOfMention = 0

  /** @param informationOf - How much a normalised word tells, in nats: the rarer in the names, the more. */
  constructor(readonly informationOf: (form: string) => number) {}

  /** Takes a mention apart, to be compared until the next one is. */
  mention(text: string): ComparedMention {
    if (this.words.size > rememberedWords) {
      // all at once: the numbers of one time mean nothing at another
      this.words.clear()
      this.names.clear()
      this.numbers.clear()
    }
    return new ComparedMention(this.takeApart(splitWords(text).map(({form}) => form)), this)
  }

  /**
   * Marks the trigrams of a mention, to be compared until the next one is.
   *
   * @returns How many there are, each counted once.
   */
  mark({words}: ComparedText): number {
    this.markOfMention = ++this.marks
    return this.each(words, this.inMention, this.markOfMention).distinct
  }

  /** Distinct trigrams of a name, and how many of them were marked. */
  count({words}: ComparedText): {readonly distinct: number; readonly marked: number} {
    return this.each(words, this.inName, ++this.marks)
  }

  private each(
    words: readonly ComparedWord[],
    seen: number[],
    mark: number,
  ): {readonly distinct: number; readonly marked: number} {
    const {inMention, markOfMention} = this
    let distinct = 0
    let marked = 0
    for (const {trigrams} of words)
      for (let i = 0; i < trigrams.length; i++) {
        const gram = trigrams[i]!
        if (seen[gram] === mark) continue
        seen[gram] = mark
        distinct++
        if (inMention[gram] === markOfMention) marked++
      }
    return {distinct, marked}
  }

  /** Takes a name apart, to be compared with the last mention. */
  name(name: NameToCompare): ComparedText {
    return recall(this.names, rememberedNames, keyOf(name), () => this.takeApart(formsOfKept(wordsOf(name))))
  }

  /** @returns The number of a part or a trigram. */
  number(text: string): number {
    let number = this.numbers.get(text)
    if (number === undefined) {
      number = this.numbers.size
      this.numbers.set(text, number)
      this.inMention[number] = 0
      this.inName[number] = 0
    }
    return number
  }

  /** @param all - Its normalised words. */
  private takeApart(all: readonly string[]): ComparedText {
    const telling = all.filter((form) => !isFiller(form))
    const words = (telling.length > 0 ? telling : all).map((form) => this.word(form))
    return new ComparedText(words, all.length)
  }

  private word(form: string): ComparedWord {
    let word = this.words.get(form)
    if (word === undefined) {
      word = new ComparedWord(form, this)
      this.words.set(form, word)
    }
    return word
  }
}

function keyOf(name: NameToCompare): string | number {
  return typeof name === 'string' ? name : name.text
}

function wordsOf(name: NameToCompare): string | null {
  if (typeof name === 'string') return keptForms(name)
  return name.words ?? keptForms(name.term)
}

/** A word as it is compared. What not every comparison asks for is computed when it is asked for. */
class ComparedWord {
  private known: number | undefined
  private numbered: readonly number[] | undefined
  private grams: Uint32Array | undefined

  constructor(
    readonly form: string,
    private readonly comparer: TextComparer,
  ) {}

  get information(): number {
    this.known ??= this.comparer.informationOf(this.form)
    return this.known
  }

  /** See `wordParts`. */
  get parts(): readonly number[] {
    this.numbered ??= wordParts(this.form).map((part) => this.comparer.number(part))
    return this.numbered
  }

  /** Of the word with a blank before and behind; one that comes twice is there twice. */
  get trigrams(): Uint32Array {
    if (this.grams === undefined) {
      const padded = ` ${this.form} `
      this.grams = Uint32Array.from({length: this.form.length}, (_, i) =>
        this.comparer.number(padded.slice(i, i + 3)),
      )
    }
    return this.grams
  }
}

/** A text as it is compared. */
class ComparedText {
  private digits: string | undefined

  /**
   * @param words - Its telling words, or all where it has only fillers.
   * @param length - Words, fillers too.
   */
  constructor(
    readonly words: readonly ComparedWord[],
    readonly length: number,
  ) {}

  /** Its words with a digit, in one order. */
  get numbers(): string {
    this.digits ??= this.words
      .map(({form}) => form)
      .filter((form) => /\p{N}/u.test(form))
      .sort()
      .join(' ')
    return this.digits
  }

  /** Last part of its last word. */
  get lastPart(): number | undefined {
    return this.words.at(-1)?.parts.at(-1)
  }

  hasPart(part: number): boolean {
    return this.words.some(({parts}) => parts.includes(part))
  }
}

/** A mention, and what names share with it. */
export class ComparedMention {
  private readonly compared = new Map<string | number, Comparison>()
  private known: ReadonlySet<number> | undefined
  private grams: number | undefined

  constructor(
    readonly text: ComparedText,
    private readonly comparer: TextComparer,
  ) {}

  compare(name: NameToCompare): Comparison {
    const key = keyOf(name)
    let comparison = this.compared.get(key)
    if (comparison === undefined) {
      comparison = new Comparison(this, this.comparer.name(name))
      this.compared.set(key, comparison)
    }
    return comparison
  }

  /** Of all its words. */
  get parts(): ReadonlySet<number> {
    this.known ??= new Set(this.text.words.flatMap(({parts}) => parts))
    return this.known
  }

  /** See {@link Comparison.trigrams}. */
  sharedTrigrams(name: ComparedText): number {
    const {comparer, text} = this
    if (isSameWords(text.words, name.words)) return 1
    this.grams ??= comparer.mark(text)
    if (this.grams === 0) return 0
    const {distinct, marked} = comparer.count(name)
    return distinct === 0 ? 0 : (2 * marked) / (this.grams + distinct)
  }
}

/** How much a mention and a name have in common. What is not asked for is not computed. */
export class Comparison {
  private alike: number | undefined
  private ofMention: number | undefined
  private ofName: number | undefined

  constructor(
    private readonly mention: ComparedMention,
    private readonly name: ComparedText,
  ) {}

  /** Dice coefficient of their distinct letter trigrams, word by word: 1 for the same words in any order. */
  get trigrams(): number {
    this.alike ??= this.mention.sharedTrigrams(this.name)
    return this.alike
  }

  /** Share of the information in the words of the mention that the name has too, by parts of words. */
  get mentionCovered(): number {
    this.ofMention ??= covered(this.mention.text.words, (part) => this.name.hasPart(part))
    return this.ofMention
  }

  get nameCovered(): number {
    this.ofName ??= covered(this.name.words, (part) => this.mention.parts.has(part))
    return this.ofName
  }

  get otherNumbers(): number {
    return Number(this.mention.text.numbers !== this.name.numbers)
  }

  get sameLast(): number {
    return Number(this.mention.text.lastPart === this.name.lastPart)
  }
}

function isSameWords(a: readonly ComparedWord[], b: readonly ComparedWord[]): boolean {
  return a.length > 0 && a.length === b.length && a.every((word, i) => word === b[i])
}

function covered(words: readonly ComparedWord[], isShared: (part: number) => boolean): number {
  let all = 0
  let shared = 0
  for (const {information, parts} of words) {
    all += information
    let count = 0
    for (const part of parts) if (isShared(part)) count++
    shared += (information * count) / parts.length
  }
  return all === 0 ? 0 : shared / all
}
