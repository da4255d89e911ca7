import type {OntologyRow, ReportProblem} from '../../src/domain/ontology.js'
import type {XmlEvent} from '../../src/xml/xml-collector.js'
import {childrenOf, textOf, type XmlElement} from '../../src/xml/xml-element.js'
import type {SeenIds} from '../seen-ids.js'
import {shown} from '../shown.js'
import {noteProperties} from './note-properties.js'

/** A chapter, section or code that is open. */
interface Frame {
  readonly name: string
  readonly line: number
  /** Absent as long as the element that says it has not come, and for codes that are left out. */
  id?: string
  /** Its own rows are left out; what is below it is not. */
  isLost?: boolean
  hasName?: boolean
  /** Elements that came before the id. */
  held: XmlElement[]
  /** Title of the chapter around it. */
  chapter?: string
}

/** `Intestinal infectious diseases (A00-A09)`: titles of chapters and sections end with their range. */
const rangePattern = /\s*\(([A-Z][0-9A-Z]{2}(?:-[A-Z][0-9A-Z]{2})?)\)$/

const mostHeld = 10_000

/**
 * Makes the rows of ICD-10-CM's tabular list, element by element.
 *
 * Codes go by their code, sections by their range (`A00-A09`), chapters by theirs (`A00-B99`) or number (`chapter-1`).
 * Reports `code-missing`, `bad-code` and `duplicate-code` (skipped; what is below goes to what is above), `code-without-name`
 * (warning).
 */
export class TabularRows {
  private rows: OntologyRow[] = []
  private readonly frames: Frame[] = []

  constructor(
    private readonly file: string,
    private readonly seen: SeenIds,
    private readonly report: ReportProblem,
  ) {}

  /** @returns The rows that the events complete. */
  push(events: readonly XmlEvent[]): OntologyRow[] {
    for (const event of events) {
      if (event.event === 'open') this.open(event)
      else if (event.event === 'close') this.close()
      else this.add(event.element)
    }
    const {rows} = this
    this.rows = []
    return rows
  }

  private open({name, line, attributes}: Extract<XmlEvent, {event: 'open'}>): void {
    const above = this.frames.at(-1)
    if (above) this.identify(above)
    const frame: Frame = {name, line, held: [], ...(above?.chapter && {chapter: above.chapter})}
    this.frames.push(frame)
    if (name === 'section' && attributes.id) this.name(frame, attributes.id.trim())
  }

  private close(): void {
    const frame = this.frames.at(-1)
    if (frame === undefined) return
    this.identify(frame)
    this.frames.pop()
    if (frame.id === undefined || frame.isLost || frame.hasName) return
    const message = `${shown(frame.id)} has no title.`
    const at = {file: this.file, line: frame.line}
    this.report({kind: 'code-without-name', severity: 'warning', message, at})
  }

  private add(element: XmlElement): void {
    const frame = this.frames.at(-1)
    if (frame === undefined || frame.isLost || !(frame.name in idElements)) return
    if (frame.id !== undefined) {
      this.addRows(frame.id, frame, element)
      return
    }
    frame.held.push(element)
    const isId = element.name === idElements[frame.name as keyof typeof idElements]
    if (isId || frame.held.length >= mostHeld) this.identify(frame)
  }

  /** Finds the id in what came so far; without one, the frame's own rows are lost. */
  private identify(frame: Frame): void {
    if (frame.id !== undefined || frame.isLost || !(frame.name in idElements)) return
    const textOfFirst = (name: string) => textOf(frame.held.find((element) => element.name === name))
    if (frame.name === 'diag') {
      const code = textOfFirst('name')
      if (/^[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?$/.test(code)) this.name(frame, code)
      else if (code === '') this.lose(frame, 'code-missing', 'The code is missing; its texts were left out.')
      else this.lose(frame, 'bad-code', `${shown(code)} is no code of ICD-10-CM.`)
      return
    }
    const range = rangePattern.exec(textOfFirst('desc'))?.[1]
    const number = textOfFirst('name')
    if (range !== undefined) this.name(frame, range)
    else if (number !== '') this.name(frame, `${frame.name}-${number.slice(0, 40)}`)
    else this.lose(frame, 'code-missing', `The ${frame.name} has neither range nor number.`)
  }

  private name(frame: Frame, code: string): void {
    // a section of one category must not pass for the category, which would then count as a duplicate
    const id = frame.name === 'section' && !code.includes('-') ? `${code}-${code}` : code
    const parent = this.frames.slice(0, this.frames.indexOf(frame)).findLast((one) => one.id !== undefined)
    frame.id = id
    // a chapter of one section
    if (parent?.id === id && frame.name === 'section') {
      frame.isLost = true
      return
    }
    if (!this.seen.add(id)) {
      this.lose(frame, 'duplicate-code', `${shown(id)} was there before; its texts were left out.`)
      return
    }
    const at = {file: this.file, line: frame.line}
    this.rows.push({row: 'concept', id, active: true, at})
    if (frame.name !== 'diag') this.rows.push({row: 'type', conceptId: id, type: `ICD ${frame.name}`, at})
    else if (frame.chapter !== undefined)
      this.rows.push({row: 'type', conceptId: id, type: frame.chapter, at})
    if (parent?.id !== undefined) {
      this.rows.push({row: 'relation', conceptId: id, relation: 'is-a', targetId: parent.id, at})
    }
    for (const element of frame.held) this.addRows(id, frame, element)
    frame.held = []
  }

  private lose(frame: Frame, kind: string, message: string): void {
    frame.isLost = true
    frame.held = []
    this.report({kind, severity: 'skipped', message, at: {file: this.file, line: frame.line}})
  }

  private addRows(conceptId: string, frame: Frame, element: XmlElement): void {
    const at = {file: this.file, line: element.line}
    if (element.name === 'desc') {
      const text = frame.name === 'diag' ? textOf(element) : textOf(element).replace(rangePattern, '')
      if (text === '') return
      if (frame.name === 'chapter') frame.chapter = text
      this.rows.push({row: 'term', conceptId, text, scope: frame.hasName ? 'exact' : 'preferred', at})
      frame.hasName = true
    } else if (element.name === 'inclusionTerm') {
      for (const note of childrenOf(element, 'note')) {
        const text = textOf(note)
        const place = {file: this.file, line: note.line}
        if (text !== '') this.rows.push({row: 'term', conceptId, text, scope: 'narrow', at: place})
      }
    } else {
      this.rows.push(...noteProperties(conceptId, element, this.file))
    }
  }
}

/** Which element says what a chapter, section or code goes by. */
const idElements = {chapter: 'desc', section: 'desc', diag: 'name'} as const
