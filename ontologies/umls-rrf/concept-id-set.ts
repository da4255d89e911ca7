import {BitSet} from '../bit-set.js'

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
  private readonly shapes: BitSet[] = []

  /** @returns Whether it was not in the set. An id that is none is never in it. */
  add(id: string): boolean {
    const place = placeOf(id)
    if (place === undefined) return false
    this.shapes[place.shape] ??= new BitSet()
    return this.shapes[place.shape]!.add(place.value)
  }

  has(id: string): boolean {
    const place = placeOf(id)
    return place !== undefined && (this.shapes[place.shape]?.has(place.value) ?? false)
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
