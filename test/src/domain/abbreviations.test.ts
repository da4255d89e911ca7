import {describe, expect, it} from 'vitest'
import {findAbbreviations} from '../../../src/domain/abbreviations.js'

const definitionsOf = (text: string) =>
  findAbbreviations(text).map(({long, longForm, short, shortForm}) => {
    expect(text.slice(short.start, short.end)).toBe(shortForm)
    expect(long.end).toBeLessThanOrEqual(text.length)
    return [shortForm, longForm]
  })

describe('findAbbreviations', () => {
  it.each([
    [
      'long form first',
      'severe chronic obstructive pulmonary disease (COPD) today',
      ['COPD', 'chronic obstructive pulmonary disease'],
    ],
    ['short form first', 'MS (multiple sclerosis) was found', ['MS', 'multiple sclerosis']],
    [
      'letters inside words',
      'heat shock transcription factor (HSF)',
      ['HSF', 'heat shock transcription factor'],
    ],
    ['more in the brackets', 'magnetic resonance imaging (MRI, 3T)', ['MRI', 'magnetic resonance imaging']],
    [
      'a wrapped line',
      'coronary artery\nbypass grafting (CABG)',
      ['CABG', 'coronary artery\nbypass grafting'],
    ],
  ])('finds %s', (_what, text, definition) => {
    expect(definitionsOf(text)).toEqual([definition])
  })

  it.each([
    ['plural', 'among phyllodes-like nodules (PLNs)', 'PLNs', 'phyllodes-like nodules'],
    ['square brackets', 'aspirin (acetylsalicylic acid [ASA])', 'ASA', 'acetylsalicylic acid'],
    [
      'all initials where fewer letters would do',
      'of spontaneous recurrent seizures (SRS)',
      'SRS',
      'spontaneous recurrent seizures',
    ],
    [
      'initials over gaps',
      'an attenuated form of adenomatous polyposis coli (AAPC)',
      'AAPC',
      'attenuated form of adenomatous polyposis coli',
    ],
    ['initials in another order', 'with myotonic dystrophy (DM)', 'DM', 'myotonic dystrophy'],
    ['hyphens', 'the ataxia-telangiectasia (A-T) gene', 'A-T', 'ataxia-telangiectasia'],
    ['digits', 'glucose-6-phosphate dehydrogenase (G6PD)', 'G6PD', 'glucose-6-phosphate dehydrogenase'],
    ['a lower-case start', 'von Willebrand disease (vWD)', 'vWD', 'von Willebrand disease'],
    ['stop words', 'the activities of daily living (ADL)', 'ADL', 'activities of daily living'],
    [
      'a name before it in the brackets',
      'familial disease (adenomatous polyposis coli; APC)',
      'APC',
      'adenomatous polyposis coli',
    ],
    ['a dose after it', 'parachlorophenylalanine (PCPA 100 mg/kg)', 'PCPA', 'parachlorophenylalanine'],
    ['brackets of its own', 'maternal uniparental disomy (UPD (14))', 'UPD', 'uniparental disomy'],
    ['an "or"', 'magnetic resonance imaging, or MRI, is', 'MRI', 'magnetic resonance imaging'],
    ['an equals sign', 'QoL ns; MS = multiple sclerosis.', 'MS', 'multiple sclerosis'],
    ['a list of abbreviations', 'Abbreviations: HF, heart failure; x', 'HF', 'heart failure'],
    ['a list item', '- no pain\n- atrial fibrillation (AF)', 'AF', 'atrial fibrillation'],
  ])('reads a short form with %s', (_what, text, shortForm, longForm) => {
    expect(definitionsOf(text)).toEqual([[shortForm, longForm]])
  })

  it.each([
    [
      'a slash',
      'velo-cardio-facial syndrome/DiGeorge syndrome (VCFS/DGS)',
      [
        ['VCFS', 'velo-cardio-facial syndrome'],
        ['DGS', 'DiGeorge syndrome'],
      ],
    ],
    [
      'a shared head',
      'Duchenne and Becker muscular dystrophy (DMD and BMD)',
      [
        ['DMD', 'Duchenne muscular dystrophy'],
        ['BMD', 'Becker muscular dystrophy'],
      ],
    ],
    [
      'a hyphen',
      'Warfarin-associated intracerebral hemorrhage (W-ICH)',
      [
        ['W-ICH', 'Warfarin-associated intracerebral hemorrhage'],
        ['ICH', 'intracerebral hemorrhage'],
      ],
    ],
  ])('finds two short forms joined by %s', (_what, text, definitions) => {
    const found = definitionsOf(text)

    expect(found).toEqual(definitions)
  })

  it.each(['(', '(a', '(AB)', '((AB))', '[(', 'Abbreviations: AB, a b\n', 'AB = ', ', or AB'])(
    'takes no time over much of %j',
    (piece) => {
      const text = piece.repeat(100_000 / piece.length)
      const start = performance.now()

      findAbbreviations(text)

      expect(performance.now() - start).toBeLessThan(10_000)
    },
  )

  it.each([
    ['a Roman numeral', 'index of infantile illness (III)'],
    ['an equals sign in a formula', 'P2 = patient one and two'],
    ['a remark', 'mild pain (see below)'],
    ['a number', 'deletion in many (22)'],
    ['letters that do not match', 'renal failure (COPD)'],
    ['a short form in its long form', 'the COPD disease (COPD)'],
    ['a definition in another sentence', 'No chronic obstruction. Pain died (COPD)'],
  ])('finds nothing in %s', (_what, text) => {
    expect(definitionsOf(text)).toEqual([])
  })
})
