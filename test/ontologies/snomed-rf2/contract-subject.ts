import {type ContractSubject, fixtureFolder} from '../support/subject.js'

export const subject: ContractSubject = {
  format: 'snomed-rf2',
  folder: fixtureFolder('rf2'),
  description: {format: 'snomed-rf2', code: 'snomed', release: '20240801'},
  row: /^29999999105\t20240801\t1\t.*$/m,
  spoiledRow: '29999999105\t20240801\t1',
  problem: 'too-few-columns',
  text: {
    file: 'SnomedCT_Tiny_20240801/Snapshot/Terminology/sct2_Description_Snapshot-en_INT_20240801.txt',
    word: 'elbow',
  },
  isLineBased: true,
}
