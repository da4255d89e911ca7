import {type ContractSubject, fixtureFolder} from '../support/subject.js'

export const subject: ContractSubject = {
  format: 'rxnorm-rrf',
  folder: fixtureFolder('rxnorm-rrf'),
  description: {format: 'rxnorm-rrf', code: 'rxnorm', release: '20AA_240401F'},
  row: /^9001\|ENG\|.*\|TOYDRUGS\|.*$/m,
  spoiledRow: '9001|ENG|',
  problem: 'too-few-columns',
  text: {file: 'rrf/RXNCONSO.RRF', word: 'elbow'},
  isLineBased: true,
}
