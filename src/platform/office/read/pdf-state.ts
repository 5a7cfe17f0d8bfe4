/** The state that a PDF's operators change: where things go, and how they look. */
import { combine, IDENTITY, type Matrix } from './pdf-matrix.ts'

/** What is needed of a font: its name, for bold and for symbols; and how wide a unit of its widths is. */
export interface Font {
  name: string
  unit: number
}

export interface Look {
  place: Matrix
  font: Font
  size: number
  letterGap: number
  wordGap: number
  stretch: number
  leading: number
  rise: number
  mode: number
  fill: string | null
}

export interface State {
  look: Look
  saved: Look[]
  text: Matrix
  textLine: Matrix
  /** Along the line since the text matrix was set. */
  along: number
  marks: (number | null)[]
}

const MOST_SAVED = 1_000

export function newState(place: Matrix): State {
  const look: Look = {
    place,
    font: { name: '', unit: 0.001 },
    size: 1,
    letterGap: 0,
    wordGap: 0,
    stretch: 1,
    leading: 0,
    rise: 0,
    mode: 0,
    fill: '#000000',
  }
  return { look, saved: [], text: IDENTITY, textLine: IDENTITY, along: 0, marks: [] }
}

export function save(state: State): void {
  if (state.saved.length < MOST_SAVED) state.saved.push({ ...state.look })
}

export function restore(state: State): void {
  state.look = state.saved.pop() ?? state.look
}

export function transform(state: State, by: Matrix | null): void {
  if (by) state.look.place = combine(by, state.look.place)
}

export function setTextMatrix(state: State, matrix: Matrix): void {
  state.text = matrix
  state.textLine = matrix
  state.along = 0
}

export function moveText(state: State, x: number, y: number): void {
  setTextMatrix(state, combine([1, 0, 0, 1, x, y], state.textLine))
}
