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
  ['en', 'Denies fever, no cough, no rash.'],
  ['en', '34F. H/o asthma, mother had epilepsy. O/E: no rash, no oedema, no jaundice. Imp: r/o pneumonia.'],
  ['en', 'Possible sepsis. No cough.'],
  ['en', '3 men seen in the ER, ET tube, dilated LA.'],
  ['de', 'Kein Fieber.'],
  ['de', 'Schmerzen im Knie.'],
  ['nl', 'Man met koorts.'],
  ['es', 'NIEGA FIEBRE Y TOS.'],
  ['es', 'Niega fiebre.'],
  ['es', 'No tiene fiebre.'],
  ['fr', 'Pas de fièvre, aucune toux.'],
  ['nl', 'Geen koorts.'],
  ['sv', 'Ingen feber, inte trött.'],
  ['da', 'Ikke feber.'],
])('recognises %s: %j', (language, text) => {
  expect(recogniseLanguage(text)).toBe(language)
})
