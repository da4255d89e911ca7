/**
 * Where the first span stands that ends after an offset: the only one of spans without overlap that can hold it.
 *
 * @param endOf - End of the span with a number; ends must not fall.
 * @returns `count` where none does.
 */
export function firstEndingAfter(count: number, endOf: (i: number) => number, offset: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (endOf(middle) <= offset) low = middle + 1
    else high = middle
  }
  return low
}
