/** The words of a page, line by line and item by item. */
import { emptyParagraph, type ListMark } from './blocks.ts'
import { tidy } from './blocks-tidy.ts'
import { around, type Frame, frameOf, type OpenText, type Walk } from './html-walk.ts'
import { inSymbols, isSymbolFont } from './symbols.ts'

export function write(walk: Walk, words: string): void {
  const inside = around(walk)
  if (inside.tag === 'style') walk.css += words
  else if (inside.unshown) return
  else if (inside.hidden) walk.hiddenText ||= words.trim() !== ''
  else if (inside.isListMark) textOf(walk).mark += words
  else if (inside.isPreformatted) writeLines(walk, words.split(/\r\n|\n|\r/))
  else add(walk, words.replace(/[ \t\r\n\f]+/g, ' '))
}

function writeLines(walk: Walk, lines: readonly string[]): void {
  lines.forEach((line, at) => {
    if (at > 0) breakLine(walk)
    add(walk, line)
  })
}

function textOf(walk: Walk): OpenText {
  walk.text ??= {
    text: '',
    sawBold: false,
    sawPlain: false,
    grounds: new Set(),
    heading: around(walk).heading,
    mark: '',
  }
  return walk.text
}

/** Blanks alone begin no line; a blank that may not break does, for it is how an empty line is written. */
function add(walk: Walk, words: string): void {
  if (!walk.text && /^[ \t]*$/.test(words)) return
  const { font, bold, ground } = around(walk)
  const text = textOf(walk)
  text.text += isSymbolFont(font) ? inSymbols(font, words) : words
  if (words.trim() === '') return
  if (bold) text.sawBold = true
  else text.sawPlain = true
  text.grounds.add(ground)
}

/** In a cell, an item or a heading a break stays within; elsewhere it ends the line. */
export function breakLine(walk: Walk): void {
  const { hidden, unshown, heading } = around(walk)
  const frame = frameOf(walk)
  if (hidden || unshown) return
  if (walk.text && (frame.isCell || frame.lists.length > 0 || heading > 0)) walk.text.text += '\n'
  else if (walk.text) endText(walk)
  else if (!frame.isCell && frame.tables.length === 0) frame.blocks.push(emptyParagraph())
}

export function endText(walk: Walk): void {
  const { text } = walk
  if (!text) return
  walk.text = null
  const frame = frameOf(walk)
  const { words, list } = itemOf(frame, tidy(text.text), tidy(text.mark))
  if (words !== '' && goesOn(frame, words)) return
  const [ground] = text.grounds.size === 1 ? text.grounds : [null]
  frame.inItem = frame.item !== null && words !== ''
  if (frame.inItem) frame.item = null
  frame.blocks.push({
    ...emptyParagraph(),
    text: words,
    bold: text.sawBold && !text.sawPlain,
    heading: text.heading,
    list,
    colour: ground ?? null,
  })
}

/** What marks the text as an item: its element, what Word drew before it, or a bullet that was typed. */
function itemOf(frame: Frame, text: string, mark: string): { words: string; list: ListMark | null } {
  if (text === '') return { words: '', list: null }
  if (frame.item) return { words: text, list: frame.item }
  if (mark !== '') return { words: text, list: { number: /[.)]$|^\(?\d/.test(mark) ? mark : null } }
  const typed = /^[·•▪◦‣] +(.+)$/s.exec(text)?.[1]
  return typed ? { words: typed, list: { number: null } } : { words: text, list: null }
}

/** A second paragraph of an item is no item of its own. */
function goesOn(frame: Frame, words: string): boolean {
  const last = frame.blocks.at(-1)
  if (!frame.inItem || frame.item || last?.kind !== 'paragraph') return false
  last.text += `\n${words}`
  return true
}
