import {createHash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import type {Assertion} from '../../domain/mention.js'
import {conceptList} from '../html/concept-list.js'
import {cutSegments} from '../html/cut-segments.js'
import {anchorsOf, drawNote} from '../html/draw-note.js'
import {escapeAttribute, escapeScript} from '../html/escape.js'
import {pageLinks} from '../html/page-links.js'
import {pageTypes} from '../html/page-types.js'
import type {DocumentWriter, OutputContext} from '../link-writer.js'
import {provenanceLine} from '../provenance.js'
import {escapeXml} from '../xml.js'

/** What the context may say of a mention; the names are those of the filter. */
const properties = [
  'negated',
  'uncertain',
  'hypothetical',
  'historical',
  'family',
] satisfies (keyof Assertion)[]

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
      const title = escapeXml(document.id)
      const types = pageTypes(mentions)
      const links = pageLinks(mentions)
      const segments = cutSegments(document.text.length, mentions)
      const anchors = anchorsOf(segments)
      return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${title}</h1>
${controls(types)}
${legend(types)}
</header>
<div class="layout">
<main class="note" lang="">${drawNote(document, mentions, segments, anchors, links, types)}</main>
<aside class="concepts" aria-label="Concepts">
<h2>Concepts</h2>
<ol>
${conceptList(mentions, anchors)}</ol>
</aside>
</div>
<footer>${escapeXml(provenanceLine(provenance))}</footer>
<div id="card" role="tooltip" hidden></div>
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

/** The filters, which the script shows. */
function controls(types: ReadonlyMap<string, string>): string {
  const boxes = Array.from(types, ([type, look]) => {
    const box = `<input type="checkbox" name="type" value="${escapeAttribute(type)}" checked>`
    return `<label>${box}<span class="swatch ${look}">${escapeXml(type)}</span></label>`
  })
  const choices = ['any', 'affirmed', ...properties].map((choice) => `<option>${choice}</option>`)
  return `<form hidden autocomplete="off">
<div class="types" role="group" aria-label="Types">${boxes.join('\n')}</div>
<label>Score from <input type="range" name="score" min="0" max="1" step="0.01" value="0"> <output>0.00</output></label>
<label>Context <select name="asserted">${choices.join('')}</select></label>
<span id="shown" role="status"></span>
</form>`
}

/** What the looks mean: on paper, and where no script runs. */
function legend(types: ReadonlyMap<string, string>): string {
  const swatches = Array.from(
    types,
    ([type, look]) => `<span class="swatch ${look}">${escapeXml(type)}</span>`,
  )
  return `<p class="legend">${swatches.join(' ')} <span class="negated">negated</span> <span>Small words say what the text says of a mention.</span></p>`
}
