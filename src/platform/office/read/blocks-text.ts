/** What stands in a cell or a paragraph, as the text of the grid. */
import type { CellColour } from '../grid.ts'
import type { Block, ParagraphBlock, TableBlock } from './blocks.ts'

/** A paragraph that stands by itself: headings as "# …", a list's mark in front of its item. */
export function paragraphText(paragraph: ParagraphBlock): string {
  if (paragraph.text === '') return ''
  const { list, heading } = paragraph
  const text = list ? `${list.number ?? '•'} ${paragraph.text}`.trim() : paragraph.text
  if (heading > 0) return `${'#'.repeat(heading)} ${text.replace(/\n/g, ' ')}`
  return paragraph.bold ? `<b>${text}</b>` : text
}

/**
 * All that stands in a cell. Items that follow each other become one list; a number that stands alone, or before the
 * only item, stays in the text: plans number their rows so.
 */
export function cellText(blocks: readonly Block[]): string {
  const shown = blocks.filter(isShown)
  const alone = shown.filter((block) => isItem(block)).length === 1
  const parts: string[] = []
  let items: ParagraphBlock[] = []
  const endList = () => {
    parts.push(...listParts(items))
    items = []
  }
  for (const block of shown) {
    if (isItem(block) && !(alone && isNumbered(block))) items.push(block)
    else {
      endList()
      parts.push(block.kind === 'table' ? innerTable(block) : numbered(block))
    }
  }
  endList()
  const text = parts.filter((part) => part !== '').join('\n')
  return text !== '' && isBold(shown, text) ? `<b>${text}</b>` : text
}

/** The ground that every filled paragraph of the cell stands on. */
export function commonColour(blocks: readonly Block[]): CellColour | null {
  const [first, ...rest] = blocks.filter((block) => block.kind === 'paragraph' && block.text !== '')
  if (first?.kind !== 'paragraph') return null
  const same = rest.every((block) => block.kind === 'paragraph' && block.colour === first.colour)
  return same ? first.colour : null
}

export function notesOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? block.notes
      : block.rows.flatMap((row) => row.cells.flatMap((cell) => notesOf(cell.blocks))),
  )
}

const isItem = (block: Block): block is ParagraphBlock => block.kind === 'paragraph' && block.list !== null
const isNumbered = (block: ParagraphBlock): boolean => (block.list?.number ?? '') !== ''

/** An empty bullet waits for its text; an empty numbered paragraph is a number. */
function isShown(block: Block): boolean {
  return block.kind === 'table' || block.text !== '' || isNumbered(block)
}

function isBold(shown: readonly Block[], text: string): boolean {
  return !text.includes('<ul>') && shown.every((block) => block.kind === 'paragraph' && block.bold)
}

function numbered({ list, text }: ParagraphBlock): string {
  return list?.number ? `${list.number} ${text}`.trim() : text
}

/** "1. Do this" with bullets below it is a line with its list. */
function listParts(items: readonly ParagraphBlock[]): string[] {
  const [first, ...rest] = items
  if (!first) return []
  const leads = rest.length > 0 && isNumbered(first) && !rest.some(isNumbered)
  return leads ? [numbered(first), listOf(rest)] : [listOf(items)]
}

const listOf = (items: readonly ParagraphBlock[]): string =>
  `<ul>${items.map((item) => `<li>${itemText(item)}</li>`).join('')}</ul>`

/** Plain counters go, for a list has its order; "2.3" is a reference and stays. */
function itemText(item: ParagraphBlock): string {
  const isReference = /\d\.\d/.test(item.list?.number ?? '')
  return isReference || item.text === '' ? numbered(item) : item.text
}

/** A table inside a cell: a line for each row. */
function innerTable(table: TableBlock): string {
  return table.rows
    .map((row) => row.cells.map((cell) => cellText(cell.blocks).replace(/\n/g, ' ')))
    .map((cells) => joinCells(cells.filter((cell) => cell !== '')))
    .filter((line) => line !== '')
    .join('\n')
}

function joinCells(cells: readonly string[]): string {
  const [first, second] = cells
  if (cells.length !== 2 || !first || !second) return cells.join(' ')
  return first.endsWith(':') ? `${first} ${second}` : `${first}: ${second}`
}
