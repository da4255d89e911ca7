import {expect, it} from 'vitest'
import {findKnownModel, knownModels} from '../../../models/hub/known-models.js'
import {checkRepository} from '../../../models/hub/repository-name.js'

it('finds a model by its short name or its repository, whatever the capitals', () => {
  expect(findKnownModel('biolord-2023-m')?.repository).toBe('FremyCompany/BioLORD-2023-M')
  expect(findKnownModel('FremyCompany/BioLORD-2023')?.name).toBe('BioLORD-2023')
  expect(findKnownModel('someone/else')).toBeUndefined()
})

it('has names that are unique, and repositories that the Hub could have', () => {
  expect(new Set(knownModels.map(({name}) => name.toLowerCase())).size).toBe(knownModels.length)
  for (const {repository} of knownModels) expect(checkRepository(repository)).toBe(repository)
})
