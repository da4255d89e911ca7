import stringWidth from 'string-width'
import {describe, expect, it} from 'vitest'
import {renderTable} from '../../../src/output/table.js'

const columns = [
  {title: 'n', align: 'right' as const},
  {title: 'text', flex: 1},
  {title: 'name', flex: 2},
]

describe('renderTable', () => {
  it('leaves what fits as it is', () => {
    expect(
      renderTable(
        columns,
        [
          ['1', 'fever', 'Fever'],
          ['10', 'cough', 'Cough'],
        ],
        {width: 80},
      ),
    ).toBe(' n  text   name\n 1  fever  Fever\n10  cough  Cough\n')
  })

  it.each([80, 40, 24])('fits %i columns, full-width characters included', (width) => {
    const table = renderTable(columns, [['1', '猫抓病'.repeat(20), 'disorder of the '.repeat(9)]], {width})

    expect(Math.max(...table.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(width)
    expect(table).toContain('…')
  })

  it('keeps a row on one line', () => {
    expect(renderTable(columns, [['1', 'a\tb\nc', '']], {width: 80}).split('\n')[1]).toBe('1  a b c')
  })

  it('is empty without rows', () => {
    expect(renderTable(columns, [], {width: 80})).toBe('')
  })
})
