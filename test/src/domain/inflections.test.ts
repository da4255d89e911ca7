import {describe, expect, it} from 'vitest'
import {inflectionsOf} from '../../../src/domain/inflections.js'
import type {Language} from '../../../src/domain/language.js'
import {normaliseWord} from '../../../src/domain/word-form.js'

describe('inflectionsOf', () => {
  it.each<[Language, string, string]>([
    ['de', 'Metastasen', 'Metastase'],
    ['de', 'Krampfanfälle', 'Krampfanfall'],
    ['de', 'Blutungen', 'Blutung'],
    ['de', 'arteriellen', 'arterielle'],
    ['de', 'Oedeme', 'Ödem'],
    ['fr', 'métastases', 'métastase'],
    ['fr', 'pleuraux', 'pleural'],
    ['fr', 'œdèmes', 'oedème'],
    ['es', 'convulsiones', 'convulsión'],
    ['nl', 'fracturen', 'fractuur'],
    ['nl', 'longembolieën', 'longembolie'],
    ['sv', 'blödningar', 'blödning'],
    ['sv', 'febern', 'feber'],
    ['da', 'frakturerne', 'fraktur'],
    ['da', 'aandenoeden', 'åndenød'],
  ])('of %s has among those of %j the form %j', (language, word, base) => {
    expect([...inflectionsOf(word, language)].map(normaliseWord)).toContain(normaliseWord(base))
  })

  it('leaves English and short words alone', () => {
    expect([...inflectionsOf('fractures', 'en')]).toEqual([])
    expect([...inflectionsOf('Bein', 'de')].every((other) => other.length >= 4)).toBe(true)
  })

  it('never gives the word itself', () => {
    expect([...inflectionsOf('infarkten', 'sv')]).not.toContain('infarkten')
  })
})
