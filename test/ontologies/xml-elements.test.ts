import {describe, expect, test} from 'vitest'
import {readXmlElements} from '../../ontologies/xml-elements.js'
import {readXmlRoot} from '../../ontologies/xml-root.js'
import type {Problem} from '../../src/domain/ontology.js'
import type {XmlEvent, XmlOptions} from '../../src/xml/xml-collector.js'
import {childOf, childrenOf, textOf} from '../../src/xml/xml-element.js'
import {collect, fileOfChunks} from './support/read-all.js'

/** Reads with `list` streamed, the bytes in pieces of a size. */
async function read(
  content: string | Buffer,
  {pieces = 1 << 16, ...limits}: XmlOptions & {pieces?: number} = {},
) {
  const bytes = Buffer.from(content)
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; at += pieces) chunks.push(bytes.subarray(at, at + pieces))
  const problems: Problem[] = []
  const report = (problem: Problem) => problems.push(problem)
  const events = await collect(
    readXmlElements(fileOfChunks(chunks, 'x.xml'), new Set(['list']), report, limits),
  )
  return {events, problems}
}

const elementsOf = (events: readonly XmlEvent[]) =>
  events.flatMap((event) => (event.event === 'element' ? event.element : []))

const small = `<?xml version="1.0"?>
<!DOCTYPE list SYSTEM "https://example.org/never-fetched.dtd">
<list of="toys">
  <item n="1"><name>kite &amp; <b>t&#xe4;il</b></name><name/></item>
  <list><item><![CDATA[<ball>]]></item></list>
  <!-- & --><?skip this?>
</list>
`

