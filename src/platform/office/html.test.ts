import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paragraph } from './description.ts'
import { standalone, toHtml } from './html.ts'
import { DOCUMENT_CSS } from './html-style.ts'
import { sampleDocument } from './sample-document.ts'

describe('a document as HTML', () => {
  const html = toHtml(sampleDocument())

  test('has headings, a captioned table and scoped heads', () => {
    expect(html).toContain('<h1>Plans &amp; “progress” &lt;draft&gt;</h1>')
    expect(html).toContain('<caption>Steps by lead</caption>')
    expect(html).toContain('<th scope="col">Step</th>')
    expect(html).toContain('<th scope="rowgroup" rowspan="2">')
    expect(html).not.toContain('<tfoot')
  })

  test('hides the shape from a screen reader, and says the word', () => {
    expect(html).toMatch(/<svg [^>]*aria-hidden="true"[^>]*>.*?<\/svg> On track</)
  })

  test('turns line feeds into line breaks, and drops what cannot be printed', () => {
    expect(html).toContain('line one<br>line two')
    expect(html).toContain('a &lt;b&gt; &amp; &quot;c&quot;')
  })

  test('breaks the page once, and not at its ends', () => {
    expect(html.match(/document-break/g)).toHaveLength(1)
  })

  test('escapes everything, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const shown = toHtml(sampleDocument([paragraph(`<img ${text} onerror='x'>`)]))
        expect(shown.match(/<[^>]+>/g)).toEqual([
          '<div class="document" lang="en-GB">',
          '<p>',
          '</p>',
          '</div>',
        ])
      }),
    )
  })
})

test('a table of several columns keeps its width on a narrow screen, and gives it up on paper', () => {
  const [screen = '', print = ''] = DOCUMENT_CSS.split('@media print')
  const rule = (width: string) => `.document table:where(:has(th:nth-child(3))) { min-width: ${width}; }`
  expect(screen).toContain(rule('46rem'))
  expect(print).toContain(rule('0'))
})

describe('a standalone file', () => {
  const file = standalone(sampleDocument())

  test('is whole: language, title, style, sheet', () => {
    expect(file).toMatch(/^<!doctype html>\n<html lang="en-GB">/)
    expect(file).toContain('<title>Plans &amp; “progress” &lt;draft&gt;</title>')
    expect(file).toContain('size: A4 landscape')
    expect(file).toContain('"Page " counter(page) " of " counter(pages)')
    expect(file).toContain('display: table-header-group')
  })

  test('needs nothing from elsewhere, and its head line cannot end the style', () => {
    expect(file).not.toMatch(/<script|<link|url\(|https?:/)
    expect(file.match(/<\/style>/g)).toHaveLength(1)
  })
})
