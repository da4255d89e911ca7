import {describe, expect, it} from 'vitest'
import {Hierarchy} from '../../../src/index-store/hierarchy.js'

const noLimits = {pairs: Number.POSITIVE_INFINITY, steps: Number.POSITIVE_INFINITY}

/** @param pairs - Child and parent each. */
function hierarchy(size: number, pairs: readonly (readonly [number, number])[]): Hierarchy {
  return new Hierarchy(
    size,
    Uint32Array.from(pairs, ([child]) => child),
    Uint32Array.from(pairs, ([, parent]) => parent),
  )
}

function chain(length: number): Hierarchy {
  const children = Uint32Array.from({length: length - 1}, (_, i) => i + 1)
  return new Hierarchy(
    length,
    children,
    children.map((child) => child - 1),
  )
}

describe('descendants', () => {
  it('are found at any depth, once each where several ways lead to them', () => {
    const diamond = hierarchy(6, [
      [4, 1],
      [2, 1],
      [3, 2],
      [3, 4],
      [3, 4],
      [5, 3],
    ])

    const found = [0, 1, 2, 3, 4, 5].map((n) => [...diamond.descendantsOf(n)])

    expect(found).toEqual([[], [2, 3, 4, 5], [3, 5], [5], [3, 5], []])
    expect(diamond.countPairs(noLimits)).toBe(9)
    expect([...diamond.parents()]).toEqual([1, 2, 3, 4])
  })

  it('of a concept in a circle are the others in it and what is below', () => {
    const circle = hierarchy(5, [
      [1, 0],
      [2, 1],
      [0, 2],
      [3, 1],
      [0, 4],
    ])

    const found = [0, 1, 3, 4].map((n) => [...circle.descendantsOf(n)])

    expect(found).toEqual([[1, 2, 3], [0, 2, 3], [], [0, 1, 2, 3]])
  })

  it('can be asked for again, and never hold the concept itself', () => {
    const loop = hierarchy(2, [
      [0, 0],
      [1, 0],
    ])

    const found = [0, 0, 1, 0].map((n) => [...loop.descendantsOf(n)])

    expect(found).toEqual([[1], [1], [], [1]])
  })

  it('equal those of a walk from each concept in random hierarchies', () => {
    let seed = 1
    const random = (below: number) => {
      seed = (seed * 48271) % 0x7fffffff
      return seed % below
    }
    for (let round = 0; round < 200; round++) {
      const size = 2 + random(12)
      const pairs = Array.from({length: random(24)}, () => [random(size), random(size)] as const)
      const sorted = hierarchy(size, pairs)

      for (let ancestor = 0; ancestor < size; ancestor++) {
        const below = new Set<number>()
        const visit = (concept: number): void => {
          for (const [child, parent] of pairs) {
            if (parent !== concept || below.has(child)) continue
            below.add(child)
            visit(child)
          }
        }
        visit(ancestor)
        below.delete(ancestor)
        expect([...sorted.descendantsOf(ancestor)]).toEqual([...below].sort((a, b) => a - b))
      }
      const isInCircle = (n: number) =>
        [...sorted.descendantsOf(n)].some((other) => sorted.descendantsOf(other).includes(n))
      const inCircles = Array.from({length: size}, (_, n) => n).filter(isInCircle).length
      expect(sorted.circles().reduce((sum, circle) => sum + circle.size, 0)).toBe(inCircles)
      for (const {child, parent} of sorted.circles()) {
        expect(sorted.descendantsOf(parent)).toContain(child)
        expect(sorted.descendantsOf(child)).toContain(parent)
        expect(pairs).toContainEqual([child, parent])
      }
    }
  })
})

describe('a deep chain', () => {
  it('is walked to its end', () => {
    const deep = chain(100_000)

    expect(deep.descendantsOf(0).length).toBe(99_999)
    expect(deep.circles()).toEqual([])
  })

  it('is given up where its pairs or the steps to them are beyond the limits', () => {
    const deep = chain(100_000)

    expect(deep.countPairs({pairs: 1_000_000, steps: Number.POSITIVE_INFINITY})).toBeUndefined()
    expect(deep.countPairs({pairs: Number.POSITIVE_INFINITY, steps: 1_000_000})).toBeUndefined()
    expect(chain(1000).countPairs({pairs: 499_500, steps: 499_500})).toBe(499_500)
  })
})

describe('circles', () => {
  it('are told once each, with a relation of theirs', () => {
    const circles = hierarchy(8, [
      [6, 7],
      [7, 6],
      [1, 2],
      [2, 3],
      [3, 1],
      [3, 2],
      [4, 1],
      [5, 5],
    ]).circles()

    expect(circles).toEqual([
      {size: 3, parent: 1, child: 3},
      {size: 2, parent: 6, child: 7},
    ])
  })

  it('may hold all of a hierarchy', () => {
    const size = 100_000
    const children = Uint32Array.from({length: size}, (_, i) => i)
    const round = new Hierarchy(
      size,
      children,
      children.map((child) => (child + 1) % size),
    )

    expect(round.circles()).toEqual([{size, parent: 0, child: size - 1}])
  })
})
