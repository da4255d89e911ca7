import {expect, it} from 'vitest'
import {recogniseLanguage} from '../../../src/domain/language.js'

it.each([
  ['en', 'The patient denies fever and was seen by her doctor.'],
  ['de', 'Der Patient verneint Fieber und wurde nicht untersucht.'],
  ['fr', 'Le patient ne présente pas de fièvre depuis la veille.'],
  ['es', 'El paciente niega fiebre y no refiere dolor en el pecho.'],
  ['nl', 'De patiënt heeft geen koorts en het hoesten is niet erger.'],
  ['sv', 'Patienten förnekar feber och har inte ont i halsen, men är trött.'],
  ['da', 'Patienten benægter feber og har ikke ondt i halsen, men blev set af lægen.'],
  ['en', ''],
  ['en', 'Pneumonia 38.5'],
  ['en', 'en'],
])('recognises %s: %j', (language, text) => {
  expect(recogniseLanguage(text)).toBe(language)
})
