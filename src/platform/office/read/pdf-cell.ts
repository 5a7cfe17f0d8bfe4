/** What stands in a cell: its lines as paragraphs and lists, as they were before they were wrapped. */
import { escapeText } from '../grid.ts'
import { firstWordWidth, lineText, type TextLine, toLines } from './pdf-lines.ts'
import type { Piece, Turn } from './pdf-page.ts'
import { joinLines, type Vocabulary } from './pdf-words.ts'

/** From where to where text may run: the cell without its margins. */
export interface Reach {
  left: number
  right: number
}

interface Paragraph {
  text: string
  item: boolean
  /** Where the text of its first line begins, behind the bullet. */
  left: number
  /** Where the bullet stands. */
  outer: number
  last: TextLine
}

const SURE_BULLET = /^([•▪●■◦‣➢❖◆○∙·])\s*/
/** Signs that are bullets only where several lines begin with them. */
const MAYBE_BULLET = /^([-–—*o])\s+(?=\S)/

/** The cell's text as the grid holds it; `reach` is null where nothing says how wide the column is. */
export function cellText(pieces: readonly Piece[], reach: Reach | null, vocabulary: Vocabulary): string {
  const turns: Turn[] = [0, 3, 1, 2]
  return turns
    .map((turn) => pieces.filter((piece) => piece.turn === turn))
    .filter((some) => some.length > 0)
    .map((some) => linesText(toLines(some), some[0]?.turn === 0 ? reach : null, vocabulary))
    .filter((text) => text !== '')
    .join('\n')
}

export function isAllBold(pieces: readonly Piece[]): boolean {
  const lettered = pieces.filter(({ text }) => /\p{L}/u.test(text))
  return lettered.length > 0 && lettered.every(({ bold }) => bold)
}

export function linesText(lines: readonly TextLine[], reach: Reach | null, vocabulary: Vocabulary): string {
  const isBullet = bulletsOf(lines)
  const room = roomOf(lines, reach)
  const leading = leadingOf(lines)
  const paragraphs: Paragraph[] = []
  for (const line of lines) {
    const open = paragraphs.at(-1)
    const begins = isBullet(line) || beginsItem(open?.last, line)
    if (!open || begins || !goesOn(open, line, room, leading)) paragraphs.push(begin(line, begins))
    else extend(open, line, room, vocabulary)
  }
  return write(paragraphs)
}

/** The item of a list that the page's tags say the line is of; null where they say none. */
const itemOf = ({ pieces }: TextLine): number | null => pieces.find(({ item }) => item !== null)?.item ?? null

function beginsItem(above: TextLine | undefined, line: TextLine): boolean {
  const item = itemOf(line)
  return item !== null && (!above || itemOf(above) !== item)
}

function bulletsOf(lines: readonly TextLine[]): (line: TextLine) => boolean {
  const counts = new Map<string, number>()
  for (const line of lines) {
    const sign = MAYBE_BULLET.exec(lineText(line))?.[1]
    if (sign) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  }
  return (line) => {
    const text = lineText(line)
    const sign = MAYBE_BULLET.exec(text)?.[1]
    const bare = text.replace(SURE_BULLET, '')
    return (SURE_BULLET.test(text) && /[\p{L}\p{N}]/u.test(bare)) || (!!sign && (counts.get(sign) ?? 0) >= 2)
  }
}

function roomOf(lines: readonly TextLine[], reach: Reach | null): Reach {
  const left = Math.min(...lines.map((line) => line.left))
  const right = Math.max(...lines.map((line) => line.right))
  if (!reach) return { left, right }
  const margin = Math.min(Math.max(left - reach.left, 0.5), 12)
  return { left, right: Math.max(right, reach.right - margin) }
}

function leadingOf(lines: readonly TextLine[]): number {
  const gaps = lines.slice(1).map((line, index) => line.base - (lines[index]?.base ?? line.base))
  return Math.min(...gaps, Number.POSITIVE_INFINITY)
}

/** A wider step down than this many of the cell's own begins a new paragraph. */
const STEP = 1.45

function goesOn(open: Paragraph, line: TextLine, room: Reach, leading: number): boolean {
  const { last } = open
  const item = itemOf(line)
  if (item !== itemOf(last)) return false
  if (item !== null) return true
  if (line.base - last.base > STEP * Math.max(leading, last.size)) return false
  if (isFull(last, line, room)) return true
  // The rest of an item hangs below its text, however short its lines are.
  return open.item && line.left > open.outer + 0.5 * line.size && Math.abs(line.left - open.left) < line.size
}

/** Whether the next line's first word had no room left at the end of this one. */
function isFull(line: TextLine, next: TextLine, room: Reach): boolean {
  const wanted = firstWordWidth(next) + 0.2 * line.size
  const [before, after] = [line.left - room.left, room.right - line.right]
  const isCentred = before > 0.5 * line.size && Math.abs(before - after) < 0.5 * line.size
  return wanted > (isCentred ? before + after : after) - 0.1 * line.size
}

function begin(line: TextLine, item: boolean): Paragraph {
  const text = lineText(line)
  const bare = item ? withoutMark(text, itemOf(line) !== null) : text
  const second = line.pieces[1] ?? line.pieces[0]
  return { text: bare, item, left: item && second ? second.left : line.left, outer: line.left, last: line }
}

/** Less room than this share of the letters' size takes no letter more. */
const LETTER = 0.5

const COUNTER = /^\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)/

/** A list has its order, so that plain counters go too where the tags say that it is one. */
function withoutMark(text: string, tagged: boolean): string {
  const bare = text.replace(SURE_BULLET, '').replace(MAYBE_BULLET, '')
  return tagged ? bare.replace(COUNTER, '') : bare
}

function extend(open: Paragraph, line: TextLine, room: Reach, vocabulary: Vocabulary): void {
  const { last } = open
  const isTight = room.right - last.right < LETTER * last.size && !lineText(last).includes(' ')
  open.text = joinLines(open.text, lineText(line), vocabulary, isTight)
  open.last = line
}

function write(paragraphs: readonly Paragraph[]): string {
  const parts: string[] = []
  let items: string[] = []
  const endList = () => {
    if (items.length > 0) parts.push(`<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`)
    items = []
  }
  for (const { text, item } of paragraphs) {
    if (item) items.push(escapeText(text))
    else {
      endList()
      if (text !== '') parts.push(escapeText(text))
    }
  }
  endList()
  return parts.join('\n')
}
