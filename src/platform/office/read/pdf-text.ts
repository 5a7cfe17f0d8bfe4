/** Writes the letters of one showing operator as words with their places. */
import { combine, place } from './pdf-matrix.ts'
import { MOST_PIECES, type Piece, type Turn } from './pdf-page.ts'
import type { State } from './pdf-state.ts'
import { letterOf } from './pdf-symbols.ts'

export interface Glyph {
  unicode: string
  width: number
  isSpace: boolean
}

/** A gap of this share of the letters' size is a blank, where no blank was written. */
export const BLANK_FROM = 0.2

interface Run {
  state: State
  pieces: Piece[]
  text: string
  from: number
  to: number
}

/** Adds the words that `shown` draws (letters, and numbers that move what follows), and moves the state on. */
export function showText(state: State, shown: readonly unknown[], pieces: Piece[]): void {
  const run: Run = { state, pieces, text: '', from: state.along, to: state.along }
  for (const part of shown) {
    if (typeof part === 'number') state.along -= (part / 1000) * state.look.size * state.look.stretch
    else if (isGlyph(part)) showGlyph(run, part)
  }
  endWord(run, false)
}

function isGlyph(part: unknown): part is Glyph {
  return typeof part === 'object' && part !== null && 'unicode' in part && 'width' in part
}

function showGlyph(run: Run, glyph: Glyph): void {
  const { look } = run.state
  const width = glyph.width * look.font.unit * look.size * look.stretch
  const isBlank = /^\s*$/.test(glyph.unicode)
  if (isBlank) endWord(run, true)
  else addLetter(run, glyph, width)
  const gap = look.letterGap + (glyph.isSpace ? look.wordGap : 0)
  run.state.along += width + gap * look.stretch
}

function addLetter(run: Run, glyph: Glyph, width: number): void {
  const { along, look } = run.state
  if (
    run.text !== '' &&
    Math.abs(along - run.to) > BLANK_FROM * Math.abs(look.size) + Math.abs(look.letterGap)
  )
    endWord(run, false)
  if (run.text === '') run.from = along
  run.text += letterOf(glyph.unicode, look.font.name)
  run.to = along + width
}

function endWord(run: Run, blank: boolean): void {
  const text = run.text
  run.text = ''
  const last = run.pieces.at(-1)
  if (text !== '') addPiece(run, text, blank)
  else if (blank && last) last.blank = true
}

const BOLD = /bold|black|heavy|demi/i

function addPiece({ state, pieces, from, to }: Run, text: string, blank: boolean): void {
  if (pieces.length >= MOST_PIECES) return
  const { look } = state
  const matrix = combine(state.text, look.place)
  const start = place(matrix, from, look.rise)
  const end = place(matrix, to, look.rise)
  const size = Math.abs(look.size) * Math.hypot(matrix[2], matrix[3])
  const turn = turnOf(matrix[0] * Math.sign(look.size || 1), matrix[1] * Math.sign(look.size || 1))
  const [first, last] = [turned(start, turn), turned(end, turn)]
  pieces.push({
    text,
    left: Math.min(first.x, last.x),
    right: Math.max(first.x, last.x),
    base: first.y,
    size,
    turn,
    ...middleOf(start, end, size, turn),
    bold: BOLD.test(look.font.name) || look.mode === 2,
    unseen: look.mode === 3,
    mark: state.marks.at(-1) ?? null,
    item: null,
    blank,
  })
}

function turnOf(x: number, y: number): Turn {
  if (Math.abs(x) >= Math.abs(y)) return x >= 0 ? 0 : 2
  return y > 0 ? 1 : 3
}

interface Point {
  x: number
  y: number
}

function turned({ x, y }: Point, turn: Turn): Point {
  if (turn === 0) return { x, y }
  if (turn === 1) return { x: y, y: -x }
  return turn === 2 ? { x: -x, y: -y } : { x: -y, y: x }
}

/** Half the height of a small letter above the line. */
const MIDDLE = 0.3

function middleOf(start: Point, end: Point, size: number, turn: Turn): { middleX: number; middleY: number } {
  const up = turned({ x: 0, y: -MIDDLE * size }, ((4 - turn) % 4) as Turn)
  return { middleX: (start.x + end.x) / 2 + up.x, middleY: (start.y + end.y) / 2 + up.y }
}
