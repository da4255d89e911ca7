import {expect, it} from 'vitest'
import {type MentionLink, MentionLinker} from '../../../src/linking/mention-linker.js'
import {FakeEncoder} from '../../helpers/fake-encoder.js'
import {type FakeConcept, fakeIndex} from '../../helpers/fake-index.js'

async function linkTo(concepts: readonly FakeConcept[], text = 'asthma'): Promise<MentionLink> {
  const encoder = async () => new FakeEncoder()
  const linker = new MentionLinker({index: fakeIndex(concepts), encoder, threshold: 0, top: 5})
  return (await linker.link([text]))[0] as MentionLink
}

const asthma = {id: '1', source: 'a', names: ['Asthma']}

it('believes a concept less for a rival of its own source, not for one of another or for itself in another index', async () => {
  const alone = await linkTo([asthma])
  const withRival = await linkTo([asthma, {...asthma, id: '2'}])
  const withOther = await linkTo([asthma, {...asthma, source: 'b'}])
  const withBoth = await linkTo([asthma, {...asthma, id: '2'}, {...asthma, source: 'b'}])
  const withItself = await linkTo([asthma, {id: '3', source: 'b', names: ['Fever']}, asthma])

  expect(withRival.score).toBeLessThan(alone.score as number)
  expect(withOther.score).toBe(alone.score)
  expect(withBoth.score).toBe(withRival.score)
  expect(withItself.score).toBe(alone.score)
  expect(withOther.candidates.map(({score, source}) => [source, score])).toEqual([
    ['a', alone.score],
    ['b', alone.score],
  ])
})
