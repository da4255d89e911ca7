import {type ContractSubject, fixtureFolder} from '../support/subject.js'

export const subject: ContractSubject = {
  format: 'name-dictionary',
  folder: fixtureFolder('name-dictionary'),
  description: {format: 'name-dictionary', code: 'toys'},
  row: /^T004.*$/m,
  spoiledRow: 'T004|Whirligig',
  problem: 'no-separator',
  text: {file: 'toys-2031.txt', word: 'Plaything'},
  isLineBased: true,
}
