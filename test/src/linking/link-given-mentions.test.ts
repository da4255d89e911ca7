import {describe, expect, it} from 'vitest'
import type {GivenMention} from '../../../src/domain/mention.js'
import {linkGivenMentions, textsToLink} from '../../../src/linking/link-given-mentions.js'
import {MentionLinker} from '../../../src/linking/mention-linker.js'
import {FakeEncoder} from '../../helpers/fake-encoder.js'
import {fakeIndex} from '../../helpers/fake-index.js'

const text = 'Plan:\r\n- no fever\r\n- left and right kidneys\n'
const at = (words: string) => ({start: text.indexOf(words), end: text.indexOf(words) + words.length})
const mention = (words: string, more: Partial<GivenMention> = {}): GivenMention => ({
  ...at(words),
  ids: [],
  ...more,
})
const kidneys = mention('left and right kidneys', {spans: [at('left'), at('kidneys')]})

async function link(mentions: readonly GivenMention[]) {
  const index = fakeIndex([{id: '4', names: ['Fever']}])
  const encoder = new FakeEncoder()
  const linker = new MentionLinker({index, encoder: async () => encoder, threshold: 0.99, top: 5})
  return linkGivenMentions({id: 'd', text, mentions}, {linker, section: true, sentence: true})
}

describe('linkGivenMentions', () => {
  it('gives one result a mention in their order, linked or not, equal ones too', async () => {
    const linked = await link([kidneys, mention('fever'), mention('Plan'), mention('fever')])

    expect(linked.map(({doc, line, text}) => [doc, line, text])).toEqual([
      ['d', 3, 'left and right kidneys'],
      ['d', 2, 'fever'],
      ['d', 1, 'Plan'],
      ['d', 2, 'fever'],
    ])
    expect(linked[0]?.concept).toBeNull()
    expect(linked[0]?.spans).toEqual(kidneys.spans)
    expect(linked[1]?.assertion.negated).toBe(true)
    expect(linked[1]).toMatchObject({section: 'plan', sentence: expect.anything()})
    expect(linked[3]).toEqual(linked[1])
  })

  it('gives nothing for a document without mentions', async () => {
    expect(await link([])).toEqual([])
  })

  it('takes a discontinuous mention for its pieces', () => {
    expect(textsToLink({id: 'd', text, mentions: [kidneys]})).toEqual(['left kidneys'])
  })
})
