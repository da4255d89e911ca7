import {expect, it} from 'vitest'
import {chooseSearch, type SearchTask} from '../../../src/index-store/choose-search.js'

const large: SearchTask = {
  queries: 1,
  texts: 1_200_000,
  dimensions: 384,
  graph: {isOpen: false, bytes: 7.2e8, isReadWhole: false},
  regretUs: 0,
}

it('scans for a single query, even of a large index, rather than open a graph', () => {
  expect(chooseSearch(large).way).toBe('scan')
})

it.each([
  ['many queries', {queries: 500}],
  ['a graph that is open', {graph: {isOpen: true, bytes: 7.2e8, isReadWhole: false}}],
])('uses the graph for %s', (_, change) => {
  expect(chooseSearch({...large, ...change}).way).toBe('graph')
})

it('needs more queries before it reads a whole graph than before it maps one', () => {
  const fewestQueries = (isReadWhole: boolean) => {
    const graph = {isOpen: false, bytes: 7.2e8, isReadWhole}
    let queries = 1
    while (chooseSearch({...large, graph, queries}).way !== 'graph') queries++
    return queries
  }

  expect(fewestQueries(true)).toBeGreaterThan(fewestQueries(false))
})

it('opens the graph once single queries together have paid for it', () => {
  let regretUs = 0
  const ways: string[] = []
  for (let query = 0; query < 60; query++) {
    const choice = chooseSearch({...large, regretUs})
    regretUs += choice.regretUs
    ways.push(choice.way)
  }

  expect(ways.slice(0, 2)).not.toContain('graph')
  expect(ways.at(-1)).toBe('graph')
})

it('scans a small index and one without a graph, whatever there is to do', () => {
  expect(chooseSearch({...large, texts: 500, queries: 3}).way).toBe('scan')
  expect(chooseSearch({...large, graph: undefined, queries: 5000}).way).toBe('scan')
})

it('never sends a filtered search through the graph', () => {
  const graph = {isOpen: true, bytes: 7.2e8, isReadWhole: false}

  expect(chooseSearch({...large, graph, members: 800_000, queries: 500}).way).toBe('scan')
  expect(chooseSearch({...large, graph, members: 0}).way).toBe('rows')
})

it('reads few members row by row and many in a scan', () => {
  expect(chooseSearch({...large, members: 2000}).way).toBe('rows')
  expect(chooseSearch({...large, members: 400_000}).way).toBe('scan')
})
