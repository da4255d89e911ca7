const zero = 48
const nine = 57
const mostDigits = 8

/** CUIs of the UMLS (`C`), of the NCI Metathesaurus (`CL`), of MedGen (`CN`), and RXCUIs. */
const prefixes: readonly string[] = ['C', 'CL', 'CN', '']

/** Whether a text has the form of a CUI or RXCUI: a prefix and up to eight digits. */
export function isConceptId(id: string): boolean {
  return placeOf(id) !== undefined
}

/**
 * A set of CUIs or RXCUIs, one bit each: the three million of a release take half a megabyte, and no file can make it
 * larger than some 60 MB.
 */
export class ConceptIdSet {
  /** By prefix and number of digits (`C1` is not `C0000001`); bits by value. */
  private readonly shapes: Uint8Array[] = []

  /** @returns Whether it was not in the set. An id that is none is never in it. */
  add(id: string): boolean {
    const place = placeOf(id)
    if (place === undefined) return false
    const bits = this.roomFor(place)
    const byte = bits[place.value >> 3]!
    const bit = 1 << (place.value & 7)
    bits[place.value >> 3] = byte | bit
    return (byte & bit) === 0
  }

  has(id: string): boolean {
    const place = placeOf(id)
    if (place === undefined) return false
    return ((this.shapes[place.shape]?.[place.value >> 3] ?? 0) & (1 << (place.value & 7))) !== 0
  }

  private roomFor({shape, value}: Place): Uint8Array {
    const bits = this.shapes[shape]
    const needed = (value >> 3) + 1
    if (bits && bits.length >= needed) return bits
    const larger = new Uint8Array(Math.max(1024, 2 * needed))
    if (bits) larger.set(bits)
    this.shapes[shape] = larger
    return larger
  }
}

interface Place {
  readonly shape: number
  readonly value: number
}

function placeOf(id: string): Place | undefined {
  let start = 0
  while (start < id.length && id.charCodeAt(start) > nine) start++
  const digits = id.length - start
  if (digits === 0 || digits > mostDigits) return undefined
  const prefix = prefixes.indexOf(id.slice(0, start))
  if (prefix < 0) return undefined
  let value = 0
  for (let i = start; i < id.length; i++) {
    const code = id.charCodeAt(i)
    if (code < zero || code > nine) return undefined
    value = value * 10 + code - zero
  }
  return {shape: prefix * (mostDigits + 1) + digits, value}
}
