import { addMonths, type PlainDate } from '../../../platform/calendar.ts'
import type { MeasureKind } from './draft.ts'
import type { CriterionFacts, MeasureAnswer, MeasureFacts, MeasureStanding, PlanAsAt } from './facts.ts'

export const MEASURE_KINDS = [
  'indicator',
  'audit',
  'survey',
  'document',
  'register',
  'other',
] as const satisfies readonly MeasureKind[]

export const MEASURE_STANDINGS = [
  'met',
  'towards',
  'not_met',
  'no_data',
] as const satisfies readonly MeasureStanding[]

/** Where a line of the measures stands: what was said, that nothing was, or that there is nothing to say it of. */
export const VERDICTS = [...MEASURE_STANDINGS, 'unanswered', 'unmeasured'] as const
export type MeasureVerdict = (typeof VERDICTS)[number]

/**
 * Months after which an answer is old. Most measures come round each quarter, and a quarter's figures take up to another
 * to be counted and checked: what speaks of a day more than six months ago has missed a round.
 */
export const OLD_AFTER_MONTHS = 6

/** What success is described of. */
export interface Described {
  kind: 'action' | 'finding'
  id: string
  ref: string | null
  words: string
  /** Of an action; null for a finding, which belongs to none. */
  themeId: string | null
}

/** One line: a measure and what it measures. */
export interface MeasureLine {
  of: Described
  /** Null where a measure stands by itself, as some plans print them. */
  criterion: CriterionFacts | null
  /** Null where nothing measures the criterion. */
  measure: MeasureFacts | null
}

/**
 * Every measure of a plan, live actions first and in the plan's order, then findings; and a line for each criterion that
 * nothing measures, so that it is not overlooked.
 */
export function measureLines({ actions, findings }: Pick<PlanAsAt, 'actions' | 'findings'>): MeasureLine[] {
  const live = actions.filter(({ dropped }) => !dropped)
  return [
    ...live.flatMap((action) => linesOf(action, { ...action, kind: 'action' })),
    ...findings.flatMap((finding) => linesOf(finding, { ...finding, kind: 'finding', themeId: null })),
  ]
}

function linesOf(
  { criteria, measures }: { criteria: readonly CriterionFacts[]; measures: readonly MeasureFacts[] },
  { kind, id, ref, words, themeId }: Described,
): MeasureLine[] {
  const of = { kind, id, ref, words, themeId }
  return [
    ...criteria.flatMap((criterion): MeasureLine[] =>
      criterion.measures.length === 0
        ? [{ of, criterion, measure: null }]
        : criterion.measures.map((measure) => ({ of, criterion, measure })),
    ),
    ...measures.map((measure) => ({ of, criterion: null, measure })),
  ]
}

export function verdictOf({ measure }: Pick<MeasureLine, 'measure'>): MeasureVerdict {
  if (measure === null) return 'unmeasured'
  return measure.answer?.standing ?? 'unanswered'
}

/** Whether an answer speaks of a day more than `OLD_AFTER_MONTHS` before; where it names none, of the day it was said. */
export function isOld(answer: MeasureAnswer | null, day: PlainDate): boolean {
  return answer !== null && addMonths(answer.aboutOn ?? answer.saidOn, OLD_AFTER_MONTHS) < day
}

/** How many lines have each verdict: the numbers add up to the lines. */
export function tallyOfMeasures(lines: readonly MeasureLine[]): Record<MeasureVerdict, number> {
  const tally = { met: 0, towards: 0, not_met: 0, no_data: 0, unanswered: 0, unmeasured: 0 }
  for (const line of lines) tally[verdictOf(line)] += 1
  return tally
}

/** What the list of measures is narrowed to; null is everything. */
export interface MeasureFilter {
  /** A verdict, or `old`: answered too long ago, whatever was said. */
  show: MeasureVerdict | 'old' | null
  kind: MeasureKind | null
  theme: string | null
}

/** Whether a line is left by a filter. A criterion that nothing measures is of no kind. */
export function isWanted(line: MeasureLine, { show, kind, theme }: MeasureFilter, day: PlainDate): boolean {
  if (kind !== null && line.measure?.kind !== kind) return false
  if (theme !== null && line.of.themeId !== theme) return false
  if (show === 'old') return isOld(line.measure?.answer ?? null, day)
  return show === null || verdictOf(line) === show
}
