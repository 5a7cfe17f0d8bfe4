import { daysBetween, formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { RiskState } from '../domain/facts.ts'
import { scoreOf, scoreWords } from '../domain/score.ts'

/** The score over time as a stepped line, with the same as a table: what `risks/pages/score-line.njk` draws. */
export interface ScoreLine {
  title: string
  width: number
  height: number
  /** What stays with what is done about it, as a path. */
  path: string
  dots: { x: number; y: number }[]
  /** Where the bands begin. */
  lines: { y: number; score: number }[]
  first: string
  last: string
  rows: { day: string; before: string; now: string }[]
}

const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [480, 160, 28, 8, 24]
const HIGHEST = 25

const yOf = (score: number): number => TOP + ((HIGHEST - score) / HIGHEST) * (HEIGHT - TOP - BOTTOM)

/** Null while there is nothing to compare: less than two days on which something was said. */
export function toScoreLine(states: readonly RiskState[], day: PlainDate): ScoreLine | null {
  const daily = lastOfEachDay(states)
  const [first] = daily
  if (!first || daily.length < 2) return null
  const days = Math.max(1, daysBetween(first.saidOn, day))
  const dots = daily.map(({ saidOn, after }) => ({
    x: round(LEFT + (daysBetween(first.saidOn, saidOn) / days) * (WIDTH - LEFT - 8)),
    y: round(yOf(scoreOf(after))),
  }))
  return {
    ...{ title: titleOf(daily), width: WIDTH, height: HEIGHT, path: pathOf(dots), dots },
    lines: [0, 5, 10, 20, 25].map((score) => ({ score, y: round(yOf(score)) })),
    ...{ first: formatDay(first.saidOn), last: formatDay(day) },
    rows: daily.toReversed().map(({ saidOn, before, after }) => ({
      ...{ day: formatDay(saidOn), before: scoreWords(before), now: scoreWords(after) },
    })),
  }
}

/** Steps: a score holds until the next is said, and to the right edge. */
const pathOf = (dots: readonly { x: number; y: number }[]): string =>
  [...dots.map(({ x, y }, at) => (at === 0 ? `M${x} ${y}` : `H${x} V${y}`)), `H${WIDTH - 8}`].join(' ')

function titleOf(daily: readonly RiskState[]): string {
  const scores = daily.map(({ after }) => scoreOf(after))
  return `Score from ${scores[0]} to ${scores.at(-1)}, between ${Math.min(...scores)} and ${Math.max(...scores)}`
}

const lastOfEachDay = (states: readonly RiskState[]): RiskState[] => [
  ...new Map(states.map((state) => [state.saidOn, state])).values(),
]

const round = (value: number): number => Math.round(value * 10) / 10
