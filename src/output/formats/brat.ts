import {piecesOf} from '../../domain/covered-text.js'
import type {Document, LinkedMention, Span} from '../../domain/mention.js'
import {assertionWords} from '../assertion-words.js'
import type {DocumentWriter, OutputContext} from '../link-writer.js'
import {offsetConverter} from '../offsets.js'
import {oneLine} from '../one-line.js'
import {provenanceLine} from '../provenance.js'
import {typeOf} from '../type-of.js'

/**
 * BRAT standoff: `.ann` with the mentions (T), their concepts (N), assertions (A) and scores (notes); `.txt` with the
 * text. Offsets are code points. Asked for, the first note tells the provenance, since a comment has no place.
 *
 * @see https://brat.nlplab.org/standoff.html
 */
export function bratWriter({provenance, showProvenance}: OutputContext): DocumentWriter {
  return {
    extension: '.ann',
    single: true,
    companion: {extension: '.txt', text: ({text}) => withLineFeeds(text)},
    document: (document, mentions) => {
      const ids = {attribute: 0, reference: 0, note: 0, mention: 0}
      const convert = offsetConverter(document.text, 'codepoint')
      const lines = mentions.flatMap((mention) => {
        const fragments = piecesOf(mention).flatMap((piece) => fragmentsOf(document, piece))
        if (fragments.length === 0) return []
        const id = `T${++ids.mention}`
        const places = fragments.map(({end, start}) => `${convert(start)} ${convert(end)}`).join(';')
        const text = fragments.map(({end, start}) => document.text.slice(start, end)).join(' ')
        return [
          `${id}\t${bratType(mention)} ${places}\t${oneLine(text)}`,
          ...referencesOf(mention, id).map((line) => `N${++ids.reference}\t${line}`),
          ...assertionWords(mention.assertion).map(
            (word) => `A${++ids.attribute}\t${capitalised(word)} ${id}`,
          ),
          ...notesOf(mention, showProvenance && ids.note === 0 ? `; ${provenanceLine(provenance)}` : '').map(
            (note) => `#${++ids.note}\tAnnotatorNotes ${id}\t${note}`,
          ),
        ]
      })
      return lines.map((line) => `${line}\n`).join('')
    },
  }
}

/** Readers that take CRLF for one character would shift every offset after it. */
function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', ' \n').replaceAll('\r', ' ')
}

/** BRAT has no mention across a line end: one that crosses it is given in pieces, a line each. */
function fragmentsOf({text}: Document, {end, start}: Span): Span[] {
  const piece = text.slice(start, end)
  if (!/[\r\n]/.test(piece)) return [{start, end}]
  return [...piece.matchAll(/[^\s](?:[^\r\n]*[^\s])?/g)].map(({0: line, index}) => ({
    start: start + index,
    end: start + index + line.length,
  }))
}

/** Types of BRAT are letters, digits, hyphens and underscores. */
function bratType(mention: LinkedMention): string {
  return typeOf(mention).replace(/[^A-Za-z0-9_-]+/g, '_')
}

/** The source comes before the first colon; an id may hold more of them (`hp:HP:0000822`). */
function referencesOf({concept}: LinkedMention, target: string): string[] {
  if (concept === null) return []
  const key = `${concept.source.replaceAll(':', '_')}:${concept.id}`
  return [`Reference ${target} ${oneLine(key).replaceAll(' ', '_')}\t${oneLine(concept.name)}`]
}

function notesOf({match, score}: LinkedMention, more: string): string[] {
  return score === null ? [] : [`score ${score}, ${match}${more}`]
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
