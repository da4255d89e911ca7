import {isFiller} from './lexical-key.js'
import {isWithoutDisorder, looseParts} from './loose-key.js'
import {recall} from './recall.js'
import {disorderPart} from './word-parts.js'

/**
 * A number for a key, uint32: the sum of those of its words, so that the number of a run of words that grows by one is there
 * without its words being sorted and joined.
 *
 * @param key - Words with a blank between.
 */
export function keyHash(key: string): number {
  let sum = 0
  let word = fnvBasis
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i)
    if (unit === blank) {
      sum += mix(word)
      word = fnvBasis
    } else word = Math.imul(word ^ unit, fnvPrime)
  }
  return (sum + mix(word)) >>> 0
}

/** FNV-1a over UTF-16 units. */
const fnvBasis = 0x811c9dc5
const fnvPrime = 0x01000193
const blank = 0x20

/** The finalizer of MurmurHash3, which spreads every bit over all. */
export function mix(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** What a normalised word adds to the hashes of keys. */
export interface HashedWord {
  readonly hash: number
  /** See `looseParts`. */
  readonly parts: readonly string[]
  readonly hashesOfParts: readonly number[]
}

/** @returns `undefined` for a word that is dropped from keys. */
export function hashedWord(form: string): HashedWord | undefined {
  return isFiller(form) ? undefined : recall(hashed, remembered, form, hashWord)
}

const hashed = new Map<string, HashedWord>()
const remembered = 50_000

function hashWord(form: string): HashedWord {
  const parts = looseParts(form)
  return {hash: keyHash(form), parts, hashesOfParts: parts.map(keyHash)}
}

/** The hashes of the keys of a run of words that grows. */
export class GrowingKeys {
  private readonly parts: string[] = []
  private ofKey = 0
  private ofParts = 0

  add({hash, hashesOfParts, parts}: HashedWord): void {
    this.ofKey += hash
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!
      if (this.parts.includes(part)) continue
      this.parts.push(part)
      this.ofParts += hashesOfParts[i]!
    }
  }

  /** Of `keyOfForms`. */
  get key(): number {
    return this.ofKey >>> 0
  }

  /** Of `looseKeyOfForms`. */
  get looseKey(): number {
    const {ofParts, parts} = this
    const isLeftOut = isWithoutDisorder(parts.length) && parts.includes(disorderPart)
    return (isLeftOut ? ofParts - disorderHash : ofParts) >>> 0
  }
}

const disorderHash = keyHash(disorderPart)
