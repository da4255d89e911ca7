import {codeOfFileName} from '../code-of-file-name.js'
import {headerKey} from './table-columns.js'
import type {TableLayout} from './table-layout.js'

/** Share of the ids that must have a prefix before it names the source. */
const almostAll = 0.9

/**
 * A code for the concepts of a table: what its column of ids is called after (`mesh_id`, `DrugBank ID`), else the prefix of
 * its ids (`HP:0000001`, `CHEMBL10`), else the file's name.
 */
export function codeOfTable({columns, file, header, sampleIds}: TableLayout): string {
  const {label} = columns.find(({role}) => role === 'id')!
  const named = header === 'none' ? '' : headerKey(label)
  return (
    asCode(/^(.+)_(?:ids?|code|curie|identifier)$/.exec(named)?.[1]) ??
    asCode(/^(doid|hpo?|snomed(?:ct)?|icd_?\d+(?:cm|pcs|gm)?)$/.exec(named)?.[1]) ??
    asCode(sharedPrefix(sampleIds, /^([A-Za-z][\w.-]*):/)) ??
    asCode(sharedPrefix(sampleIds, /^([A-Za-z]{3,})[_-]?\d/)) ??
    codeOfFileName(file.name) ??
    'table'
  )
}

function sharedPrefix(ids: readonly string[], pattern: RegExp): string | undefined {
  const first = pattern.exec(ids[0] ?? '')?.[1]
  const same = ids.filter((id) => pattern.exec(id)?.[1] === first)
  return first !== undefined && same.length >= almostAll * ids.length ? first : undefined
}

/** What a column of ids is called in any terminology says nothing of this one. */
const generic =
  /^(?:concept|class|term|entity|primary|preferred|main|obo|source|record|row|item|disease|disorder|chemical|drug|gene|phenotype|symptom|procedure|product)$/

function asCode(name: string | undefined): string | undefined {
  const code = name?.toLowerCase()
  return code !== undefined && /^[a-z][a-z0-9._-]*$/.test(code) && !generic.test(code) ? code : undefined
}
