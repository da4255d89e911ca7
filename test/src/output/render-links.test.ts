import {describe, expect, it} from 'vitest'
import {linkTable, mentionText} from '../../../src/output/render-links.js'
import {linkedMention} from '../../helpers/linked-mention.js'

const text = 'Skin: no rash, dry.'
const inPieces = linkedMention(text, 'Skin: no rash, dry', {
  spans: [
    {start: 0, end: 4},
    {start: 15, end: 18},
  ],
})

describe('mentionText', () => {
  it('shows of a mention in pieces those alone', () => {
    expect(mentionText(inPieces)).toBe('Skin … dry')
    expect(mentionText(linkedMention(text, 'rash'))).toBe('rash')
  })

  it('shows all of it where offsets are in another unit', () => {
    expect(mentionText({...inPieces, end: 40})).toBe('Skin: no rash, dry')
  })
})

describe('linkTable', () => {
  it('is for people, and says what was found', () => {
    expect(linkTable([inPieces], {width: 80})).toContain('Skin … dry')
  })
})
