/**
 * Whether a text is a well-formed SNOMED CT identifier: 6 to 18 digits, the first not 0, the last the Verhoeff check
 * digit of the others.
 *
 * @see https://docs.snomed.org/snomed-ct-specifications/snomed-ct-release-file-specification/snomed-ct-identifiers,
 *   "SCTID Constraints": an integer above 10^5 and below 10^18, without leading zero, with its check-digit
 */
export function isValidSctid(id: string): boolean {
  return /^[1-9][0-9]{5,17}$/.test(id) && checksum(id) === 0
}

/**
 * The partition identifier: the two digits before the check digit. The first says who issued the id (0 the
 * International Edition, 1 an extension with a namespace), the second what it names (0 a concept, 1 a description, 2 a
 * relationship).
 *
 * @param id - A well-formed SCTID; of a shorter text only what stands in that place is returned.
 * @see SNOMED CT Release File Specification, "SNOMED CT Identifiers", "Partition Identifier"
 */
export function partitionOf(id: string): string {
  return id.slice(-3, -1)
}

/** Whether the partition of an id says that it names a concept, not a description or a relationship. */
export function isConceptId(id: string): boolean {
  return partitionOf(id).endsWith('0')
}

/**
 * Appends the Verhoeff check digit that makes an identifier whole.
 *
 * @param idWithoutCheckDigit - Item identifier, namespace (extensions only) and partition, 5 to 17 digits.
 * @throws {RangeError} When that cannot be made into an SCTID: a wrong length, a leading 0, or not only digits.
 * @see SNOMED CT Release File Specification, "SNOMED CT Identifiers", "Check-digit" (Verhoeff's dihedral check)
 */
export function withCheckDigit(idWithoutCheckDigit: string): string {
  if (!/^[1-9][0-9]{4,16}$/.test(idWithoutCheckDigit)) {
    throw new RangeError(`Expected 5 to 17 digits without a leading 0, got "${idWithoutCheckDigit}".`)
  }
  return idWithoutCheckDigit + inverse(checksum(`${idWithoutCheckDigit}0`))
}

/** Verhoeff's sum over the digits from the right, position 0 being the check digit's; 0 when that digit is right. */
function checksum(digits: string): number {
  let sum = 0
  for (let position = 0; position < digits.length; position++) {
    const digit = Number(digits[digits.length - 1 - position])
    sum = product(sum, permutations[position % permutations.length]![digit]!)
  }
  return sum
}

/** Composition in the dihedral group of the pentagon: 0 to 4 are its rotations, 5 to 9 its reflections. */
function product(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)
  return b < 5 ? 5 + ((a - b) % 5) : (a - b + 5) % 5
}

/** The element that gives 0 with `a`; a reflection undoes itself. */
function inverse(a: number): number {
  return a < 5 ? (5 - a) % 5 : a
}

/** Each row is the one before it, permuted by the second; the ninth would be the first again. */
const permutations: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
  [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
  [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
  [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
  [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
  [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
  [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
]
