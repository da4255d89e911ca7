import {FlatFile, packFlatFile} from './flat-file.js'
import {isFlatSettings} from './flat-tokenizer.js'
import {isNormaliserStep} from './normaliser-step.js'
import type {UnigramDescription, UnigramSettings} from './unigram-settings.js'

const magic = 'BIOLUNI1'

/** Added to the smallest score for a character that is no piece. */
const unknownPenalty = -10

/** Sizes of the arrays of a vocabulary file, in entries. */
interface Layout {
  readonly pieces: number
  readonly nodes: number
  /** Kept, for a look at 250,000 scores takes milliseconds. */
  readonly leastScore: number
}

/**
 * The pieces of a Unigram tokenizer as a trie over UTF-16 units in a few arrays, so that opening it takes milliseconds
 * where parsing tokenizer.json takes a second.
 *
 * Nodes are in order of their depth, then of their text: the children of a node follow each other, and those of the next
 * node follow them.
 */
export class UnigramVocabulary {
  /** The child of the root for each unit; 0 for none. */
  readonly roots = new Uint32Array(1 << 16)
  private constructor(
    readonly settings: UnigramSettings,
    /** Of a character that is no piece. */
    readonly unknownScore: number,
    /** By id. */
    readonly scores: Float64Array,
    /** First child of each node; one more than nodes. */
    readonly children: Uint32Array,
    /** Id of the piece that ends at each node, plus one; 0 for none. */
    readonly ends: Uint32Array,
    /** Last unit of each node's text. */
    readonly labels: Uint16Array,
  ) {
    for (let node = children[0]!; node < children[1]!; node++) this.roots[labels[node]!] = node
  }

  /** @returns The child of a node for a unit, or 0. */
  child(node: number, unit: number): number {
    const {children, labels} = this
    let low = children[node]!
    let high = children[node + 1]!
    while (low < high) {
      const middle = (low + high) >>> 1
      const label = labels[middle]!
      if (label === unit) return middle
      if (label < unit) low = middle + 1
      else high = middle
    }
    return 0
  }

  /** Writes a vocabulary as the bytes of its file. Equal descriptions give equal bytes. */
  static pack({pieces, settings}: UnigramDescription): Uint8Array {
    const {children, ends, labels} = buildTrie(pieces.map(([piece]) => piece))
    const scores = Float64Array.from(pieces, ([, score]) => score)
    const leastScore = scores.reduce((least, score) => Math.min(least, score))
    const layout: Layout = {pieces: pieces.length, nodes: labels.length, leastScore}
    return packFlatFile(magic, {settings, layout}, [scores, children, ends, labels], 8)
  }

  /**
   * @param bytes - Content of a vocabulary file; kept, not copied, where it begins on a multiple of eight.
   * @param path - For the message.
   * @throws {ModelUnusableError} When it is not a vocabulary file, one of another version, or altered so that reading it
   *   would go astray.
   */
  static unpack(bytes: Uint8Array, path: string): UnigramVocabulary {
    const file = new FlatFile(magic, bytes, path)
    const {settings} = file.header
    const layout = (file.header.layout ?? {}) as Partial<Layout>
    const scores = file.doubles(layout.pieces)
    const children = file.words((layout.nodes ?? 0) + 1)
    const ends = file.words(layout.nodes)
    const labels = file.halves(layout.nodes)
    const {leastScore} = layout
    file.expectEnd(
      isUnigramSettings(settings) &&
        settings.unknownId < scores.length &&
        Number.isFinite(leastScore) &&
        isTrie(children, ends, scores.length),
    )
    const checked = settings as UnigramSettings
    return new UnigramVocabulary(checked, leastScore! + unknownPenalty, scores, children, ends, labels)
  }
}

function isUnigramSettings(value: unknown): value is UnigramSettings {
  if (!isFlatSettings(value)) return false
  const {metaspace, normaliser, unknownId} = value as Partial<UnigramSettings>
  return (
    unknownId !== undefined &&
    Array.isArray(normaliser) &&
    normaliser.every(isNormaliserStep) &&
    (metaspace === undefined || Number.isInteger(metaspace.replacement))
  )
}

/** Whether every walk goes down and ends inside. */
function isTrie(children: Uint32Array, ends: Uint32Array, pieces: number): boolean {
  const nodes = ends.length
  if (children[0] !== 1 || children[nodes] !== nodes) return false
  for (let node = 0; node < nodes; node++) {
    const first = children[node]!
    if (first <= node || first > children[node + 1]! || ends[node]! > pieces) return false
  }
  return true
}

interface Trie {
  readonly children: Uint32Array
  readonly ends: Uint32Array
  readonly labels: Uint16Array
}

function buildTrie(pieces: readonly string[]): Trie {
  const sorted = Uint32Array.from(pieces, (_, id) => id).sort((a, b) => (pieces[a]! < pieces[b]! ? -1 : 1))
  const children: number[] = []
  const ends: number[] = []
  const labels = [0]
  // nodes that wait for their children: the pieces that begin with their text
  let depth = 0
  let level = [{low: 0, high: sorted.length}]
  while (level.length > 0) {
    const next: typeof level = []
    for (const {high, low} of level) {
      children.push(labels.length)
      const ended = pieces[sorted[low]!]!.length === depth
      ends.push(ended ? sorted[low]! + 1 : 0)
      for (let from = ended ? low + 1 : low; from < high; ) {
        const label = pieces[sorted[from]!]!.charCodeAt(depth)
        let to = from + 1
        while (to < high && pieces[sorted[to]!]!.charCodeAt(depth) === label) to++
        labels.push(label)
        next.push({low: from, high: to})
        from = to
      }
    }
    level = next
    depth++
  }
  children.push(labels.length)
  return {
    children: Uint32Array.from(children),
    ends: Uint32Array.from(ends),
    labels: Uint16Array.from(labels),
  }
}
