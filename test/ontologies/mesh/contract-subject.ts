import {type ContractSubject, fixtureFolder} from '../support/subject.js'

export const subject: ContractSubject = {
  format: 'mesh',
  folder: fixtureFolder('mesh'),
  description: {format: 'mesh', code: 'mesh', release: '2024'},
  row: /^MS = .*$/m,
  spoiledRow: 'MS: A toy of paper',
  problem: 'unparsable-line',
  text: {file: 'd2024.bin', word: 'Flying'},
  isLineBased: true,
}
