import {type ContractSubject, fixtureFolder} from '../support/subject.js'

export const subject: ContractSubject = {
  format: 'table',
  folder: fixtureFolder('table'),
  description: {
    format: 'table',
    code: 'toy',
    notes: [
      'Columns: id = "toy_id", name = "name", kind of name = "kind", language = "lang".',
      'Columns: id = "toy_id", name = "Preferred Name", synonyms = "Short Name" separated by "|" and "Synonyms" separated by "|", alternative id = "Alt IDs", definition = "Definition", type = "Semantic Type" separated by "|", parent = "Parents", cross-map = "Xrefs" and "CAS", obsolete = "obsolete", replaced by = "replaced_by", kept as values = "Colour".',
      'Columns: id = "toy_id", name = "name", synonyms = "synonyms" separated by "|", tree number = "tree_numbers", active = "active", status = "status", parent = "parents".',
    ],
  },
  row: /^T:4,.*$/m,
  spoiledRow: 'T:4',
  problem: 'too-few-columns',
  text: {file: 'toys.csv', word: 'jigsaw'},
  isLineBased: true,
}
