/** How an element of HTML looks, by its own style, its class and its old attributes, as far as a plan needs it. */
import type { CellColour } from '../grid.ts'
import { colourName } from './colour.ts'
import type { Attributes } from './xml.ts'

/** What an element says of itself; absent where it says nothing. */
export interface Look {
  bold?: boolean
  hidden?: boolean
  font?: string
  /** null where it says that there is none. */
  ground?: CellColour | null
  /** It holds the mark that Word draws before an item of a list. */
  isListMark?: boolean
  isPreformatted?: boolean
}

/** Looks by class, of the `<style>` blocks of a page. */
export type Sheet = Map<string, Look>

const STYLED_TAGS: Readonly<Record<string, Look>> = Object.assign(Object.create(null), {
  b: { bold: true },
  strong: { bold: true },
  pre: { isPreformatted: true },
})

export function lookOf(tag: string, attributes: Attributes, sheet: Sheet): Look {
  const look: Look = { ...STYLED_TAGS[tag] }
  for (const name of (attributes.class ?? '').split(/\s+/)) Object.assign(look, sheet.get(name))
  if (attributes.face) look.font = firstFont(attributes.face)
  if (attributes.hidden !== undefined) look.hidden = true
  const ground = attributes.bgcolor ?? attributes['data-highlight-colour']
  if (ground) look.ground = colourName(ground)
  return attributes.style ? Object.assign(look, readStyle(attributes.style)) : look
}

/** The declarations of one rule or one `style` attribute. */
export function readStyle(css: string): Look {
  const look: Look = {}
  for (const declaration of css.split(';')) {
    const colon = declaration.indexOf(':')
    if (colon < 0) continue
    const value = declaration.slice(colon + 1).trim()
    Object.assign(look, DECLARED.get(declaration.slice(0, colon).trim().toLowerCase())?.(value))
  }
  return look
}

const DECLARED = new Map<string, (value: string) => Look>([
  ['background', (value) => ({ ground: groundOf(value) })],
  ['background-color', (value) => ({ ground: groundOf(value) })],
  ['font-weight', (value) => ({ bold: /^bold/i.test(value) || Number.parseInt(value, 10) >= 600 })],
  ['font-family', (value) => ({ font: firstFont(value) })],
  ['display', (value) => (/^none/i.test(value) ? { hidden: true } : {})],
  ['mso-hide', (value) => ({ hidden: /^(all|screen)/i.test(value) })],
  ['mso-element', (value) => (/^comment/i.test(value) ? { hidden: true } : {})],
  ['mso-list', (value) => (/^ignore/i.test(value) ? { isListMark: true } : {})],
  ['white-space', (value) => ({ isPreformatted: /^pre/i.test(value) })],
])

const firstFont = (fonts: string): string => fonts.split(',')[0]?.replace(/["']/g, '').trim() ?? ''

/** A shorthand names the colour among other things. */
function groundOf(value: string): CellColour | null {
  for (const [word] of value.slice(0, 200).matchAll(/#[0-9a-f]+|rgba?\([^()]*\)|[a-z-]+/gi)) {
    const colour = colourName(word)
    if (colour) return colour
  }
  return null
}

/** Adds the rules of a `<style>` block that are about a class alone: ".xl65 {…}", "td.xl65, p.note {…}". */
export function addRules(sheet: Sheet, css: string): void {
  for (const rule of css.split('}')) {
    const brace = rule.lastIndexOf('{')
    if (brace < 0) continue
    const look = readStyle(rule.slice(brace + 1))
    for (const selector of rule.slice(0, brace).split(',')) {
      const name = /(?:^|[\s>])(?:td|th|tr|p|span|div|li)?\.([\w-]+)$/i.exec(selector.trim().slice(-80))?.[1]
      if (name) sheet.set(name, { ...sheet.get(name), ...look })
    }
  }
}
