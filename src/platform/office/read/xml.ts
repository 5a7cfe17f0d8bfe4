/** XML as it passes by: no document is built, and nothing in it can make it larger than it is. */
import { Parser } from 'htmlparser2'
import { Unreadable } from '../grid.ts'

export const DEEPEST = 256

export type Attributes = Readonly<Record<string, string | undefined>>

/** Names come without their prefix: `w:tbl` is `tbl`, and the attribute `w:val` is `val`. */
export interface XmlReader {
  open?(name: string, attributes: Attributes): void
  close?(name: string): void
  text?(words: string): void
}

/**
 * Reads a part of an office file from start to end. Only the five entities of XML itself and numbered characters are
 * understood. Errors: Unreadable for a document type, which no office file has, for nesting beyond 256, and for a
 * part that ends before its elements do.
 */
export function readXml(xml: string, reader: XmlReader): void {
  let depth = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1
        if (depth > DEEPEST) throw tooDeep()
        reader.open?.(local(name), byLocalName(attributes))
      },
      onclosetag(name) {
        depth -= 1
        reader.close?.(local(name))
      },
      ontext: (words) => reader.text?.(words),
      onprocessinginstruction(name) {
        if (name.startsWith('!')) throw declares()
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.write(xml)
  if (depth > 0 || /<[^>]*$/.test(xml.slice(-1000))) throw cutShort()
  parser.end()
}

/** Handlers by the name of their element; names such as "constructor" find none. */
export function handlers<Handler>(named: Readonly<Record<string, Handler>>): ReadonlyMap<string, Handler> {
  return new Map(Object.entries(named))
}

export const tooDeep = () =>
  new Unreadable('The file is nested deeper than any plan: it was not read further.')
const declares = () =>
  new Unreadable('The file has a document type in it, which may hide other files: it was not read.')
const cutShort = () => new Unreadable('The file is damaged: one of its parts ends too early.')

const NONE: Attributes = Object.freeze(Object.create(null))

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

function byLocalName(attributes: Readonly<Record<string, string>>): Attributes {
  let named: Record<string, string> | null = null
  for (const name in attributes) {
    named ??= Object.create(null) as Record<string, string>
    named[local(name)] = attributes[name] ?? ''
  }
  return named ?? NONE
}
