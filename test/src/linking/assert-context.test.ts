import {describe, expect, it} from 'vitest'
import {assertContext} from '../../../src/linking/assert-context.js'
import {contextRulesOf} from '../../../src/linking/context-rules/context-rules.js'

const english = contextRulesOf('en')

const propertiesOf = (sentence: string, mention: string) => {
  const start = sentence.indexOf(mention)
  const [assertion] = assertContext(sentence, [{start, end: start + mention.length}], english)
  return Object.entries(assertion ?? {}).flatMap(([property, holds]) => (holds ? [property] : []))
}

describe('assertContext', () => {
  it.each([
    ['She denies chest pain or fever.', 'fever', ['negated']],
    ['No fever, chills, or night sweats.', 'night sweats', ['negated']],
    ['No fever but cough.', 'cough', []],
    ['Denies cough; however reports fever.', 'fever', []],
    ['Pneumonia was ruled out.', 'Pneumonia', ['negated']],
    ['Malignancy is unlikely.', 'Malignancy', ['negated']],
    ['Lymphoma cannot be ruled out yet.', 'Lymphoma', ['uncertain']],
    ['CT was negative for embolism.', 'embolism', ['negated']],
    ['No fever; cough present.', 'cough', []],
    ['Call if she develops fever.', 'fever', ['hypothetical']],
    ['Fever resolved.', 'Fever', ['historical']],
    ['Possible pneumonia.', 'pneumonia', ['uncertain']],
    ['Fever, cannot rule out bartonellosis.', 'Fever', []],
    ['History of asthma.', 'asthma', ['historical']],
    ['No history of asthma.', 'asthma', ['negated']],
    ['Mother had breast cancer.', 'breast cancer', ['family']],
    ['Return if fever develops.', 'fever', ['hypothetical']],
    ['The size shows no increase in pain.', 'pain', []],
    ['She has diabetes.', 'diabetes', []],
    ['Fever  since Monday, no\n cough.', 'cough', ['negated']],
  ])('%s → %s %j', (sentence, mention, properties) => {
    expect(propertiesOf(sentence, mention)).toEqual(properties)
  })

  it.each([
    [
      'a trigger between a mention and a comma for a remark on that mention alone',
      'PE excluded, fever.',
      ['PE', 'fever'],
    ],
    [
      'a full stop behind a mention for an end, though a small letter follows',
      'No fever. cough for days, susp. rash',
      ['fever', 'cough'],
    ],
  ])('takes %s', (_what, sentence, mentions) => {
    const spans = mentions.map((text) => ({
      start: sentence.indexOf(text),
      end: sentence.indexOf(text) + text.length,
    }))

    expect(assertContext(sentence, spans, english).map(({negated}) => negated)).toEqual([true, false])
  })

  it('does not let a trigger inside one mention act on another', () => {
    const sentence = 'Never smoked, asthma since 2010.'

    const [, asthma] = assertContext(
      sentence,
      [
        {start: 0, end: 12},
        {start: 14, end: 20},
      ],
      english,
    )

    expect(asthma?.negated).toBe(false)
  })

  it('does not take a trigger inside the mention itself', () => {
    expect(propertiesOf('Family history of cancer is noted.', 'Family history of cancer')).toEqual([])
  })
})
