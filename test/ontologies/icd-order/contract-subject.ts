import {type ContractSubject, fixtureFolder} from '../support/subject.js'

export const subject: ContractSubject = {
  format: 'icd-order',
  folder: fixtureFolder('icd-order'),
  description: {format: 'icd-order', code: 'icd10cm', release: '2031'},
  row: /^00006 .*$/m,
  spoiledRow: '00006 A1A     x Envy of toys',
  problem: 'bad-flag',
  text: {file: 'icd10cm-order-2031.txt', word: 'stairs'},
  isLineBased: true,
}
