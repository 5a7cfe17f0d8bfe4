/** Lines, thin boxes and filled boxes out of the paths that a page draws. */
import { type Matrix, place } from './pdf-matrix.ts'
import { type Box, MOST_STROKES, type PageParts, type Piece } from './pdf-page.ts'

/** A filled box no thicker than this is a drawn line. */
const THIN = 2.6
/** Two ends of a line that differ by less lie level. */
const LEVEL = 1
/** Boxes and dots of these sizes before a text are its bullets. */
const BULLET = { least: 1.2, most: 6.5 }

interface Outline {
  points: { x: number; y: number }[]
  curved: boolean
  closed: boolean
}

export interface Painting {
  filled: boolean
  stroked: boolean
  colour: string | null
  /** The number of its marked content. */
  mark: number | null
}

/** Takes in one path: `numbers` as pdf.js packs it (0 move, 1 line, 2 and 3 curves, 4 close). */
export function drawPath(parts: PageParts, numbers: ArrayLike<number>, at: Matrix, painting: Painting): void {
  for (const outline of outlinesOf(numbers, at)) {
    if (parts.across.length + parts.down.length + parts.fills.length >= MOST_STROKES) {
      parts.cut = true
      return
    }
    if (painting.stroked) addStrokes(parts, outline)
    if (painting.filled) addFilled(parts, outline, painting)
  }
}

/** How many numbers follow each step, and where among them its end stands. */
const STEPS: readonly (readonly [number, number])[] = [
  [2, 0],
  [2, 0],
  [6, 4],
  [4, 2],
  [0, 0],
]

function outlinesOf(numbers: ArrayLike<number>, at: Matrix): Outline[] {
  const outlines: Outline[] = []
  let current: Outline = { points: [], curved: false, closed: false }
  let index = 0
  while (index < numbers.length) {
    const step = numbers[index] ?? 4
    const [count, end] = STEPS[step] ?? [0, 0]
    if (step === 0) {
      current = { points: [], curved: false, closed: false }
      outlines.push(current)
    }
    if (step === 4) current.closed = true
    else current.points.push(place(at, numbers[index + 1 + end] ?? 0, numbers[index + 2 + end] ?? 0))
    if (step === 2 || step === 3) current.curved = true
    index += 1 + count
  }
  return outlines
}

function addStrokes(parts: PageParts, { points, curved, closed }: Outline): void {
  if (curved) return
  const ends = closed ? [...points.slice(1), ...points.slice(0, 1)] : points.slice(1)
  ends.forEach((end, index) => {
    const start = points[index]
    if (start) addRule(parts, boxOf([start, end]), LEVEL)
  })
}

function addFilled(parts: PageParts, outline: Outline, { colour, mark }: Painting): void {
  const box = boxOf(outline.points)
  if (isBullet(box, outline)) parts.pieces.push(bulletOf(box, mark))
  else if (!addRule(parts, box, THIN) && !outline.curved && outline.points.length <= 6)
    parts.fills.push({ ...box, colour })
  else if (outline.curved && box.right - box.left >= BULLET.most) parts.fills.push({ ...box, colour })
}

function addRule(parts: PageParts, box: Box, thickness: number): boolean {
  const [width, height] = [box.right - box.left, box.bottom - box.top]
  if (Math.min(width, height) > thickness || Math.max(width, height) < 2 * Math.min(width, height))
    return false
  if (Math.max(width, height) < LEVEL) return false
  if (height <= width) parts.across.push({ at: (box.top + box.bottom) / 2, from: box.left, to: box.right })
  else parts.down.push({ at: (box.left + box.right) / 2, from: box.top, to: box.bottom })
  return true
}

function boxOf(points: readonly { x: number; y: number }[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  for (const { x, y } of points) {
    box.left = Math.min(box.left, x)
    box.right = Math.max(box.right, x)
    box.top = Math.min(box.top, y)
    box.bottom = Math.max(box.bottom, y)
  }
  return box
}

function isBullet({ left, top, right, bottom }: Box, { curved }: Outline): boolean {
  const [width, height] = [right - left, bottom - top]
  const near = Math.min(width, height) >= BULLET.least && Math.max(width, height) <= BULLET.most
  return near && Math.max(width, height) < 1.3 * Math.min(width, height) && (curved || width > 2)
}

function bulletOf({ left, top, right, bottom }: Box, mark: number | null): Piece {
  const height = bottom - top
  return {
    text: '•',
    left,
    right,
    // The dot stands as high as the middle of a small letter.
    base: (top + bottom) / 2 + height,
    size: height * 3,
    turn: 0,
    middleX: (left + right) / 2,
    middleY: (top + bottom) / 2,
    bold: false,
    unseen: false,
    mark,
    item: null,
    blank: true,
  }
}
