/** XML as it passes by: no document is built, and nothing in it can make it larger than it is. */
import { Parser } from 'htmlparser2'
import { Unreadable } from '../grid.ts'

const DEEPEST = 256

export type Attributes = Readonly<Record<string, string | undefined>>

/** Names come without their prefix: `w:tbl` is `tbl`, and the attribute `w:val` is `val`. */
export interface XmlReader {
  open?(name: string, attributes: Attributes): void
  close?(name: string): void
  text?(words: string): void
}

/**
 * Reads a part of an office file from start to end. Only the five entities of XML itself and numbered characters are
 * understood. Errors: Unreadable for a document type, which no office file has, and for nesting beyond 256.
 */
export function readXml(xml: string, reader: XmlReader): void {
  let depth = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1
        if (depth > DEEPEST)
          throw new Unreadable('The file is nested deeper than any plan: it was not read further.')
        reader.open?.(local(name), byLocalName(attributes))
      },
      onclosetag(name) {
        depth -= 1
        reader.close?.(local(name))
      },
      ontext: (words) => reader.text?.(words),
      onprocessinginstruction(name) {
        if (/^!doctype/i.test(name))
          throw new Unreadable(
            'The file has a document type in it, which may hide other files: it was not read.',
          )
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xml)
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

function byLocalName(attributes: Readonly<Record<string, string>>): Attributes {
  const named: Record<string, string> = Object.create(null)
  for (const name in attributes) named[local(name)] = attributes[name] ?? ''
  return named
}
