import {expect, it} from 'vitest'
import {readMentionList} from '../../../src/input/read-mention-list.js'

const quiet = {onBadLine: () => undefined}

it('takes the cells of a column for mentions, each at the line of its row', async () => {
  const input = {name: 'in.csv', text: 'id,name\n1,"a\nb"\n2,c\n', damaged: false}

  const {document, lines} = await readMentionList(input, undefined, {...quiet, columns: {text: 'name'}})

  expect(Array.from(lines, ({line, lineText}) => [line, lineText])).toEqual([
    [2, 'a\nb'],
    [4, 'c'],
  ])
  expect(document).toEqual({id: 'in.csv', text: '\na b\n\nc'})
})

it('takes the lines of any other text', async () => {
  const input = {name: 'in.txt', text: '\uFEFFid,name\n1,c\n', damaged: false}

  const {document, lines} = await readMentionList(input, undefined, quiet)

  expect(Array.from(lines, ({lineText}) => lineText)).toEqual(['id,name', '1,c'])
  expect(document.text).toBe('id,name\n1,c\n')
})
