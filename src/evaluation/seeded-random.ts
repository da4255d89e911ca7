/**
 * Random numbers that are the same for the same seed on every machine: SplitMix32.
 *
 * @param seed - Any integer; its lower 32 bits count.
 * @returns Gives the next number, 0 to 1, 1 excluded.
 * @see Steele GL, Lea D, Flood CH. Fast splittable pseudorandom number generators. OOPSLA 2014.
 */
export function seededRandom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}
