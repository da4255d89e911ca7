import {type ContractSubject, fixtureFolder} from '../support/subject.js'

export const subject: ContractSubject = {
  format: 'loinc',
  folder: fixtureFolder('loinc'),
  description: {format: 'loinc', code: 'loinc'},
  row: /^"LP99001-1\.LP99002-9","2".*$/m,
  spoiledRow: '"LP99001-1.LP99002-9","2"',
  problem: 'too-few-columns',
  text: {file: 'LoincTable/Loinc.csv', word: 'Bounce of a ball'},
  isLineBased: true,
}
