import {describe, expect, it} from 'vitest'
import {languages} from '../../../../src/domain/language.js'
import {contextProperties, contextRulesOf} from '../../../../src/linking/context-rules/context-rules.js'

describe.each(languages)('the context rules of %s', (language) => {
  const rules = contextRulesOf(language)
  const byProperty = [rules.before, rules.near, rules.after, rules.stops]
  const lists = [
    ...byProperty.flatMap((group) => Object.values(group)),
    ...[
      rules.ends,
      rules.shields,
      rules.pseudo,
      rules.joins,
      rules.grades,
      rules.courses,
      rules.beginnings,
      rules.allergies,
    ],
    ...Object.values(rules.answers),
  ]

  it('name their language and hold every part, no other', () => {
    expect(rules.language).toBe(language)
    expect(Object.keys(rules).sort()).toEqual(
      [
        'after',
        'allergies',
        'answers',
        'before',
        'beginnings',
        'courses',
        'ends',
        'grades',
        'joins',
        'language',
        'near',
        'patient',
        'prefixes',
        'pseudo',
        'shields',
        'stops',
        'suffixes',
      ].sort(),
    )
    expect(Object.keys(rules.answers).sort()).toEqual(['no', 'unknown', 'yes'])
    expect(
      byProperty.flatMap(Object.keys).every((key) => (contextProperties as readonly string[]).includes(key)),
    ).toBe(true)
    expect(Object.keys(rules.before).sort()).toEqual([...contextProperties].sort())
  })

  it('hold phrases without spare spaces, each once in its list', () => {
    for (const list of lists) {
      expect(
        list.every((phrase) => typeof phrase === 'string' && phrase === phrase.trim() && phrase !== ''),
      ).toBe(true)
      expect(new Set(list).size).toBe(list.length)
    }
  })

  it('take no phrase for a trigger that they take for none', () => {
    const triggers = new Set(
      [rules.before, rules.near, rules.after].flatMap((group) => Object.values(group).flat()),
    )

    expect(rules.pseudo.filter((phrase) => triggers.has(phrase))).toEqual([])
  })
})