describe('XML elements', () => {
  test.each([1, 2, 3, 7, 1000])(
    'come as they close, streamed ones as they open and close, in pieces of %i',
    async (pieces) => {
      const {events} = await read(small, {pieces})

      expect(
        events.map((event) =>
          event.event === 'element'
            ? [event.element.name, textOf(event.element), event.element.line]
            : [event.event, event.name, event.line],
        ),
      ).toEqual([
        ['open', 'list', 3],
        ['item', 'kite & täil', 4],
        ['open', 'list', 5],
        ['item', '<ball>', 5],
        ['close', 'list', 5],
        ['close', 'list', 7],
      ])
    },
  )

  test('give attributes, children and paths to them', async () => {
    const {events} = await read(small)

    const [item] = elementsOf(events)
    expect(events[0]).toMatchObject({attributes: {of: 'toys'}})
    expect(item?.attributes.n).toBe('1')
    expect(childrenOf(item, 'name')).toHaveLength(2)
    expect(textOf(childOf(item!, 'name', 'b'))).toBe('täil')
    expect(childOf(item!, 'nobody', 'b')).toBeUndefined()
  })

  test('are read with a byte order mark and CRLF line ends', async () => {
    const {events} = await read(`\uFEFF${small.replaceAll('\n', '\r\n')}`)

    expect(elementsOf(events).map(({line}) => line)).toEqual([4, 5])
  })

  test('keep what is not UTF-8 as U+FFFD, with a warning for each line', async () => {
    const bytes = Buffer.from('<list>\n<a>caf\xe9</a>\n<a>\xe9\xe9</a>\n</list>', 'latin1')

    const {events, problems} = await read(bytes, {pieces: 5})

    expect(elementsOf(events).map(textOf)).toEqual(['caf\uFFFD', '\uFFFD\uFFFD'])
    expect(problems.map(({kind, severity}) => [kind, severity])[0]).toEqual(['invalid-utf8', 'warning'])
    expect(new Set(problems.map(({at}) => at.line))).toEqual(new Set([2, 3]))
  })

  const laughs = `<?xml version="1.0"?>
<!DOCTYPE list [
 <!ENTITY a "ha">
 <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
]>
<list>&b;</list>`

  test.each<[string, string | Buffer, string, number, RegExp, XmlOptions?]>([
    ['a billion laughs', laughs, 'INPUT_UNUSABLE', 5, /declares entities/],
    ['a parameter entity', '<!DOCTYPE list [<!ENTITY % a "b">]>\n<list/>', 'INPUT_UNUSABLE', 1, /entities/],
    [
      'an external entity',
      '<!DOCTYPE list [<!ENTITY a SYSTEM "file:///x">]>\n<list/>',
      'INPUT_UNUSABLE',
      1,
      /entities/,
    ],
    ['an entity that nothing declares', '<list>\n&nbsp;</list>', 'INPUT_UNUSABLE', 2, /entity/],
    ['an entity named like a method', '<list>&constructor;</list>', 'INPUT_UNUSABLE', 1, /entity/],
    ['an end that is missing', '<list>\n<a>\n', 'INPUT_DAMAGED', 3, /unclosed tag/],
    ['a cut tag', '<list>\n<a', 'INPUT_DAMAGED', 2, /well-formed/],
    ['wrong nesting', '<list><a>\n<b></a></b></list>', 'INPUT_DAMAGED', 2, /well-formed/],
    ['text behind the root', '<list/>\nMH = Kites', 'INPUT_DAMAGED', 2, /well-formed/],
    ['a NUL', '<list>\0</list>', 'INPUT_DAMAGED', 1, /disallowed character/],
    ['nothing', ' ', 'INPUT_DAMAGED', 1, /root element/],
    [
      'another encoding',
      '<?xml version="1.0" encoding="ISO-8859-1"?><list/>',
      'INPUT_UNUSABLE',
      1,
      /ISO-8859-1/,
    ],
    ['deep nesting', '<a>'.repeat(1000), 'INPUT_TOO_LARGE', 1, /more than 100/],
    [
      'a long text',
      `<list><a>${'x'.repeat(5000)}</a></list>`,
      'INPUT_TOO_LARGE',
      1,
      /1000/,
      {maxElementSize: 1000},
    ],
    [
      'a long comment',
      `<list><!--${'x'.repeat(99_999)}--></list>`,
      'INPUT_TOO_LARGE',
      1,
      /1000/,
      {maxElementSize: 1000},
    ],
    [
      'many children',
      `<list><a>${'<b/>'.repeat(99)}</a></list>`,
      'INPUT_TOO_LARGE',
      1,
      /1000/,
      {maxElementSize: 1000},
    ],
  ])('are refused with %s', async (_what, content, code, line, what, limits) => {
    await expect(read(content, limits)).rejects.toMatchObject({
      name: 'InputError',
      code,
      message: expect.stringMatching(new RegExp(`^x\\.xml, line ${line}: .*${what.source}`)),
    })
  })

  test('say how to turn another encoding into UTF-8', async () => {
    await expect(read('<?xml version="1.0" encoding="windows-1252"?><list/>')).rejects.toMatchObject({
      suggestions: [expect.stringContaining('iconv -f windows-1252 -t UTF-8')],
    })
  })
})

describe('the root of an XML file', () => {
  test.each([
    ['<a/>', 'a', ''],
    ['\uFEFF<?xml version="1.0"?>\n<!-- <b> --><ICD10CM.tabular x="y">', 'ICD10CM.tabular', ''],
    ['<?xml version="1.0"?><!DOCTYPE a SYSTEM "b.dtd">\n<a>', 'a', ' a SYSTEM "b.dtd"'],
    ['<!DOCTYPE a [<!ELEMENT a ANY>]><a>', 'a', ' a [<!ELEMENT a ANY>]'],
  ])('of %s is %s', async (text, name, docType) => {
    const root = await readXmlRoot(fileOfChunks([Buffer.from(text)]))

    expect(root).toEqual({name, docType})
  })

  test.each([
    '',
    'a',
    '<',
    '<!-- <a> ',
    '\0<a/>',
    '<!--'.repeat(4000),
    '<!---->'.repeat(2000),
    '<?a?>'.repeat(3000),
  ])('is none in %j', async (text) => {
    expect(await readXmlRoot(fileOfChunks([Buffer.from(text)]))).toBeUndefined()
  })
})
