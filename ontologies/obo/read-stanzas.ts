import type {ReportProblem} from '../../src/domain/ontology.js'
import {readLines} from '../read-lines.js'
import type {SourceFile} from '../source-files.js'

/** One line of a stanza: `tag: value`, the value still escaped, with its trailing modifiers and comment. */
export interface TagLine {
  readonly tag: string
  readonly value: string
  readonly line: number
}

/** A part of an OBO file: the header, or what follows a `[Term]` line. */
export interface Stanza {
  readonly type: 'header' | 'Term'
  /** Line of `[Term]`; 1 for the header. */
  readonly line: number
  readonly tags: readonly TagLine[]
}

/** Stanzas that hold no concepts. */
const ignoredTypes: readonly string[] = ['Typedef', 'Instance', 'Annotation']

/**
 * Splits an OBO file into its header (always first, maybe empty) and its terms. The last stanza ends with the file.
 *
 * Reports, as skipped, `unparsable-line` for a line that is no tag, `unknown-stanza` for a type OBO does not have,
 * `stanza-too-long` for lines that would fill the memory.
 *
 * @returns The stanzas that a piece of the file completed, at a time.
 */
export async function* readStanzas(
  file: SourceFile,
  report: ReportProblem,
): AsyncGenerator<readonly Stanza[]> {
  const splitter = new StanzaSplitter(file.path, report)
  for await (const {firstLine, lines} of readLines(file, report)) {
    lines.forEach((line, index) => {
      splitter.push(line, firstLine + index)
    })
    const stanzas = splitter.takeFinished()
    if (stanzas.length > 0) yield stanzas
  }
  yield splitter.end()
}

class StanzaSplitter {
  private finished: Stanza[] = []
  private open: {type: Stanza['type']; line: number; tags: TagLine[]; characters: number} | undefined = {
    type: 'header',
    line: 1,
    tags: [],
    characters: 0,
  }
  /** The start of a value that a backslash at the end of its line continues on the next. */
  private continued: {text: string; line: number} | undefined

  constructor(
    private readonly path: string,
    private readonly report: ReportProblem,
  ) {}

  push(line: string, number: number): void {
    const start = this.continued ?? {text: '', line: number}
    if (endsInBackslash(line) && start.text.length < longestContinued) {
      this.continued = {text: start.text + line.slice(0, -1), line: start.line}
      return
    }
    this.continued = undefined
    this.pushWhole((start.text + line).trim(), start.line)
  }

  takeFinished(): Stanza[] {
    const {finished} = this
    this.finished = []
    return finished
  }

  end(): Stanza[] {
    const {continued} = this
    this.continued = undefined
    if (continued) this.pushWhole(continued.text.trim(), continued.line)
    this.finish()
    return this.takeFinished()
  }

  private pushWhole(line: string, number: number): void {
    if (line === '' || line.startsWith('!')) return
    const type = line.startsWith('[') ? /^\[([^\]]*)\]\s*(?:!.*)?$/.exec(line)?.[1] : undefined
    if (type !== undefined) this.openStanza(type, number)
    else if (this.open) this.pushTag(this.open, line, number)
  }

  private openStanza(type: string, line: number): void {
    this.finish()
    if (type === 'Term') this.open = {type, line, tags: [], characters: 0}
    else if (!ignoredTypes.includes(type)) {
      this.reportSkipped('unknown-stanza', 'OBO has no stanza of this type; it was left out.', line)
    }
  }

  private finish(): void {
    if (this.open) this.finished.push(this.open)
    this.open = undefined
  }

  private pushTag(stanza: {tags: TagLine[]; characters: number}, text: string, line: number): void {
    if (stanza.characters > longestStanza) {
      this.reportSkipped(
        'stanza-too-long',
        'The stanza is longer than any term; the line was left out.',
        line,
      )
      return
    }
    // what a line takes in memory beside its text counts too
    stanza.characters += text.length + 100
    const colon = text.indexOf(':')
    const tag = text.slice(0, Math.max(0, colon)).trimEnd()
    if (/^[A-Za-z][\w-]*$/.test(tag)) stanza.tags.push({tag, value: text.slice(colon + 1).trimStart(), line})
    else this.reportSkipped('unparsable-line', 'The line is neither "tag: value" nor a stanza.', line)
  }

  private reportSkipped(kind: string, message: string, line: number): void {
    this.report({kind, severity: 'skipped', message, at: {file: this.path, line}})
  }
}

/** Characters of a stanza after which its lines are kept no more: its rows come when it ends. */
const longestStanza = 32 << 20

/** Characters after which a value is continued no further: one file of backslashes must not fill the memory. */
const longestContinued = 1 << 20

/** Two backslashes are an escaped one, and continue nothing. */
function endsInBackslash(line: string): boolean {
  let backslashes = 0
  while (line.at(-1 - backslashes) === '\\') backslashes++
  return backslashes % 2 === 1
}
