import {type ContractSubject, fixtureFolder} from '../support/subject.js'

export const subject: ContractSubject = {
  format: 'obo',
  folder: fixtureFolder('obo'),
  description: {format: 'obo', code: 'tiny', release: 'tiny/releases/2024-08-01'},
  row: /^def: .*$/m,
  spoiledRow: 'def: A kite without quotes',
  problem: 'unparsable-line',
  text: {file: 'tiny.obo', word: 'toy'},
  isLineBased: true,
}
