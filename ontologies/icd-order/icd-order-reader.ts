import type {OntologyRow} from '../../src/domain/ontology.js'
import {InputError} from '../../src/errors.js'
import {readHead} from '../read-head.js'
import {readLines} from '../read-lines.js'
import type {OntologyReader} from '../reader.js'
import type {SourceFile, SourceFiles} from '../source-files.js'
import {isPcsCode, parseOrderLine} from './order-line.js'
import {OrderRows} from './order-rows.js'

/** Share of the first lines that must be rows. */
const enoughRows = 0.8

/** Reads the order files of ICD-10-CM and ICD-10-PCS: every code and header with a short and a long name. */
export const icdOrderReader: OntologyReader = {
  format: 'icd-order',
  looksFor: 'an ICD-10-CM or ICD-10-PCS order file (fixed width: order number, code, 0 or 1, two names)',
  options: [],

  async recognise({files}) {
    for (const file of files) if (await findOrderFile(file)) return true
    return false
  },

  async describe(source) {
    const {file, isPcs} = await onlyOrderFile(source)
    return {
      format: 'icd-order',
      code: isPcs ? 'icd10pcs' : 'icd10cm',
      release: /(?<!\d)20\d\d(?!\d)/.exec(file.name)?.[0],
    }
  },

  async *read(source, report) {
    const {file, isPcs} = await onlyOrderFile(source)
    const maker = new OrderRows(isPcs, report)
    for await (const {firstLine, lines} of readLines(file, report)) {
      const rows: OntologyRow[] = []
      lines.forEach((line, index) => {
        if (line.trim() !== '') maker.add(line, {file: file.path, line: firstLine + index}, rows)
      })
      if (rows.length > 0) yield rows
    }
  },
}

interface OrderFile {
  readonly file: SourceFile
  readonly isPcs: boolean
}

/** @throws {InputError} When there are several: their codes, or those of two years, would be taken together. */
async function onlyOrderFile({files, path}: SourceFiles): Promise<OrderFile> {
  const found: OrderFile[] = []
  for (const file of files) {
    const order = await findOrderFile(file)
    if (order) found.push(order)
  }
  const [only, second] = found
  if (only !== undefined && second === undefined) return only
  throw new InputError(
    'INPUT_UNUSABLE',
    only === undefined
      ? `${path} holds no order file of ICD-10-CM or ICD-10-PCS.`
      : `${path} holds ${found.length} order files.`,
    'Give one order file by its own path; an index takes several sources.',
  )
}

async function findOrderFile(file: SourceFile): Promise<OrderFile | undefined> {
  const head = await readHead(file)
  // the last line may be cut where it stands
  const lines = (head.length > 1 ? head.slice(0, -1) : head).filter((line) => line.trim() !== '')
  const rows = lines.map(parseOrderLine).filter((row) => typeof row !== 'string')
  if (rows.length === 0 || rows.length < enoughRows * lines.length) return undefined
  return {file, isPcs: rows.some(({code}) => isPcsCode(code))}
}
