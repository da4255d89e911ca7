import {type ContractSubject, fixtureFolder} from '../support/subject.js'

export const subject: ContractSubject = {
  format: 'icd-tabular',
  folder: fixtureFolder('icd-tabular'),
  description: {format: 'icd-tabular', code: 'icd10cm', release: '2026'},
  row: /^.*<name>X00\.9<\/name>$/m,
  spoiledRow: '        <diag><name>nine</name>',
  problem: 'bad-code',
  text: {file: 'icd10cm_tabular_2026.xml', word: 'Tangled'},
  isLineBased: false,
}
