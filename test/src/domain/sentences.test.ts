import {describe, expect, it} from 'vitest'
import {splitSentences} from '../../../src/domain/sentences.js'

const sentencesOf = (text: string) => [...splitSentences(text)].map(({end, start}) => text.slice(start, end))

describe('splitSentences', () => {
  it('cuts a sentence without an end at white space', () => {
    const text = 'fever and cough '.repeat(1000)

    const spans = [...splitSentences(text)]

    expect(Math.max(...spans.map(({end, start}) => end - start))).toBeLessThanOrEqual(2000)
    expect(spans.map(({end, start}) => text.slice(start, end)).join(' ')).toBe(text.trim())
  })

  it('goes on over the line ends of wrapped prose', () => {
    const text = 'The patient was admitted with severe abdominal\npain and fever. She improved.'

    expect(sentencesOf(text)).toEqual([
      'The patient was admitted with severe abdominal\npain and fever.',
      'She improved.',
    ])
  })

  it('ends with a line on which the next word had room', () => {
    const text =
      'No focal consolidation or pleural effusion is seen\nCardiomegaly\nE78.5 Hyperlipidemia, and of the lines this is the longest\nno end of it and of the\nLungs'

    expect(sentencesOf(text)).toEqual([
      'No focal consolidation or pleural effusion is seen',
      'Cardiomegaly',
      'E78.5 Hyperlipidemia, and of the lines this is the longest\nno end of it and of the',
      'Lungs',
    ])
  })

  it('goes on where a capital had no room, or stands behind a function word', () => {
    const text =
      'In this family three members of two generations were found to have Duchenne\nMuscular dystrophy, and none of all the others had a history of\nBecker type.'

    expect(sentencesOf(text)).toEqual([text])
  })

  it('ends at headings, blank lines and list items', () => {
    const text = 'PMH:\n- asthma\n- kidney stones\n\nPlan\n1. CT scan\n2) aspirin'

    expect(sentencesOf(text)).toEqual([
      'PMH:',
      '- asthma',
      '- kidney stones',
      'Plan',
      '1. CT scan',
      '2) aspirin',
    ])
  })

  it('does not end after titles and e.g., but at labels', () => {
    const text =
      'Seen by Dr. Smith for T. gondii, e.g. retinitis. No fever.\n  CXR: clear lungs and no effusion of any size\n  BNP: high'

    expect(sentencesOf(text)).toEqual([
      'Seen by Dr. Smith for T. gondii, e.g. retinitis.',
      'No fever.',
      'CXR: clear lungs and no effusion of any size',
      'BNP: high',
    ])
  })

  it.each([
    ['BP 120/80 mmHg. Pulse 80.', ['BP 120/80 mmHg.', 'Pulse 80.']],
    ['Aspirin 81 mg q.d. with food. No. 5 tube.', ['Aspirin 81 mg q.d. with food.', 'No. 5 tube.']],
    ['Given 5 mg i.v. The pain eased.', ['Given 5 mg i.v.', 'The pain eased.']],
    ['Temp. 38.5 C, K 4.1. Seen by Prof. Jones.', ['Temp. 38.5 C, K 4.1.', 'Seen by Prof. Jones.']],
    ['? Pneumonia. Fever.', ['? Pneumonia.', 'Fever.']],
    [
      'Am 3. Mai V.a. Pneumonie, z.B. Fieber. Z. n. Sturz.',
      ['Am 3. Mai V.a. Pneumonie, z.B. Fieber.', 'Z. n. Sturz.'],
    ],
    ['Vu par le Dr. Martin. Pas de fièvre.', ['Vu par le Dr. Martin.', 'Pas de fièvre.']],
    ['Vista por la Dra. Ruiz, p.ej. Fiebre.', ['Vista por la Dra. Ruiz, p.ej. Fiebre.']],
    [
      'Gezien door dhr. Jansen, o.a. Koorts. Beleid volgt.',
      ['Gezien door dhr. Jansen, o.a. Koorts.', 'Beleid volgt.'],
    ],
    ['Besvär, t.ex. Feber, bl.a. Hosta. Åter.', ['Besvär, t.ex. Feber, bl.a. Hosta.', 'Åter.']],
    ['Set d. 3. maj, f.eks. Feber. Kontrol.', ['Set d. 3. maj, f.eks. Feber.', 'Kontrol.']],
    [
      'Vd. a. Infarkt. Verd. a. Sepsis. Zust. n. Sturz, bek. Asthma.',
      ['Vd. a. Infarkt.', 'Verd. a. Sepsis.', 'Zust. n. Sturz, bek. Asthma.'],
    ],
    ['Susp. Trombos. Hered. Stroke. Tidl. AMI.', ['Susp. Trombos.', 'Hered. Stroke.', 'Tidl. AMI.']],
    [
      'Wsch. Griep. Mog. CVA. CT head stat. Then home.',
      ['Wsch. Griep.', 'Mog. CVA.', 'CT head stat.', 'Then home.'],
    ],
    ['Sedan en kort tid. Pcm zn. Retour.', ['Sedan en kort tid.', 'Pcm zn.', 'Retour.']],
  ])('does not end inside of %j', (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences)
  })

  it('keeps CRLF out of sentences', () => {
    expect(sentencesOf('Fever.\r\n\r\nCough.\r\n')).toEqual(['Fever.', 'Cough.'])
  })

  it.each(['', '  \n\n ', '\uFEFF'])('finds none in %j', (text) => {
    expect(sentencesOf(text)).toEqual([])
  })

  it('covers a megabyte without a line end, in order and without cutting a surrogate pair', () => {
    const text = '😀word '.repeat(150_000)

    const spans = [...splitSentences(text)]

    expect(
      spans
        .map(({end, start}) => text.slice(start, end))
        .join('')
        .replaceAll(' ', ''),
    ).toBe(text.replaceAll(' ', ''))
    expect(spans.every(({end, start}) => text.slice(start, end).isWellFormed())).toBe(true)
  })
})
