import {formsOfKept, isFiller, keptForms, splitWords} from '../domain/lexical-key.js'
import {recall} from '../domain/recall.js'
import {isCompound, wordParts} from '../domain/word-parts.js'
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
    const {inMention} = this
    const mark = ++this.marks
    let distinct = 0
    for (const {trigrams} of words)
      for (const gram of trigrams) {
        if (inMention[gram] !== mark) distinct++
        inMention[gram] = mark
      }
    this.markOfMention = mark
    return distinct
  }

  /**
   * Compares the trigrams of the marked mention with those of a name.
   *
   * @param marked - Distinct trigrams of the mention, see {@link mark}.
   */
  sharedLetters(mention: ComparedText, marked: number, name: ComparedText): SharedLetters {
    const {inMention, inName, markOfMention} = this
    const mark = ++this.marks
    let distinct = 0
    let shared = 0
    const ofName: number[] = []
    for (const {trigrams} of name.words) {
      let known = 0
      for (let i = 0; i < trigrams.length; i++) {
        const gram = trigrams[i]!
        const isShared = inMention[gram] === markOfMention
        if (isShared) known++
        if (inName[gram] === mark) continue
        inName[gram] = mark
        distinct++
        if (isShared) shared++
      }
      ofName.push(known / trigrams.length)
    }
    const ofMention = mention.words.map(({trigrams}) => {
      let known = 0
      for (let i = 0; i < trigrams.length; i++) if (inName[trigrams[i]!] === mark) known++
      return known / trigrams.length
    })
    if (mention.hasCompound && name.hasCompound) {
      capByParts(name, ofName, mention)
      capByParts(mention, ofMention, name)
    }
    const all = marked + distinct
    return {trigrams: all === 0 ? 0 : (2 * shared) / all, ofName, ofMention}
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
    const written = all.filter((form) => form !== '') // of a mark alone nothing is left
    const telling = written.filter((form) => !isFiller(form))
    const words = (telling.length > 0 ? telling : written).map((form) => this.word(form))
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

/** A word as it is compared; the same word is the same object. What not every comparison asks for is computed when it is asked for. */
export class ComparedWord {
  private known: number | undefined
  private numbered: readonly number[] | undefined
  private grams: Uint32Array | undefined
  private compound: boolean | undefined

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

  /** Whether it is put together of parts that are known. */
  get isCompound(): boolean {
    this.compound ??= isCompound(this.form)
    return this.compound
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
  private compound: boolean | undefined

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

  get hasCompound(): boolean {
    this.compound ??= this.words.some((word) => word.isCompound)
    return this.compound
  }

  /** Share of the parts of a word that are in this text too. */
  shareOfParts(word: ComparedWord): number {
    return shareOf(word, (part) => this.words.some(({parts}) => parts.includes(part)))
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

  sharedLetters(name: ComparedText): SharedLetters {
    const {comparer, text} = this
    if (isSameWords(text.words, name.words)) {
      const whole = name.words.map(() => 1)
      return {trigrams: 1, ofName: whole, ofMention: whole}
    }
    this.grams ??= comparer.mark(text)
    return comparer.sharedLetters(text, this.grams, name)
  }
}

/** How many letters, by their trigrams, a mention and a name have in common. */
interface SharedLetters {
  /** See {@link Comparison.trigrams}. */
  readonly trigrams: number
  /** Of each word of the name, the share that the mention has. */
  readonly ofName: readonly number[]
  /** Of each word of the mention, the share that the name has. */
  readonly ofMention: readonly number[]
}

/** How much a mention and a name have in common. What letters tell is computed together, when the first of it is asked for. */
export class Comparison {
  private shared: SharedLetters | undefined
  private ofName: number | undefined

  constructor(
    private readonly mention: ComparedMention,
    private readonly name: ComparedText,
  ) {}

  /** Dice coefficient of their distinct letter trigrams, word by word: 1 for the same words in any order. */
  get trigrams(): number {
    return this.letters.trigrams
  }

  /**
   * What the name says beyond the mention: the most information, in nats, that any one word of it has and the mention has not,
   * which is that of the word times the share of its trigrams that the mention lacks. One word is enough to make another
   * concept ("premature ovarian failure"), so it is not a mean.
   */
  get unsaid(): number {
    return this.mostUnsaid(informationIn)
  }

  /**
   * What the mention says beyond the name, likewise. Words made of the same parts count as shared here, since people write what
   * the terminology calls otherwise ("renal" for "kidney"); what its name adds in other words is told by {@link nameCovered}.
   */
  get lacking(): number {
    const {ofMention} = this.letters
    const shareOfWord = (word: ComparedWord, i: number) =>
      ofMention[i] === 1 ? 1 : Math.max(ofMention[i]!, this.name.shareOfParts(word))
    return mostMissing(this.mention.text.words, shareOfWord, informationIn)
  }

  /** Share of the last word of the name, mostly its head, that the mention has. */
  get headSaid(): number {
    return this.letters.ofName.at(-1) ?? 0
  }

  /** Share of the information in the words of the name that the mention has too, by parts of words. */
  get nameCovered(): number {
    this.ofName ??= covered(this.name.words, (part) => this.mention.parts.has(part))
    return this.ofName
  }

  get otherNumbers(): number {
    return Number(this.mention.text.numbers !== this.name.numbers)
  }

  /** See {@link unsaid}, by another measure of how much a word tells. */
  mostUnsaid(informationOf: (word: ComparedWord) => number): number {
    const {ofName} = this.letters
    return mostMissing(this.words, (_, i) => ofName[i]!, informationOf)
  }

  /** The telling words of the name. */
  get words(): readonly ComparedWord[] {
    return this.name.words
  }

  private get letters(): SharedLetters {
    this.shared ??= this.mention.sharedLetters(this.name)
    return this.shared
  }
}

/** Letters say nothing where it is known what words are made of: nephrotoxicity is no neurotoxicity. */
function capByParts({words}: ComparedText, shares: number[], other: ComparedText): void {
  for (const [i, word] of words.entries())
    if (word.isCompound) shares[i] = Math.min(shares[i]!, other.shareOfParts(word))
}

function isSameWords(a: readonly ComparedWord[], b: readonly ComparedWord[]): boolean {
  return a.length > 0 && a.length === b.length && a.every((word, i) => word === b[i])
}

function informationIn({information}: ComparedWord): number {
  return information
}

/** The most information that any one word has beyond the share of it that the other side has. */
function mostMissing(
  words: readonly ComparedWord[],
  shareOfWord: (word: ComparedWord, i: number) => number,
  informationOf: (word: ComparedWord) => number,
): number {
  let most = 0
  for (const [i, word] of words.entries()) {
    const share = shareOfWord(word, i)
    if (share < 1) most = Math.max(most, informationOf(word) * (1 - share))
  }
  return most
}

function covered(words: readonly ComparedWord[], isShared: (part: number) => boolean): number {
  let all = 0
  let shared = 0
  for (const word of words) {
    all += word.information
    shared += word.information * shareOf(word, isShared)
  }
  return all === 0 ? 0 : shared / all
}

/** Share of the parts of a word. */
function shareOf({parts}: ComparedWord, isShared: (part: number) => boolean): number {
  let count = 0
  for (const part of parts) if (isShared(part)) count++
  return count / parts.length
}
