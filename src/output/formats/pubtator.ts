import type {Document} from '../../domain/mention.js'
import type {DocumentWriter, OutputContext} from '../link-writer.js'
import {oneLine} from '../one-line.js'
import {placeMentions} from '../place-mentions.js'
import {provenanceComment} from '../provenance.js'
import {typeOf} from '../type-of.js'

/**
 * PubTator: the first line of a text is its title, the rest its abstract. The line end between them counts as one
 * character, as it does in the format, so offsets (code points) are those of the text. A discontinuous mention is given
 * from its first piece to its last.
 *
 * @see https://www.ncbi.nlm.nih.gov/research/pubtator3/tutorial (PubTator format)
 */
export function pubtatorWriter(context: OutputContext): DocumentWriter {
  return {
    extension: '.pubtator',
    header: () => provenanceComment(context),
    document: (document, mentions) => {
      const id = documentId(document)
      const {abstract, title} = splitText(document.text)
      const lines = placeMentions(document, mentions).map(({mention, pieces}) => {
        const start = pieces[0]?.start
        const end = pieces.at(-1)?.end
        const text = oneLine(document.text.slice(mention.start, mention.end))
        return [id, start, end, text, typeOf(mention), oneLine(mention.concept?.id ?? '-')].join('\t')
      })
      return `${[`${id}|t|${title}`, `${id}|a|${abstract}`, ...lines].join('\n')}\n\n`
    },
  }
}

/** Of CRLF the first half parts title and abstract and the second starts the abstract: titles often lose end spaces. */
function splitText(text: string): {title: string; abstract: string} {
  const end = /[\r\n]/.exec(text)?.index ?? text.length
  return {title: oneLine(text.slice(0, end)), abstract: oneLine(text.slice(end + 1))}
}

function documentId({id}: Document): string {
  return oneLine(id).replaceAll('|', '_').trim() || '-'
}
