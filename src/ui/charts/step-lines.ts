import { scaleLinear, scalePoint } from 'd3-scale'
import { curveStepAfter, line as path } from 'd3-shape'
import { drawing, line, QUIET, words } from './drawing.ts'

export interface StepLines {
  /** Names of the points along the foot, from the left. */
  points: readonly string[]
  /** One number for each point; null where nothing is known yet. The first is drawn whole, the others dashed. */
  series: readonly { name: string; colour: string; values: readonly (number | null)[] }[]
}

const WIDTH = 720
const HEIGHT = 300
const EDGE = { left: 44, right: 110, top: 14, bottom: 34 }

/** Numbers that grow from point to point, one line for each of the series, named at its end: planned against done. */
export function stepLines({ points, series }: StepLines): string {
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null))
  const x = scalePoint(points, [EDGE.left, WIDTH - EDGE.right])
  const y = scaleLinear([0, Math.max(1, ...known)], [HEIGHT - EDGE.bottom, EDGE.top]).nice()
  const ticks = y.ticks(5).filter(Number.isInteger)
  const grid = ticks.flatMap((tick) => [
    line(EDGE.left, y(tick), WIDTH - EDGE.right, y(tick)),
    words(String(tick), EDGE.left - 8, y(tick) + 5, ` text-anchor="end" fill="${QUIET}"`),
  ])
  const every = Math.ceil(points.length / 8)
  const foot = points.flatMap((name, at) =>
    at % every === 0 ? [words(name, x(name) ?? 0, HEIGHT - 10, ` text-anchor="middle" fill="${QUIET}"`)] : [],
  )
  const ends = spread(series.map(({ values }) => y(values.findLast((value) => value !== null) ?? 0)))
  const lines = series.flatMap(({ name, colour, values }, at) => {
    const draw = path<number | null>()
      .defined((value) => value !== null)
      .x((_value, index) => x(points[index] ?? '') ?? 0)
      .y((value) => y(value ?? 0))
      .curve(curveStepAfter)
    const last = values.findLastIndex((value) => value !== null)
    const dash = at === 0 ? '' : ' stroke-dasharray="7 5"'
    return [
      `<path d="${draw([...values]) ?? ''}" fill="none" stroke="${colour}" stroke-width="3"${dash}/>`,
      words(
        `${name} ${values[last] ?? 0}`,
        (x(points[last] ?? '') ?? 0) + 8,
        (ends[at] ?? 0) + 5,
        ` fill="${colour}" font-weight="bold"`,
      ),
    ]
  })
  return drawing(WIDTH, HEIGHT, [...grid, ...foot, ...lines])
}

/** Names that would lie on each other stand apart. */
function spread(places: readonly number[]): number[] {
  const apart = 18
  const order = places.map((place, at) => ({ place, at })).sort((a, b) => a.place - b.place)
  for (const [index, one] of order.entries()) {
    const above = order[index - 1]
    if (above && one.place - above.place < apart) one.place = above.place + apart
  }
  return order.sort((a, b) => a.at - b.at).map(({ place }) => place)
}
