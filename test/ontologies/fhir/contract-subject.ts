import {type ContractSubject, fixtureFolder} from '../support/subject.js'

export const subject: ContractSubject = {
  format: 'fhir',
  folder: fixtureFolder('fhir'),
  description: {format: 'fhir', code: 'toys', release: '2024.1'},
  row: /^ +"value" : "dragon"$/m,
  spoiledRow: '        "value" : 12',
  problem: 'wrong-kind',
  text: {file: 'codesystem-toys.json', word: 'dragon'},
  isLineBased: false,
}
