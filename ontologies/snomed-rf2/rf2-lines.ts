import type {ReportProblem} from '../../src/domain/ontology.js'
import {type LineBatch, readLines} from '../read-lines.js'
import type {SourceFile} from '../source-files.js'
import {isBlankOrComment} from './rf2-file.js'

/** The lines of an RF2 file with the header and what is no row made empty. Reports `comment-line`. */
export async function* rf2Lines(file: SourceFile, report: ReportProblem): AsyncGenerator<LineBatch> {
  let headerSeen = false
  for await (const {firstLine, lines} of readLines(file, report)) {
    const rows = lines.map((line, index) => {
      // rows start with a digit, or with a UUID's letter
      if (line.charCodeAt(0) <= 35 && isBlankOrComment(line)) {
        if (line.startsWith('#')) {
          report({
            kind: 'comment-line',
            severity: 'warning',
            message: 'The line starts with "#": RF2 knows no comments. It was left out.',
            at: {file: file.path, line: firstLine + index},
          })
        }
        return ''
      }
      if (headerSeen) return line
      headerSeen = true
      return ''
    })
    yield {firstLine, lines: rows}
  }
}
