import {describe, expect, it} from 'vitest'
import {isHtml, loadHtmlReader} from '../../../../src/input/formats/html.js'

const read = await loadHtmlReader()
const textOf = (text: string) => {
  const [document] = read({name: 'in.html', text, damaged: false}, {onBadLine: () => undefined})
  return document?.text
}

describe('loadHtmlReader', () => {
  it.each([
    ['tags', '<p>Acute <b>renal</b> fail<i>ure</i></p>', 'Acute renal failure'],
    ['paragraphs', '<p>Fever.</p><p>Cough.</p>', 'Fever.\n\nCough.'],
    ['blocks and items', '<div>HPI</div><ul><li>fever<li>cough</ul>no rash', 'HPI\nfever\ncough\nno rash'],
    ['line breaks', 'Fever<br>Cough<br/><br/>Rash', 'Fever\nCough\n\nRash'],
    [
      'cells',
      '<table><tr><th>BP<th>Pulse</tr><tr><td>120</td><td>80</td></tr></table>',
      'BP\tPulse\n120\t80',
    ],
    ['white space', ' a \n\t b<span> c</span> <em> d</em>&nbsp;e ', 'a b c d e'],
    ['preformatted text', '<pre>a  b\r\n c</pre>', 'a  b\n c'],
    ['an XHTML head', '<?xml version="1.0"?><html><head><title/><style/></head><body>x</body></html>', 'x'],
  ])('shows %s as a browser would', (_, html, text) => {
    expect(textOf(html)).toBe(text)
  })

  it('leaves out what is not shown', () => {
    const html =
      '<!doctype html><head><title>Secret</title><style>p{}</style></head><!-- a <p>b</p> --><script>"<p>"</script>' +
      '<template>c<template>d</template>e</template><noscript>f</noscript>Fever'

    expect(textOf(html)).toBe('Fever')
  })

  it('decodes character references of every kind', () => {
    expect(textOf('&alpha;-thalass&#xe6;mia &lt;5 &#956;g&amp;more &NotEqualTilde; &nosuch; &')).toBe(
      'α-thalassæmia <5 μg&more ≂̸ &nosuch; &',
    )
  })

  it.each([
    ['an unclosed tag', 'Fever <b', 'Fever'],
    ['an unclosed attribute', 'Fever <a href="x>cough', 'Fever'],
    ['an unclosed comment', 'Fever <!-- cough', 'Fever'],
    ['stray closing tags', '</p></table>Fever</b></script>', 'Fever'],
    ['NUL', 'Fe\0ver', 'Fever'],
    ['a sign that is no tag', 'BP < 90 and > 60', 'BP < 90 and > 60'],
    ['nothing', '', ''],
  ])('reads %s', (_, html, text) => {
    expect(textOf(html)).toBe(text)
  })

  it('reads entities of a DTD as they are written', () => {
    const bomb = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>&b;</p>'

    expect(textOf(bomb)).toContain('&b;')
  })

  it.each([
    ['nested', '<div>'],
    ['empty', '<'],
    ['broken', '<!--'],
    ['entities', '&#1'],
    ['templates', '<template>'],
  ])('takes time in proportion to its length where markup is %s', (_, unit) => {
    const start = performance.now()

    textOf(unit.repeat(200_000))

    expect(performance.now() - start).toBeLessThan(2000)
  })
})

describe('isHtml', () => {
  it.each([
    ['<!DOCTYPE html><html>', 'a.txt', true],
    ['\uFEFF\n<?xml version="1.0"?>\n<!-- x -->\n<html xmlns="x">', '-', true],
    ['<div>Fever</div>', '-', true],
    ['Fever <b>high</b>', 'a.htm', true],
    ['Fever <b>high</b>', '-', false],
    ['<collection><source>', 'a.xml', false],
    ['<5 years of pain', '-', false],
    ['<!---->'.repeat(1000), '-', false],
  ])('of %s in %s is %s', (start, name, expected) => {
    expect(isHtml(start, name)).toBe(expected)
  })
})
