import {createHash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import type {Document, LinkedMention} from '../../domain/mention.js'
import {cutSegments, type Segment} from '../html/cut-segments.js'
import type {DocumentWriter, OutputContext} from '../link-writer.js'
import {provenanceLine} from '../provenance.js'
import {escapeXml} from '../xml.js'

/** Types with a colour of their own; the others share the last one. */
const colours = 8

const properties = ['negated', 'uncertain', 'hypothetical', 'historical', 'family'] as const

/** The key by which the page filters NIL mentions, and what it calls concepts without a type. */
const nilType = 'NIL'
const noType = 'concept'

/**
 * A page with the note and its mentions, on its own: style and script within, nothing loaded, and a policy that lets
 * nothing else run. Text of the note and of the terminology stands in it escaped, or as data of the script, which makes text
 * nodes of it alone.
 *
 * @see https://www.w3.org/TR/CSP3/ for hashes of inline style and script.
 */
export function htmlWriter({provenance}: OutputContext): DocumentWriter {
  const style = asset('page.css')
  const script = asset('page.js')
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`
  return {
    extension: '.html',
    single: true,
    document: (document, mentions) => {
      const title = escapeAttribute(document.id)
      const types = rankTypes(mentions)
      const links = distinctLinks(mentions)
      const segments = cutSegments(document.text.length, mentions)
      return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<h1>${title}</h1>
${controls(types)}
<div class="layout">
<main class="note" dir="auto">${noteOf(document, segments, marker(mentions, segments, types, links))}</main>
<aside class="concepts">
<h2>Concepts</h2>
<ol>
${conceptItems(mentions, anchorsOf(segments))}</ol>
</aside>
</div>
<footer>${escapeXml(provenanceLine(provenance))}</footer>
<div id="card" role="status" hidden></div>
<script type="application/json" id="links">${escapeScript(JSON.stringify(links.list))}</script>
<script>${script}</script>
</body>
</html>
`
    },
  }
}

