import {expect, it} from 'vitest'
import type {AdditiveModel} from '../../../src/linking/additive-model.js'
import {featureInWords} from '../../../src/linking/feature-words.js'
import {MentionLinker} from '../../../src/linking/mention-linker.js'
import {shippedWeights} from '../../../src/linking/ranking-weights.js'
import {FakeEncoder} from '../../helpers/fake-encoder.js'
import {fakeIndex} from '../../helpers/fake-index.js'

const index = fakeIndex([
  {id: '1', names: ['Kidney stone', 'Nephrolithiasis']},
  {id: '2', names: ['Common cold', 'Cold']},
  {id: '3', names: ['Feeling cold', 'Cold']},
  {id: '4', names: ['Diarrhea']},
  {id: '5', names: ['Kidney disease']},
  {id: '6', names: ['Atrial septal defect']},
])

async function evidenceOf(text: string, explain = true) {
  const encoder = async () => new FakeEncoder()
  const linker = new MentionLinker({index, encoder, threshold: 0, top: 3, explain})
  return (await linker.link([text]))[0]?.evidence
}

it.each([
  ['kidney stone', 'it is the preferred name "Kidney stone"'],
  ['stones of the kidneys', 'the same words as the preferred name "Kidney stone"'],
  ['diarrhoae', 'a slip of the pen for the preferred name "Diarrhea"'],
  ['ASD', 'the letters of the preferred name "Atrial septal defect"'],
])('says what found the concept of %j', async (text, first) => {
  expect((await evidenceOf(text))?.[0]).toBe(first)
})

it('says the cosine of what is near in meaning', async () => {
  expect((await evidenceOf('nephropathy'))?.[0]).toMatch(
    /^words of the same meaning as .*, cosine -?0\.\d\d$/,
  )
})

it('says what else it may be, and what speaks for and against the link with its weight', async () => {
  const [, second, ...shares] = (await evidenceOf('cold')) ?? []

  expect(second).toMatch(/^\d+ % of the belief, \d+ % in (?:Feeling|Common) cold$/)
  expect(shares.join('\n')).toMatch(/^for it: .+ \(\+\d\.\d\d\).*\nagainst it: .+ \(−\d\.\d\d\)/)
})

it('says nothing of what is near but did not compete', async () => {
  const lines = await evidenceOf('diarrhea')

  expect(lines?.join('\n')).not.toContain('of the belief, ')
  expect(lines?.[0]).toBe('it is the preferred name "Diarrhea"')
})

it('has words for every feature of the weights that ship', () => {
  const {found, given} = shippedWeights()
  const models = [given, found].flatMap((group) => Object.values(group) as AdditiveModel[])
  const names = new Set(models.flatMap(({features}) => Object.keys(features)))

  const unworded = [...names].filter((name) => featureInWords(name, 12.34) === `${name} 12.34`)

  expect(names.size).toBeGreaterThan(40)
  expect(unworded).toEqual([])
})

it('says nothing where it was not asked', async () => {
  expect(await evidenceOf('cold', false)).toBeUndefined()
})
