import {expect, it} from 'vitest'
import {collect} from '../../../src/domain/collect.js'
import type {Document} from '../../../src/domain/mention.js'
import {linkDocument} from '../../../src/linking/link-document.js'
import {linkDocuments} from '../../../src/linking/link-documents.js'
import {MentionLinker} from '../../../src/linking/mention-linker.js'
import {FakeEncoder} from '../../helpers/fake-encoder.js'
import {fakeIndex} from '../../helpers/fake-index.js'

const index = fakeIndex([
  {id: '1', names: ['Kidney stone', 'Nephrolithiasis']},
  {id: '2', names: ['Fever']},
])
const encoder = async () => new FakeEncoder()
const linker = () => new MentionLinker({index, encoder, threshold: 0.1, top: 2})
const options = () => ({index, linker: linker(), dense: true, nil: false})

async function* documents(texts: readonly string[]): AsyncGenerator<Document> {
  for (const [i, text] of texts.entries()) yield {id: String(i), text}
}

it('gives what each document gives by itself, in order, long ones too', async () => {
  const texts = ['Fever.', 'Kidney stones and fever.', `${'No pain. '.repeat(30_000)}Fever.`, '', 'Fever']
  const alone: unknown[] = []
  for await (const document of documents(texts))
    for await (const mention of linkDocument(document, options())) alone.push(mention)

  const together: unknown[] = []
  const ids: string[] = []
  const shared = options()
  const longDocument = (document: Document) => linkDocument(document, shared)
  const document = (document: Document) => collect(longDocument(document))
  const linking = {documentsAtATime: 3, document, longDocument}
  for await (const {document, mentions} of linkDocuments(documents(texts), linking)) {
    ids.push(document.id)
    for await (const mention of mentions) together.push(mention)
  }

  expect(ids).toEqual(['0', '1', '2', '3', '4'])
  expect(together).toEqual(alone)
  expect(together.length).toBeGreaterThan(3)
})