function asset(name: string): string {
  return readFileSync(new URL(`../html/${name}`, import.meta.url), 'utf8')
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/** Types of the mentions with their colours, the most frequent first. */
function rankTypes(mentions: readonly LinkedMention[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const mention of mentions) counts.set(typeOf(mention), (counts.get(typeOf(mention)) ?? 0) + 1)
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return new Map(ranked.map(([type], i) => [type, Math.min(i, colours - 1)]))
}

function typeOf({concept}: LinkedMention): string {
  return concept ? concept.type || noType : nilType
}

function classOf(type: string, types: ReadonlyMap<string, number>): string {
  return type === nilType ? 'nil' : `t${types.get(type)}`
}

function controls(types: ReadonlyMap<string, number>): string {
  const boxes = Array.from(types.keys(), (type) => {
    const value = escapeAttribute(type)
    return `<label><input type="checkbox" name="type" value="${value}" checked><span class="swatch ${classOf(type, types)}">${value}</span></label>`
  })
  const choices = ['any', 'affirmed', ...properties].map((choice) => `<option>${choice}</option>`)
  return `<form hidden>
${boxes.join('\n')}
<label>Score from <input type="range" name="score" min="0" max="1" step="0.01" value="0"> <output>0.00</output></label>
<label>Context <select name="asserted">${choices.join('')}</select></label>
</form>`
}

/** What the page says of a link; equal links are kept once. */
interface PageLink {
  readonly type: string
  readonly concept: string
  readonly says: string
  readonly score: number | null
  readonly head: string
  readonly lines: readonly string[]
  readonly candidates: readonly string[]
  readonly evidence: readonly string[]
}

function distinctLinks(mentions: readonly LinkedMention[]): {list: PageLink[]; places: number[]} {
  const known = new Map<string, number>()
  const list: PageLink[] = []
  const places = mentions.map((mention) => {
    const link = pageLink(mention)
    const key = JSON.stringify(link)
    const place = known.get(key) ?? list.push(link) - 1
    known.set(key, place)
    return place
  })
  return {list, places}
}

function pageLink(mention: LinkedMention): PageLink {
  const {assertion, candidates, concept, match, score} = mention
  const says = properties.filter((property) => assertion[property]).join(' ')
  const others = concept
    ? candidates.filter(({id, source}) => id !== concept.id || source !== concept.source)
    : candidates
  return {
    type: typeOf(mention),
    concept: conceptKey(mention),
    says,
    score,
    head: concept?.name ?? 'No concept is good enough',
    lines: [
      ...(concept ? [[concept.source, concept.id, ...concept.types].join(' · ')] : []),
      ...(score === null ? [] : [`score ${score.toFixed(2)}, ${match}`]),
      ...(says === '' ? [] : [says.replaceAll(' ', ', ')]),
    ],
    candidates: others.map(({id, name, score: other}) => `${other.toFixed(2)} ${name} (${id})`),
    evidence: mention.evidence ?? [],
  }
}

function conceptKey({concept}: LinkedMention): string {
  return concept ? `${concept.source} ${concept.id}` : ''
}

/** The first segment of each mention: where links lead. */
function anchorsOf(segments: readonly Segment[]): ReadonlyMap<number, number> {
  const anchors = new Map<number, number>()
  for (const [s, {mentions}] of segments.entries())
    for (const i of mentions) if (!anchors.has(i)) anchors.set(i, s)
  return anchors
}

function noteOf(
  {text}: Document,
  segments: readonly Segment[],
  markOf: (segment: Segment, s: number, content: string) => string,
): string {
  return segments
    .map((segment, s) => {
      const content = escapeXml(text.slice(segment.start, segment.end))
      return segment.mentions.length === 0 ? content : markOf(segment, s, content)
    })
    .join('')
}

/** Draws segments in the colour of the innermost mention; the card tells of all. */
function marker(
  mentions: readonly LinkedMention[],
  segments: readonly Segment[],
  types: ReadonlyMap<string, number>,
  links: {readonly list: readonly PageLink[]; readonly places: readonly number[]},
): (segment: Segment, s: number, content: string) => string {
  const {list, places} = links
  const anchors = anchorsOf(segments)
  const lastOf = new Map(segments.flatMap((segment, s) => segment.mentions.map((i) => [i, s] as const)))
  return (segment, s, content) => {
    const inner = segment.mentions[0] as number
    const {head, lines, says, type} = list[places[inner] as number] as PageLink
    const begun = segment.mentions.filter((i) => anchors.get(i) === s)
    const isNegated = mentions[inner]?.assertion.negated
    const numbers = (of: readonly number[]) => of.map((i) => places[i]).join(' ')
    const attributes = [
      `class="${classOf(type, types)}${isNegated ? ' negated' : ''}"`,
      `data-links="${numbers(segment.mentions)}"`,
      `title="${escapeAttribute([head, ...lines].join('\n'))}"`,
      ...(begun.length > 0
        ? [`id="s${s}" data-begun="${numbers(begun)}" tabindex="0" aria-describedby="card"`]
        : []),
      ...(says !== '' && lastOf.get(inner) === s ? [`data-says="${says}"`] : []),
    ]
    return `<mark ${attributes.join(' ')}>${content}</mark>`
  }
}

/** Distinct concepts in order of their first mention, the most frequent first. */
function conceptItems(mentions: readonly LinkedMention[], anchors: ReadonlyMap<number, number>): string {
  const groups = new Map<string, {first: number; count: number}>()
  for (const [i, mention] of mentions.entries()) {
    if (!mention.concept) continue
    const known = groups.get(conceptKey(mention))
    if (known) known.count++
    else groups.set(conceptKey(mention), {first: i, count: 1})
  }
  return [...groups]
    .sort(([, a], [, b]) => b.count - a.count || a.first - b.first)
    .map(([key, {count, first}]) => {
      const {concept} = mentions[first] as LinkedMention
      const {id = '', name = '', source = '', type = ''} = concept ?? {}
      const more = [source, id, type].filter((part) => part !== '').join(' · ')
      return `<li data-concept="${escapeAttribute(key)}"><a href="#s${anchors.get(first)}">${escapeXml(name)}</a> <span class="count">${count} ×</span><div class="faint">${escapeXml(more)}</div></li>\n`
    })
    .join('')
}

function escapeAttribute(text: string): string {
  return escapeXml(text).replaceAll('"', '&quot;')
}

/** JSON that cannot end its script element, and that is one line for every reader. */
function escapeScript(json: string): string {
  return json
    .toWellFormed()
    .replace(
      /[<>&\u2028\u2029]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
}
