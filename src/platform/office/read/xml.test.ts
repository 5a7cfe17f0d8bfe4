import { describe, expect, test } from 'vitest'
import { Unreadable } from '../grid.ts'
import { handlers, readXml } from './xml.ts'

function eventsOf(xml: string): string[] {
  const events: string[] = []
  readXml(xml, {
    open: (name, attributes) => events.push(`<${name}${Object.entries(attributes).flat().join(' ')}`),
    close: (name) => events.push(`/${name}`),
    text: (words) => events.push(words),
  })
  return events
}

describe('XML of an office file', () => {
  test('comes without prefixes, whatever they are', () => {
    expect(eventsOf('<?xml version="1.0"?><w:p w:val="1"><x:t>a</x:t><b/></w:p>')).toEqual([
      '<pval 1',
      '<t',
      'a',
      '/t',
      '<b',
      '/b',
      '/p',
    ])
  })

  test('knows the five entities, numbers, and no others', () => {
    expect(eventsOf('<t a="&quot;">&lt;&amp;&gt;&apos;&#65;&#x42;&nbsp;&xxe;</t>').join('')).toBe(
      '<ta "<&>\'AB&nbsp;&xxe;/t',
    )
  })

  test('keeps the text of a CDATA section and drops comments', () => {
    expect(eventsOf('<t><![CDATA[a<b>]]><!-- c --></t>')).toEqual(['<t', 'a<b>', '/t'])
  })

  test('has nothing that a name like __proto__ could change', () => {
    let kept: unknown
    readXml('<a w:__proto__="x" constructor="y"/>', {
      open(_, attributes) {
        kept = attributes
      },
    })
    expect(Object.getPrototypeOf(kept)).toBeNull()
    expect(handlers({ a: 1 }).get('constructor')).toBeUndefined()
  })

  test.each([
    '<!DOCTYPE a><a/>',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    '<!doctype a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><a>&b;</a>',
    '<a><!ENTITY x "y"></a>',
  ])('with a declaration is refused: %s', (xml) => {
    expect(() => eventsOf(xml)).toThrow(/document type/)
  })

  test('may be nested 256 deep and no deeper', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)
    expect(eventsOf(nested(256))).toHaveLength(512)
    expect(() => eventsOf(nested(257))).toThrow(Unreadable)
    expect(() => eventsOf('<a>'.repeat(1_000_000))).toThrow(/nested deeper/)
  })

  test.each(['<a>', '<a><b></b>', '<a', '<a></a', '<a></a><!DOCTYPE x', '<a></a><![CDATA[x'])(
    'that ends too early is refused: %s',
    (xml) => {
      expect(() => eventsOf(xml)).toThrow(/ends too early/)
    },
  )
})
