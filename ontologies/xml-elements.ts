import type {ReportProblem} from '../src/domain/ontology.js'
import {openXmlCollector, type XmlEvent, type XmlOptions} from '../src/xml/xml-collector.js'
import type {SourceFile} from './source-files.js'
import {Utf8Pieces} from './utf8-pieces.js'

/**
 * Reads an XML file as a stream, as {@link openXmlCollector} says. Reports what {@link Utf8Pieces} does.
 *
 * @throws {InputError} As the collector does.
 */
export async function* readXmlElements(
  file: Pick<SourceFile, 'path' | 'open'>,
  streamed: ReadonlySet<string>,
  report: ReportProblem,
  options: XmlOptions = {},
): AsyncGenerator<readonly XmlEvent[]> {
  const collector = await openXmlCollector(file.path, streamed, options)
  const utf8 = new Utf8Pieces(file.path, report)
  for await (const piece of file.open()) {
    const events = collector.push(utf8.decode(piece, collector.line))
    if (events.length > 0) yield events
  }
  const events = collector.end(utf8.end(collector.line))
  if (events.length > 0) yield events
}
