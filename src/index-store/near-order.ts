import {nextTurn, type VectorRows} from './vector-engine.js'

/** Rows that a leaf of the tree is meant to hold. With 1,024, to add 1.2 million rows to a graph takes 50 s longer. */
const rowsPerLeaf = 128

/** Bounds the time that a row takes, and the memory of the tree. */
const mostLevels = 13

/** Rows that the tree is made from, for each of its leaves. */
const sampledPerLeaf = 4

/** Rows that a plane is made from at the most, and how often it is moved until it parts them well. */
const sampledPerPlane = 512
const rounds = 6

/** Rows read at a time. */
const rowsPerRead = 4096

/**
 * Puts rows into an order in which near ones mostly follow one another: the order of the leaves of a tree of planes, each of which
 * parts the rows of a sample that come to it into two halves that are far apart. Work that goes from row to row in it finds
 * in the processor's cache what it looked at just before.
 *
 * @returns Every row once; the same for the same vectors. Few rows stay as they are.
 * @see Dasgupta S, Freund Y. Random projection trees and low dimensional manifolds. STOC 2008.
 */
export async function nearOrder(vectors: VectorRows): Promise<Uint32Array> {
  const {rows} = vectors.shape
  const levels = Math.min(mostLevels, Math.max(0, Math.floor(Math.log2(rows / rowsPerLeaf))))
  if (levels === 0) return Uint32Array.from({length: rows}, (_, row) => row)
  const tree = new PlaneTree(sampleOf(vectors, sampledPerLeaf << levels), vectors.shape.dimensions, levels)
  const leaves = new Uint16Array(rows)
  for (let from = 0; from < rows; from += rowsPerRead) {
    const to = Math.min(rows, from + rowsPerRead)
    const some = vectors.read(from, to)
    for (let row = from; row < to; row++) leaves[row] = tree.leafOf(some, row - from)
    await nextTurn()
  }
  return sortedBy(leaves, 1 << levels)
}

/** Vectors of rows spread over all, row-major. */
function sampleOf(vectors: VectorRows, most: number): Float32Array {
  const {dimensions, rows} = vectors.shape
  const count = Math.min(rows, most)
  const sample = new Float32Array(count * dimensions)
  for (let i = 0; i < count; i++) {
    const row = Math.floor((i * rows) / count)
    sample.set(vectors.read(row, row + 1), i * dimensions)
  }
  return sample
}

/** Rows in the order of their leaves, those of one leaf in their own. */
function sortedBy(leaves: Uint16Array, count: number): Uint32Array {
  const next = new Uint32Array(count + 1)
  for (const leaf of leaves) next[leaf + 1]!++
  for (let leaf = 0; leaf < count; leaf++) next[leaf + 1]! += next[leaf]!
  const order = new Uint32Array(leaves.length)
  for (const [row, leaf] of leaves.entries()) order[next[leaf]!++] = row
  return order
}

/** A whole binary tree: node 1 is its root, nodes 2n and 2n + 1 are below node n. */
class PlaneTree {
  private readonly inner: number
  /** Normal of the plane of each node, row-major. */
  private readonly planes: Float32Array
  /** What lies on the plane has this product with its normal. */
  private readonly cuts: Float32Array

  /** @param sample - Vectors, row-major. */
  constructor(
    private readonly sample: Float32Array,
    private readonly dimensions: number,
    levels: number,
  ) {
    this.inner = 1 << levels
    this.planes = new Float32Array(this.inner * dimensions)
    this.cuts = new Float32Array(this.inner)
    this.grow(
      1,
      Uint32Array.from({length: sample.length / dimensions}, (_, i) => i),
    )
  }

  /** The number of the leaf that a vector of a row-major list falls into. */
  leafOf(vectors: Float32Array, place: number): number {
    let node = 1
    while (node < this.inner)
      node = 2 * node + Number(this.product(vectors, place, this.planes, node) >= this.cuts[node]!)
    return node - this.inner
  }

  /** @param members - Places in the sample; sorted here. */
  private grow(node: number, members: Uint32Array): void {
    if (node >= this.inner || members.length < 2) return
    this.placePlane(node, members)
    const products = new Map(
      Array.from(members, (member) => [member, this.product(this.sample, member, this.planes, node)]),
    )
    members.sort((a, b) => products.get(a)! - products.get(b)! || a - b)
    const middle = members.length >> 1
    this.cuts[node] = products.get(members[middle]!)!
    this.grow(2 * node, members.subarray(0, middle))
    this.grow(2 * node + 1, members.subarray(middle))
  }

  /** From the mean of one half of the members to that of the other, begun with two that are far apart. */
  private placePlane(node: number, members: Uint32Array): void {
    const {dimensions, planes, sample} = this
    const step = Math.max(1, Math.floor(members.length / sampledPerPlane))
    const few = members.filter((_, i) => i % step === 0)
    const one = this.farthestFrom(few[0]!, few)
    const other = this.farthestFrom(one, few)
    const plane = planes.subarray(node * dimensions, (node + 1) * dimensions)
    for (let i = 0; i < dimensions; i++)
      plane[i] = sample[one * dimensions + i]! - sample[other * dimensions + i]!
    for (let round = 0; round < rounds; round++) {
      const products = Float32Array.from(few, (member) => this.product(sample, member, planes, node))
      const median = products.slice().sort()[few.length >> 1]!
      const above = products.filter((product) => product >= median).length
      if (above === few.length) return // all alike
      plane.fill(0)
      for (const [k, member] of few.entries()) {
        const share = products[k]! >= median ? 1 / above : -1 / (few.length - above)
        for (let i = 0; i < dimensions; i++) plane[i]! += share * sample[member * dimensions + i]!
      }
    }
  }

  private farthestFrom(from: number, members: Uint32Array): number {
    const {sample} = this
    let farthest = from
    let least = Number.POSITIVE_INFINITY
    for (const member of members) {
      const product = this.product(sample, member, sample, from)
      if (product >= least) continue
      least = product
      farthest = member
    }
    return farthest
  }

  /** Of one vector each of two row-major lists. Four sums at a time keep the processor busier than one. */
  private product(a: Float32Array, placeA: number, b: Float32Array, placeB: number): number {
    const {dimensions} = this
    const startA = placeA * dimensions
    const startB = placeB * dimensions
    let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0]
    let i = 0
    for (; i + 3 < dimensions; i += 4) {
      sum0 += a[startA + i]! * b[startB + i]!
      sum1 += a[startA + i + 1]! * b[startB + i + 1]!
      sum2 += a[startA + i + 2]! * b[startB + i + 2]!
      sum3 += a[startA + i + 3]! * b[startB + i + 3]!
    }
    for (; i < dimensions; i++) sum0 += a[startA + i]! * b[startB + i]!
    return sum0 + sum1 + sum2 + sum3
  }
}
