import {type ContractSubject, fixtureFolder} from '../support/subject.js'

export const subject: ContractSubject = {
  format: 'omop',
  folder: fixtureFolder('omop'),
  description: {format: 'omop', code: 'omop', release: 'v6.0 01-JAN-30'},
  row: /^9000005\tBouncer.*$/m,
  spoiledRow: '9000005\tBouncer',
  problem: 'too-few-columns',
  text: {file: 'CONCEPT_SYNONYM.csv', word: 'Balkneuzing'},
  isLineBased: true,
}
