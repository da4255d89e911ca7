import {SaxesParser} from 'saxes'
import {expect, it} from 'vitest'
import type {TaskReport} from '../../../src/evaluation/report.js'
import {precisionRecallPlot} from '../../../src/output/precision-recall-plot.js'

const report: TaskReport = {
  task: 'mentions',
  threshold: 0.5,
  counts: {},
  measures: {},
  reliability: [],
  curve: [
    {threshold: 0.3, precision: 0.5, recall: 1},
    {threshold: 0.6, precision: 1, recall: 0.5},
  ],
  groups: [],
  seconds: 1,
  perSecond: 1,
}

it('draws well-formed SVG that asks for nothing else, whatever the title', () => {
  const svg = precisionRecallPlot('<script>&"', [report, {...report, task: 'similarity', curve: []}])

  const parser = new SaxesParser()
  const elements: string[] = []
  const titles: string[] = []
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({name}) => elements.push(name))
  parser.on('text', (text) => titles.push(text))
  parser.write(svg).close()
  expect(elements).not.toContain('script')
  expect(titles).toContain('<script>&"')
  expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/http|href|url\(/)
})

it('marks the threshold in use where links below it are gone', () => {
  const svg = precisionRecallPlot('t', [report])

  expect(svg).toContain('at 0.5: precision 1.000, recall 0.500')
})
