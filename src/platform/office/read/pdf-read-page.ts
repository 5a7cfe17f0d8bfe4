/** From pdf.js's operators to the plain parts of a page. */
import { IDENTITY, type Matrix, toMatrix } from './pdf-matrix.ts'
import { MOST_PIECES, type PageParts } from './pdf-page.ts'
import { drawPath } from './pdf-paths.ts'
import {
  type Font,
  moveText,
  newState,
  restore,
  type State,
  save,
  setTextMatrix,
  transform,
} from './pdf-state.ts'
import { showText } from './pdf-text.ts'

/** pdf.js's names for what an operator does, and its numbers for them. */
export type OperatorNumbers = Readonly<Record<string, number>>

export interface Operators {
  fnArray: ArrayLike<number>
  argsArray: ArrayLike<unknown>
}

export interface PageFrame {
  number: number
  width: number
  height: number
  /** From the page's own space to points from its upper left corner. */
  place: Matrix
  fontOf: (name: string) => Font
}

interface Drawing {
  state: State
  parts: PageParts
  frame: PageFrame
  numbers: OperatorNumbers
}

type Act = (drawing: Drawing, given: readonly unknown[]) => void

/** Runs the operators in order. What they draw beyond the limits of a page is left out, and `cut` says so. */
export function drawPage(operators: Operators, numbers: OperatorNumbers, frame: PageFrame): PageParts {
  const { number, width, height } = frame
  const parts: PageParts = {
    number,
    width,
    height,
    pieces: [],
    across: [],
    down: [],
    fills: [],
    tags: null,
    pictured: false,
    cut: false,
  }
  const drawing = { state: newState(frame.place), parts, frame, numbers }
  const acts = actsByNumber(numbers)
  for (let index = 0; index < operators.fnArray.length; index++)
    acts.get(operators.fnArray[index] ?? 0)?.(drawing, listOf(operators.argsArray[index]))
  if (parts.pieces.length >= MOST_PIECES) parts.cut = true
  return parts
}

const listOf = (given: unknown): readonly unknown[] => (Array.isArray(given) ? given : [])
const numberOf = (given: unknown): number => (typeof given === 'number' && Number.isFinite(given) ? given : 0)

function actsByNumber(numbers: OperatorNumbers): Map<number, Act> {
  return new Map(
    Object.entries(ACTS).flatMap(([name, act]) => {
      const number = numbers[name]
      return number === undefined ? [] : [[number, act] as const]
    }),
  )
}

const setsFill: Act = ({ state }, [colour]) => {
  state.look.fill = typeof colour === 'string' ? colour : null
}

const sets =
  (part: 'letterGap' | 'wordGap' | 'leading' | 'rise' | 'mode'): Act =>
  ({ state }, [given]) => {
    state.look[part] = numberOf(given)
  }

const ACTS: Readonly<Record<string, Act>> = {
  save: ({ state }) => save(state),
  restore: ({ state }) => restore(state),
  transform: ({ state, parts }, given) => {
    transform(state, toMatrix(given))
    seePicture(parts, state)
  },
  paintFormXObjectBegin: ({ state }, [matrix]) => {
    save(state)
    transform(state, toMatrix(matrix))
  },
  paintFormXObjectEnd: ({ state }) => restore(state),
  beginGroup: ({ state }, [group]) => {
    save(state)
    transform(state, toMatrix((group as { matrix?: unknown } | undefined)?.matrix))
  },
  endGroup: ({ state }) => restore(state),
  beginMarkedContent: ({ state }) => void state.marks.push(state.marks.at(-1) ?? null),
  beginMarkedContentProps: ({ state }, [, mark]) =>
    void state.marks.push(typeof mark === 'number' ? mark : (state.marks.at(-1) ?? null)),
  endMarkedContent: ({ state }) => void state.marks.pop(),
  setFillRGBColor: setsFill,
  setFillColorN: setsFill,
  constructPath: drawsPath,
  beginText: ({ state }) => setTextMatrix(state, IDENTITY),
  setTextMatrix: ({ state }, [matrix]) => setTextMatrix(state, toMatrix(matrix) ?? IDENTITY),
  moveText: ({ state }, [x, y]) => moveText(state, numberOf(x), numberOf(y)),
  setLeadingMoveText: ({ state }, [x, y]) => {
    state.look.leading = -numberOf(y)
    moveText(state, numberOf(x), numberOf(y))
  },
  nextLine: ({ state }) => moveText(state, 0, -state.look.leading),
  setFont: ({ state, frame }, [name, size]) => setFont(state, frame, name, size),
  setGState: ({ state, frame }, [entries]) => {
    for (const entry of listOf(entries))
      if (Array.isArray(entry) && entry[0] === 'Font') setFont(state, frame, entry[1]?.[0], entry[1]?.[1])
  },
  setCharSpacing: sets('letterGap'),
  setWordSpacing: sets('wordGap'),
  setHScale: ({ state }, [percent]) => {
    state.look.stretch = numberOf(percent) / 100
  },
  setLeading: sets('leading'),
  setTextRise: sets('rise'),
  setTextRenderingMode: sets('mode'),
  showText: ({ state, parts }, [shown]) => showText(state, listOf(shown), parts.pieces),
}

function setFont(state: State, frame: PageFrame, name: unknown, size: unknown): void {
  if (typeof name === 'string') state.look.font = frame.fontOf(name)
  state.look.size = numberOf(size)
}

function drawsPath({ state, parts, numbers }: Drawing, [paint, data]: readonly unknown[]): void {
  const numbersOfPath = listOf(data)[0]
  if (!(numbersOfPath instanceof Float32Array)) return
  const is = (...names: string[]) => names.some((name) => numbers[name] === paint)
  const both = is('fillStroke', 'eoFillStroke', 'closeFillStroke', 'closeEOFillStroke')
  const filled = both || is('fill', 'eoFill')
  const stroked = both || is('stroke', 'closeStroke')
  if (filled || stroked)
    drawPath(parts, numbersOfPath, state.look.place, {
      filled,
      stroked,
      colour: state.look.fill,
      mark: state.marks.at(-1) ?? null,
    })
}

/**
 * Pictures themselves are never unpacked; the square that one is drawn into is still there: a unit of its own that is
 * as large as half the page.
 */
function seePicture(parts: PageParts, { look }: State): void {
  const [a, b, c, d] = look.place
  if (Math.abs(a * d - b * c) >= (parts.width * parts.height) / 2) parts.pictured = true
}
