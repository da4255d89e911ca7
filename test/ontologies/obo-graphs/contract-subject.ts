import {type ContractSubject, fixtureFolder} from '../support/subject.js'

export const subject: ContractSubject = {
  format: 'obo-graphs',
  folder: fixtureFolder('obo-graphs'),
  description: {
    format: 'obo-graphs',
    code: 'tiny',
    release: 'http://purl.obolibrary.org/obo/tiny/releases/2024-08-01/tiny.owl',
  },
  row: /^ +"val" : "red kite"$/m,
  spoiledRow: '          "val" : 12',
  problem: 'wrong-kind',
  text: {file: 'tiny.json', word: 'flyer'},
  isLineBased: false,
}
