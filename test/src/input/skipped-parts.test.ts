import {expect, it} from 'vitest'
import {SkippedParts} from '../../../src/input/skipped-parts.js'

const toldOf = (count: number) => {
  const told: string[] = []
  const skipped = new SkippedParts('notes.jsonl', (line) => told.push(line))
  for (let line = 1; line <= count; line++) skipped.add({name: 'notes.jsonl', line, reason: 'no JSON'})
  skipped.end()
  expect(skipped.count).toBe(count)
  return told
}

it('tells of the first twenty one by one, and how many more there are', () => {
  expect(toldOf(0)).toEqual([])
  expect(toldOf(20)).toHaveLength(20)
  expect(toldOf(20)[19]).toBe('biolord: notes.jsonl:20: skipped: no JSON.')
  expect(toldOf(5020)).toHaveLength(21)
  expect(toldOf(5020)[20]).toBe('biolord: notes.jsonl: 5,000 more skipped.')
})
