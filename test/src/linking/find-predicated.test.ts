import {describe, expect, it} from 'vitest'
import {splitSentences} from '../../../src/domain/sentences.js'
import {findPredicated} from '../../../src/linking/find-predicated.js'
import {type Stretch, wordsOf} from '../../../src/linking/find-stretches.js'
import {Parts} from '../../../src/linking/sentence-parts.js'
import {fakeIndex} from '../../helpers/fake-index.js'

const index = fakeIndex(
  [
    'Enlarged spleen', 'Enlarged liver', 'Low-set ears', 'Induced hypotension', 'Study evaluation', 'Large area', 'Absence seizure', 'Partial seizure', 'Hearing impairment', 'Small head', 'Mitral regurgitation', 'Small ears', 'Posteriorly rotated ears', 'Ankle swelling',
    'Distended abdomen', 'Dry skin', 'Weight loss', 'Irregular bone', 'Frontal bone', 'Left ear', 'Heart murmur',
    'Large tongue', 'High blood pressure', 'Chest pain', 'Abnormality of the genital system', 'Ear', 'Score of 5', 'Ear abnormality',
  ].map((name, i) => ({id: String(i), names: [name]})),
) // biome-ignore format: a table

function find(text: string): Stretch[] {
  return [...splitSentences(text)].flatMap((sentence) => {
    const words = wordsOf(text, sentence)
    return findPredicated(text, sentence, words, new Parts(text, words), index)
  })
}

describe('findPredicated', () => {
  it.each([
    ['The spleen is enlarged.', 'spleen enlarged', 'spleen is enlarged'],
    ['The ankles were very swollen today', 'ankles swollen', 'ankles were very swollen'],
    ['His blood pressure has been high.', 'blood pressure high', 'blood pressure has been high'],
    ['ears appear posteriorly rotated', 'ears posteriorly rotated', 'ears appear posteriorly rotated'],
    [
      'The tongue was noted to be markedly enlarged',
      'tongue enlarged',
      'tongue was noted to be markedly enlarged',
    ],
    ['The left ear was small', 'ear small', 'ear was small'],
    ['Hearing is impaired.', 'Hearing impaired', 'Hearing is impaired'],
    ['Her head was small.', 'head small', 'head was small'],
    ['He lost his weight.', 'lost weight', 'lost his weight'],
    ['Her belly is distended.', 'belly distended', 'belly is distended'],
    ['The abdomen is distended on palpation', 'abdomen distended', 'abdomen is distended'],
  ])('reads %j in one piece', (text, linkAs, written) => {
    const found = find(text)

    expect(found).toMatchObject([{linkAs, isAbbreviation: false}])
    expect(found.map(({end, start}) => text.slice(start, end))).toEqual([written])
    expect(found[0]?.pieces).toBeUndefined()
  })

  it.each([
    ['The spleen is not enlarged.', [['spleen', 'enlarged', 'enlarged']]],
    ['Abdomen: distended', [['Abdomen', 'distended', 'distended']]],
    ['Abdomen: soft, non-tender, distended', [['Abdomen', 'distended', 'distended']]],
    ['Skin - dry, no rash', [['Skin', 'dry', 'dry']]],
    ['Belly: distended', [['Belly', 'distended', 'distended']]],
    ['Spleen not enlarged', [['Spleen', 'enlarged', 'enlarged']]],
    ['Mitral: moderate regurgitation', [['Mitral', 'regurgitation', 'regurgitation']]],
    ['Heart: regular, no murmur', [['Heart', 'murmur', 'murmur']]],
    ['Chest: pain on exertion', [['Chest', 'pain', 'pain']]],
    [
      'ears were not low-set or small',
      [
        ['ears', 'low-set', 'low-set'],
        ['ears', 'small', 'small'],
      ],
    ],
  ])('reads %j in pieces, the last of them its own', (text, pieces) => {
    const read = find(text).map(({pieces}) =>
      [...(pieces?.spans ?? []), ...(pieces ? [pieces.own] : [])].map(({end, start}) =>
        text.slice(start, end),
      ),
    )

    expect(read).toEqual(pieces)
  })

  it.each([
    ['The spleen is enlarged.', ['+!']],
    ['It seems the spleen is enlarged.', ['+']],
    ['No fever, the spleen is not enlarged.', ['-!']],
    ['The spleen is hardly enlarged.', ['-!']],
    ['Skin: no rash, dry', ['+!']],
    ['Abdomen: no masses, swelling, or distended', ['-!']],
    ['The ears are not low-set or small.', ['-!', '-!']],
    ['The ears are not low-set, small.', ['-!', '+!']],
    ['The ears are not low-set and are small.', ['-!', '+!']],
  ])('tells of %j what is denied, and whether it begins a clause', (text, said) => {
    expect(
      find(text).map(({said}) => `${said?.isDenied ? '-' : '+'}${said?.opensClause ? '!' : ''}`),
    ).toEqual(said)
  })

  it('reads several subjects, and several predicates', () => {
    const linkAs = (text: string) => find(text).map((stretch) => stretch.linkAs)

    expect(linkAs('Liver and spleen were enlarged.')).toEqual(['spleen enlarged', 'Liver enlarged'])
    expect(linkAs('The ears were low-set, small and posteriorly rotated.')).toEqual([
      'ears low-set',
      'ears small',
      'ears posteriorly rotated',
    ])
  })

  it.each([
    'Weight loss is absent.',
    'The frontal bone is irregular.',
    'The spleen was removed, the liver was normal.',
    'The spleen is enlarged liver tissue.',
    'The spleen was enlarged to view it.',
    'Scores were 4 and 5.',
    'Hypotension was induced.',
    'The study was to be evaluated.',
    'The study was to evaluate it.',
    'The area was enlarged.',
    'Seizures were absent.',
    'The lymph node near the spleen is enlarged.',
    'A cyst in her liver is enlarged.',
    'Staining of the frontal bone was irregular.',
    'The drug lowered her blood pressure.',
    'The mayor delayed his weight.',
    'The spleen is apparently enlarged.',
    'Ears: no lesion',
    'Seizures are not part of it.',
    'The spleen is possibly enlarged.',
    'Manifestations are genital.',
    'The chest was clear, and pain was denied.',
    'The spleen. Is it enlarged?',
    'the skin, dry',
    'is enlarged',
    'The spleen is',
  ])('finds nothing in %j', (text) => {
    expect(find(text).map(({linkAs}) => linkAs)).toEqual([])
  })
})
