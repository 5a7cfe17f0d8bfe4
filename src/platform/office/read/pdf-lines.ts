/** Words on their lines. */
import type { Piece } from './pdf-page.ts'
import { BLANK_FROM } from './pdf-text.ts'

export interface TextLine {
  /** From left to right. */
  pieces: Piece[]
  left: number
  right: number
  base: number
  /** The largest letters' size. */
  size: number
  bold: boolean
}

/** Two pieces stand on one line when their bases differ by less than this share of the larger letters: 5² does. */
const SAME_LINE = 0.45

/** Lines from top to bottom; pieces of any one turn only. */
export function toLines(pieces: readonly Piece[]): TextLine[] {
  const groups: Piece[][] = []
  let base = Number.NEGATIVE_INFINITY
  let size = 0
  for (const piece of [...pieces].sort((a, b) => a.base - b.base || a.left - b.left)) {
    const group = groups.at(-1)
    if (group && piece.base - base < SAME_LINE * Math.max(size, piece.size)) group.push(piece)
    else groups.push([piece])
    if (group !== groups.at(-1) || piece.size > size) {
      base = piece.base
      size = piece.size
    }
  }
  return groups.map(toLine)
}

export function toLine(pieces: readonly Piece[]): TextLine {
  const sorted = withoutShadows([...pieces].sort((a, b) => a.left - b.left))
  const lettered = sorted.filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
  // A bullet says nothing of the letters' size: a drawn one has none of its own.
  const large = (lettered.length > 0 ? lettered : sorted).reduce((a, b) => (b.size > a.size ? b : a))
  return {
    pieces: sorted,
    left: Math.min(...sorted.map(({ left }) => left)),
    right: Math.max(...sorted.map(({ right }) => right)),
    base: large.base,
    size: large.size,
    bold: lettered.length > 0 && lettered.every(({ bold }) => bold),
  }
}

/** Bold is sometimes made by writing a word twice, a hair apart. */
function withoutShadows(sorted: readonly Piece[]): Piece[] {
  return sorted.filter((piece, index) => {
    const before = sorted[index - 1]
    const isShadow = before?.text === piece.text && piece.left - before.left < 0.15 * piece.size
    if (isShadow && before) before.bold = true
    return !isShadow
  })
}

/** Whether a blank stands between two neighbours of a line. */
function isApart(before: Piece, after: Piece): boolean {
  return before.blank || after.left - before.right > BLANK_FROM * Math.min(before.size, after.size)
}

/** The line's words with single blanks; markup signs are not escaped yet. */
export function lineText({ pieces }: TextLine): string {
  let text = ''
  pieces.forEach((piece, index) => {
    const before = pieces[index - 1]
    text += before && isApart(before, piece) ? ` ${piece.text}` : piece.text
  })
  return text.replace(/\s+/g, ' ').trim()
}

/** A stretch of a line without a wide gap in it; the white behind the bullet that a line begins with is none. */
export function chunksOf({ pieces }: TextLine, gap: number): TextLine[] {
  const groups: Piece[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const piece of pieces) {
    const group = groups.at(-1)
    const hangs = piece === pieces[1] ? HANGING : BEHIND
    const wide = isBullet(group?.at(-1)) ? Math.max(gap, hangs) : gap
    if (group && piece.left - end < wide * piece.size) group.push(piece)
    else groups.push([piece])
    end = Math.max(piece.right, end)
  }
  return groups.map(toLine)
}

/** The text of an item begins within so many of its letters' size behind the bullet. */
const HANGING = 5
/** Within a line so little: a sign further off may be a column's own. */
const BEHIND = 1.6
const isBullet = (piece: Piece | undefined): boolean => /^[•▪●■◦‣➢❖◆○∙·–—-]$/.test(piece?.text ?? '')

/** How wide the first word of a line is: what would have had to fit at the end of the line before it. */
export function firstWordWidth({ pieces }: TextLine): number {
  const [first, ...rest] = pieces
  if (!first) return 0
  let last = first
  for (const piece of rest) {
    if (isApart(last, piece)) break
    last = piece
  }
  return last.right - first.left
}
