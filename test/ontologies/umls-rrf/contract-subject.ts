import {type ContractSubject, fixtureFolder} from '../support/subject.js'

export const subject: ContractSubject = {
  format: 'umls-rrf',
  folder: fixtureFolder('umls-rrf'),
  description: {format: 'umls-rrf', code: 'umls', release: '2024AA'},
  row: /^C9000002\|ENG\|S\|.*$/m,
  spoiledRow: 'C9000002|ENG|S|L0000007',
  problem: 'too-few-columns',
  text: {file: 'META/MRCONSO.RRF', word: 'elbow'},
  isLineBased: true,
}
