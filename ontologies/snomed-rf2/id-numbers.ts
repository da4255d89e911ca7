import {createHash} from 'node:crypto'
import {PagedUint32} from './paged-uint32.js'

const wordsOfKey = 4

/**
 * Numbers ids from 0 in the order in which they are first seen, in about 24 bytes an id: a release has millions, and as
 * strings in a Map they would take ten times as much.
 *
 * SCTIDs and UUIDs are kept as what they are, 128 bits at most; any other text by 128 bits of its SHA-256.
 */
export class IdNumbers {
  private readonly keys = new PagedUint32()
  /** Open addressing: number of the id plus 1, or 0. */
  private slots = new Uint32Array(1 << 12)
  private readonly key = new Uint32Array(wordsOfKey)

  get size(): number {
    return this.keys.length / wordsOfKey
  }

  /** The number of the id, a new one where it was not seen before. */
  add(id: string): number {
    if ((this.size + 1) * 3 > this.slots.length * 2) this.grow()
    const slot = this.slotOf(id)
    if (this.slots[slot] === 0) {
      for (const word of this.key) this.keys.push(word)
      this.slots[slot] = this.size
    }
    return this.slots[slot]! - 1
  }

  /** @returns `undefined` for an id that was not seen. */
  find(id: string): number | undefined {
    const number = this.slots[this.slotOf(id)]!
    return number === 0 ? undefined : number - 1
  }

  /** Where the id stands, or would; {@link key} is its key then. */
  private slotOf(id: string): number {
    writeKey(id, this.key)
    const [a, b, c, d] = [this.key[0]!, this.key[1]!, this.key[2]!, this.key[3]!]
    const mask = this.slots.length - 1
    let slot = hashOf(a, b, c, d) & mask
    for (; ; slot = (slot + 1) & mask) {
      const number = this.slots[slot]!
      if (number === 0) return slot
      const at = (number - 1) * wordsOfKey
      const {keys} = this
      if (keys.get(at) === a && keys.get(at + 1) === b && keys.get(at + 2) === c && keys.get(at + 3) === d) {
        return slot
      }
    }
  }

  private grow(): void {
    const {keys} = this
    const slots = new Uint32Array(this.slots.length * 2)
    const mask = slots.length - 1
    for (let number = 0; number < this.size; number++) {
      const at = number * wordsOfKey
      let slot = hashOf(keys.get(at), keys.get(at + 1), keys.get(at + 2), keys.get(at + 3)) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = number + 1
    }
    this.slots = slots
  }
}

function hashOf(a: number, b: number, c: number, d: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35) ^ d
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}

function writeKey(id: string, key: Uint32Array): void {
  if (writeDigits(id, key) || writeUuid(id, key)) return
  const hash = createHash('sha256').update(id).digest()
  for (let word = 0; word < wordsOfKey; word++) key[word] = hash.readUInt32LE(word * 4)
}

/** Up to 18 digits: nine a word; the length tells `01` from `1`. */
function writeDigits(id: string, key: Uint32Array): boolean {
  const {length} = id
  if (length === 0 || length > 18) return false
  let high = 0
  let low = 0
  for (let at = 0; at < length; at++) {
    const digit = id.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return false
    if (length - at > 9) high = high * 10 + digit
    else low = low * 10 + digit
  }
  key[0] = low
  key[1] = high
  key[2] = length
  key[3] = 0
  return true
}

function writeUuid(id: string, key: Uint32Array): boolean {
  if (id.length !== 36) return false
  let digits = 0
  let word = 0
  for (let at = 0; at < 36; at++) {
    const code = id.charCodeAt(at)
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (code !== 45) return false
      continue
    }
    const digit = hexDigit(code)
    if (digit < 0) return false
    word = (word << 4) | digit
    if ((++digits & 7) === 0) key[(digits >> 3) - 1] = word
  }
  return true
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  const lower = code | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}
