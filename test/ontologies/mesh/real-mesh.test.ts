import {createReadStream} from 'node:fs'
import {createInterface} from 'node:readline'
import {createGunzip} from 'node:zlib'
import {describe, expect, test} from 'vitest'
import {dataFile, dataFolder} from '../../helpers/shared-data.js'
import {countSource} from '../support/count-source.js'
import {fileOf} from '../support/temporary-folder.js'

if (dataFolder === undefined) console.warn('Skipping MeSH as XML and ASCII: set BIOLORD_DATA.')

interface Atom {
  readonly id: string
  readonly concept: string
  readonly termType: string
  readonly text: string
}

/** The descriptors of the data, which holds them as RRF, by the id of the descriptor. */
async function readDescriptors(): Promise<Map<string, Atom[]>> {
  const stored = createReadStream(dataFile('ontologies', 'rrf-mesh', 'MRCONSO.RRF.gz'))
  const descriptors = new Map<string, Atom[]>()
  for await (const line of createInterface({input: stored.pipe(createGunzip())})) {
    const columns = line.split('|')
    const atom = {id: columns[7]!, concept: columns[9]!, termType: columns[12]!, text: columns[14]!}
    const atoms = descriptors.get(columns[10]!)
    if (atoms) atoms.push(atom)
    else descriptors.set(columns[10]!, [atom])
  }
  return descriptors
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function asXml(descriptors: ReadonlyMap<string, readonly Atom[]>): string {
  const records = [...descriptors].map(([id, atoms]) => {
    const main = atoms.find(({termType}) => termType === 'MH')!
    const concepts = [...new Set(atoms.map(({concept}) => concept))].map((concept) => {
      const terms = atoms.filter((atom) => atom.concept === concept)
      const termLines = terms.map(
        ({id: termId, termType, text}) =>
          `<Term ConceptPreferredTermYN="${/MH|PEP/.test(termType) ? 'Y' : 'N'}" IsPermutedTermYN="${
            termType === 'PM' ? 'Y' : 'N'
          }"><TermUI>${termId}</TermUI><String>${escaped(text)}</String></Term>`,
      )
      return `<Concept PreferredConceptYN="${concept === main.concept ? 'Y' : 'N'}"><ConceptUI>${concept}</ConceptUI>
<TermList>${termLines.join('\n')}</TermList></Concept>`
    })
    return `<DescriptorRecord><DescriptorUI>${id}</DescriptorUI>
<DescriptorName><String>${escaped(main.text)}</String></DescriptorName><ConceptList>${concepts.join('\n')}</ConceptList></DescriptorRecord>`
  })
  return `<?xml version="1.0"?>\n<DescriptorRecordSet LanguageCode="eng">\n${records.join('\n')}\n</DescriptorRecordSet>\n`
}

function asAscii(descriptors: ReadonlyMap<string, readonly Atom[]>): string {
  const records = [...descriptors].map(([id, atoms]) => {
    const lines = atoms.map(({termType, text}) => {
      if (termType === 'MH') return `MH = ${text}`
      return `ENTRY = ${text}${termType === 'PM' ? '' : '|NON|EQV|acd'}`
    })
    return `*NEWRECORD\nRECTYPE = D\n${lines.join('\n')}\nUI = ${id}\n`
  })
  return records.join('\n')
}

describe.skipIf(dataFolder === undefined)('all descriptors of MeSH 2024', () => {
  test.each([
    ['desc2024.xml', asXml],
    ['d2024.bin', asAscii],
  ])('come to the counts of the README from %s', async (name, write) => {
    const file = fileOf(name, write(await readDescriptors()))

    const {counts, format, problems} = await countSource(file)

    expect(format).toBe('mesh')
    expect(counts).toMatchObject({concepts: 30_764, names: 132_802, definitions: 0})
    expect(problems.all).toEqual([])
  })
})
