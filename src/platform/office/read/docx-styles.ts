/** What the styles of a Word file say: headings, lists, bold and hidden text. */
import { type Attributes, readXml } from './xml.ts'

export interface Styles {
  /** 1 to 6 for a heading, 0 for none; a title counts as the first. */
  heading(style: string): number
  isContents(style: string): boolean
  /** Whether the style makes its text so; undefined where it says nothing of it. */
  flag(style: string, flag: StyleFlag): boolean | undefined
  /** The list that the style puts its paragraphs into. */
  list(style: string): StyleList | null
}

export type StyleFlag = 'bold' | 'hidden'

export interface StyleList {
  /** The style that says so: a level of the list may be tied to it. */
  style: string
  list: string
  level: number | null
}

interface Style {
  name: string
  base: string | null
  /** From 0; 9 is running text. */
  outline: number | null
  list: string | null
  level: number | null
  bold?: boolean
  hidden?: boolean
}

export const NO_STYLES: Styles = stylesOf(new Map())

/** "0", "false" and "off" switch off; a bare element switches on. */
export const isOn = ({ val }: Attributes): boolean => !/^(0|false|off|none)$/.test(val ?? '')

export function readStyles(xml: string): Styles {
  const styles = new Map<string, Style>()
  const path: string[] = []
  let style: Style | null = null
  readXml(xml, {
    open(name, attributes) {
      if (name === 'style') {
        style = { name: '', base: null, outline: null, list: null, level: null }
        styles.set(attributes.styleId ?? '', style)
      } else if (style) addToStyle(style, name, attributes, path.at(-1) ?? '')
      path.push(name)
    },
    close(name) {
      path.pop()
      if (name === 'style') style = null
    },
  })
  return stylesOf(styles)
}

function addToStyle(style: Style, name: string, attributes: Attributes, parent: string): void {
  const val = attributes.val ?? ''
  if (name === 'name') style.name = val.toLowerCase()
  else if (name === 'basedOn') style.base = val
  else if (name === 'outlineLvl') style.outline = Number.parseInt(val, 10)
  else if (name === 'numId') style.list = val
  else if (name === 'ilvl') style.level = Number.parseInt(val, 10)
  else if (name === 'b' && parent === 'rPr') style.bold = isOn(attributes)
  else if (name === 'vanish' && parent === 'rPr') style.hidden = isOn(attributes)
}

function stylesOf(styles: ReadonlyMap<string, Style>): Styles {
  const chains = new Map<string, [string, Style][]>()
  const chain = (id: string): [string, Style][] => {
    const known = chains.get(id) ?? chainOf(styles, id)
    chains.set(id, known)
    return known
  }
  const first = <T>(id: string, ask: (style: Style) => T | null | undefined): T | undefined => {
    for (const [, style] of chain(id)) {
      const answer = ask(style)
      if (answer !== null && answer !== undefined) return answer
    }
    return undefined
  }
  return {
    heading: (id) => first(id, headingLevel) ?? 0,
    isContents: (id) => chain(id).some(([, { name }]) => /^(toc \d|table of figures$)/.test(name)),
    flag: (id, flag) => first(id, (style) => style[flag]),
    list(id) {
      const found = chain(id).find(([, { list }]) => list !== null)
      const list = found?.[1].list
      return found && list && list !== '0' ? { style: found[0], list, level: found[1].level } : null
    },
  }
}

/** The style and those that it is based on, the nearest first; a ring ends where it closes. */
function chainOf(styles: ReadonlyMap<string, Style>, id: string): [string, Style][] {
  const chain: [string, Style][] = []
  const seen = new Set<string>()
  for (let at: string | null = id; at !== null && !seen.has(at); ) {
    seen.add(at)
    const style = styles.get(at)
    if (!style) break
    chain.push([at, style])
    at = style.base
  }
  return chain
}

/** null where the style leaves it to the one that it is based on. */
function headingLevel({ name, outline }: Style): number | null {
  const named = /^heading ([1-9])$/.exec(name)?.[1]
  if (named) return Math.min(Number(named), 6)
  if (name === 'title') return 1
  return outline === null ? null : headingOfOutline(outline)
}

/** An outline level counts from 0; 9 says that the paragraph is running text. */
export function headingOfOutline(outline: number): number {
  return outline >= 0 && outline < 9 ? Math.min(outline + 1, 6) : 0
}
