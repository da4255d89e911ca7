import {describe, expect, test} from 'vitest'
import {readLines} from '../../ontologies/read-lines.js'
import type {Problem} from '../../src/domain/ontology.js'
import {fileOfChunks} from './support/read-all.js'

async function linesOf(chunks: Iterable<Buffer>, maxLineBytes?: number) {
  const problems: Problem[] = []
  const numbered: [number, string][] = []
  for await (const {firstLine, lines} of readLines(fileOfChunks(chunks), (one) => problems.push(one), {
    maxLineBytes,
  })) {
    lines.forEach((line, index) => {
      numbered.push([firstLine + index, line])
    })
  }
  return {numbered, texts: numbered.map(([, line]) => line), problems}
}

/** The text in pieces of every size from one byte up: where a piece ends must not matter. */
function cuts(bytes: Buffer): Buffer[][] {
  return [1, 2, 3, 5, 7, 64, 1000].map((size) => {
    const pieces: Buffer[] = []
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size))
    return pieces
  })
}

describe('readLines', () => {
  test.each([
    ['LF', 'a\nb\nc\n', ['a', 'b', 'c']],
    ['CRLF', 'a\r\nb\r\nc\r\n', ['a', 'b', 'c']],
    ['a mixture', 'a\r\nb\nc', ['a', 'b', 'c']],
    ['no last line end', 'a\nb', ['a', 'b']],
    ['blank lines', '\n\na\n\n', ['', '', 'a', '']],
    ['a byte order mark', '\uFEFFa\n\uFEFFb\n', ['a', '\uFEFFb']],
    ['letters of several bytes', 'Fièvre\n発熱\n🤒\n', ['Fièvre', '発熱', '🤒']],
    ['a carriage return within', 'a\rb\n', ['a\rb']],
    ['nothing', '', []],
  ])('splits at %s wherever the pieces are cut', async (_what, text, expected) => {
    for (const chunks of cuts(Buffer.from(text))) {
      const {texts, numbered, problems} = await linesOf(chunks)

      expect(texts).toEqual(expected)
      expect(numbered.map(([number]) => number)).toEqual(expected.map((_line, index) => index + 1))
      expect(problems).toEqual([])
    }
  })

  test('replaces bytes that are not UTF-8, and says in which line', async () => {
    const bytes = Buffer.concat([Buffer.from('good\nb'), Buffer.from([0xe9]), Buffer.from('d\né\n')])

    for (const chunks of cuts(bytes)) {
      const {texts, problems} = await linesOf(chunks)

      expect(texts).toEqual(['good', 'b\uFFFDd', 'é'])
      expect(problems.map(({at, kind, severity}) => [at.line, kind, severity])).toEqual([
        [2, 'invalid-utf8', 'warning'],
      ])
    }
  })

  test('leaves out a line with NUL bytes', async () => {
    const {texts, problems} = await linesOf([Buffer.from('a\nb\0\0\nc\n')])

    expect(texts).toEqual(['a', '', 'c'])
    expect(problems.map(({at, kind, severity}) => [at.line, kind, severity])).toEqual([
      [2, 'nul-byte', 'skipped'],
    ])
  })

  test('leaves out a line that is too long and numbers the next ones right', async () => {
    const text = `short\n${'x'.repeat(500)}\nafter\n${'y'.repeat(500)}`

    for (const chunks of cuts(Buffer.from(text))) {
      const {numbered, problems} = await linesOf(chunks, 100)

      expect(numbered).toEqual([
        [1, 'short'],
        [2, ''],
        [3, 'after'],
        [4, ''],
      ])
      expect(problems.map(({at, kind, severity}) => [at.line, kind, severity])).toEqual([
        [2, 'line-too-long', 'skipped'],
        [4, 'line-too-long', 'skipped'],
      ])
    }
  })

  test('keeps a line of the longest length that is allowed', async () => {
    const longest = 'x'.repeat(100)

    for (const end of ['\n', '\r\n', '']) {
      for (const chunks of cuts(Buffer.from(`a\n${longest}${end}`))) {
        const {texts, problems} = await linesOf(chunks, 100)

        expect(texts).toEqual(['a', longest])
        expect(problems).toEqual([])
      }
    }
  })

  test('passes a line of 200 MB without holding it', async () => {
    const piece = Buffer.alloc(64 << 10, 'x')
    let largest = 0
    function* chunks() {
      yield Buffer.from('first\n')
      for (let bytes = 0; bytes < 200 << 20; bytes += piece.length) {
        yield piece
        largest = Math.max(largest, process.memoryUsage.rss())
      }
      yield Buffer.from('\nlast\n')
    }
    const before = process.memoryUsage.rss()
    const started = performance.now()

    const {numbered, problems} = await linesOf(chunks())

    expect(numbered).toEqual([
      [1, 'first'],
      [2, ''],
      [3, 'last'],
    ])
    expect(problems).toHaveLength(1)
    expect(largest - before).toBeLessThan(50 << 20)
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  test('names the file as the user knows it', async () => {
    const problems: Problem[] = []
    const file = fileOfChunks([Buffer.from([0xff, 10])], 'release.zip:a/b.txt')

    for await (const _batch of readLines(file, (one) => problems.push(one)));

    expect(problems[0]?.at).toEqual({file: 'release.zip:a/b.txt', line: 1})
  })
})
