/** A row of an order file. */
export interface OrderLine {
  readonly order: number
  /** Without a dot. */
  readonly code: string
  /** Valid for claims; a header is not. */
  readonly isBillable: boolean
  readonly shortName: string
  readonly longName: string
}

/**
 * Takes a row apart: order number in columns 1 to 5, code 7 to 13, flag 15, short name 17 to 76, long name from 78 on.
 *
 * @returns What is wrong with the row, in a word, where it is none.
 * @see CMS, "ICD-10-CM/PCS Order File Format" (icd10OrderFiles.pdf in each release)
 */
export function parseOrderLine(line: string): OrderLine | 'bad-order-number' | 'bad-code' | 'bad-flag' {
  const order = line.slice(0, 6)
  if (!/^\d{5} $/.test(order)) return 'bad-order-number'
  const code = line.slice(6, 13).trimEnd()
  if (!/^[A-Z0-9]{3,7}$/.test(code)) return 'bad-code'
  const flag = line[14]
  if (line[13] !== ' ' || (flag !== '0' && flag !== '1')) return 'bad-flag'
  return {
    order: Number(order),
    code,
    isBillable: flag === '1',
    shortName: line.slice(16, 76).trim(),
    longName: line.slice(77).trim(),
  }
}

/** Which of the two classifications the codes are of: those of ICD-10-CM start with a letter and a digit. */
export function isPcsCode(code: string): boolean {
  return !/^[A-Z]\d/.test(code)
}

/** A code as it is written and printed: ICD-10-CM has a dot after the category, ICD-10-PCS none. */
export function dottedCode(code: string, isPcs: boolean): string {
  return isPcs || code.length <= 3 ? code : `${code.slice(0, 3)}.${code.slice(3)}`
}
