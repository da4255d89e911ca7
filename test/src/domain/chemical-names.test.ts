import {expect, it} from 'vitest'
import {chemicalName} from '../../../src/domain/chemical-names.js'

it.each([
  ['Na', 'sodium'],
  ['K', 'potassium'],
  ['Cl', 'chlorine'],
  ['Na+', 'sodium'],
  ['Ca2+', 'calcium'],
  ['Mg(2+)', 'magnesium'],
  ['Cl-', 'chloride'],
  ['HCO3-', 'bicarbonate'],
  ['NaCl', 'sodium chloride'],
  ['CaCl2', 'calcium chloride'],
  ['(NH4)2SO4', 'ammonium sulfate'],
  ['NaHCO3', 'sodium bicarbonate'],
  ['Mg(OH)2', 'magnesium hydroxide'],
  ['Ca3(PO4)2', 'calcium phosphate'],
  ['Al2O3', 'aluminum oxide'],
  ['KMnO4', 'potassium permanganate'],
  ['K2Cr2O7', 'potassium dichromate'],
  ['AgNO3', 'silver nitrate'],
  ['H2O2', 'hydrogen peroxide'],
  ['CO2', 'carbon dioxide'],
])('reads %s as %s', (text, name) => {
  expect(chemicalName(text)).toBe(name)
})

// short forms and words that are written with the letters of symbols
it.each([
  'VF',
  'KS',
  'CO',
  'NO',
  'na',
  'NA',
  'CA',
  'Is',
  'B12',
  'C3',
  'T2',
  'V2',
  'P53',
  'COPD',
  'Nacl',
  '',
  '+',
  'Xy',
  'TGF-',
  'GH-',
])('takes %j for no chemical', (text) => {
  expect(chemicalName(text)).toBeUndefined()
})
