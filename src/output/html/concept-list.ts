import type {LinkedMention} from '../../domain/mention.js'
import {assertionCountWords} from '../render-summary.js'
import {summarise} from '../summarise.js'
import {escapeXml} from '../xml.js'
import type {Anchors} from './draw-note.js'
import {escapeAttribute} from './escape.js'
import {conceptKey} from './page-links.js'

/** The concepts of a note as items of a list, in the order of `--summary`, each a link to its first mention. */
export function conceptList(mentions: readonly LinkedMention[], anchors: Anchors): string {
  const firsts = new Map<string, number>()
  for (const [i, {concept}] of mentions.entries())
    if (!firsts.has(conceptKey(concept))) firsts.set(conceptKey(concept), i)
  return summarise(mentions)
    .map((summary) => {
      const {concept, count} = summary
      const key = conceptKey(concept)
      const anchor = anchors.get(firsts.get(key) as number)
      const name = `<bdi>${escapeXml(concept.name)}</bdi>`
      const more = [concept.source, concept.id, concept.type].filter((part) => part !== '').join(' · ')
      return `<li data-concept="${escapeAttribute(key)}" data-count="${count}">\
${anchor === undefined ? name : `<a href="#s${anchor}">${name}</a>`} <span class="count">${count}</span>\
<div class="faint">${escapeXml(assertionCountWords(summary))}</div><div class="faint">${escapeXml(more)}</div></li>\n`
    })
    .join('')
}
