import { scaleLinear } from 'd3-scale'
import { drawing, framed, INK, line, QUIET, words, wrapped } from './drawing.ts'

export interface StackedBars {
  /** What each part of a bar is, in the order in which it is drawn. */
  series: readonly { name: string; colour: string; ink: string }[]
  /** Bars from the top, each with one number for each of the series, none below nought. */
  bars: readonly { name: string; values: readonly number[] }[]
}

const WIDTH = 720
const NAMES = 200
const BAR = 24
const STEP = 40

/** Bars lying on each other, one for each name, with the number in each part: for example milestones by status, by theme. */
export function stackedBars({ series, bars }: StackedBars): string {
  const totals = bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0))
  const x = scaleLinear([0, Math.max(1, ...totals)], [NAMES, WIDTH - 44]).nice()
  const legend = legendOf(series)
  const top = legend.height + 8
  const height = top + bars.length * STEP + 6
  const rows = bars.flatMap(({ name, values }, row) => {
    const y = top + row * STEP
    const lines = wrapped(name, 26, 2)
    const label = lines.map((text, at) =>
      words(text, 0, y + BAR / 2 + 5 + (at - (lines.length - 1) / 2) * 15),
    )
    return [
      ...label,
      ...partsOf(values, series, x, y),
      words(String(totals[row]), x(totals[row] ?? 0) + 6, y + 17),
    ]
  })
  return drawing(WIDTH, height, [...legend.parts, line(NAMES, top - 4, NAMES, height, QUIET), ...rows])
}

function partsOf(
  values: readonly number[],
  series: StackedBars['series'],
  x: (value: number) => number,
  y: number,
): string[] {
  let from = 0
  return values.flatMap((value, at) => {
    const { colour = INK, ink = INK } = series[at] ?? {}
    const [left, right] = [x(from), x(from + value)]
    from += value
    if (value === 0) return []
    // A rule around each: they can be told apart in black and white, and one without colour is seen.
    const part = framed(left, y, right - left, BAR, colour)
    const fits = right - left > 8 + String(value).length * 8
    return fits
      ? [part, words(String(value), (left + right) / 2, y + 17, ` text-anchor="middle" fill="${ink}"`)]
      : [part]
  })
}

function legendOf(series: StackedBars['series']): { parts: string[]; height: number } {
  let [x, y] = [0, 0]
  const parts = series.flatMap(({ name, colour }) => {
    const width = 32 + name.length * 8.2
    if (x > 0 && x + width > WIDTH) {
      x = 0
      y += 22
    }
    const drawn = [framed(x, y + 2, 14, 14, colour), words(name, x + 20, y + 14)]
    x += width
    return drawn
  })
  return { parts, height: y + 24 }
}
