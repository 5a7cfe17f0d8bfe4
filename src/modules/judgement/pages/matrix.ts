import { daysBetween, formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { exampleFramework, frameworkPaths } from '../../frameworks/index.ts'
import {
  EXAMPLE_TODAY,
  examplePlan,
  type PlanAsAt,
  type PlanTab,
  planPaths,
  planTabs,
} from '../../plans/index.ts'
import type { NextInspection } from '../../reviews/index.ts'
import { judge, readinessOf } from '../domain/judge.ts'
import { sheetsOf } from '../domain/sheets.ts'
import { type Judged, type Sheet, type Shown, STATES, type StatementState } from '../domain/statement.ts'
import { paths } from '../paths.ts'
import {
  alsoOf,
  completionWords,
  countdown,
  daysOf,
  evidenceWords,
  hrefOf,
  nameOf,
  printedWords,
  STATE_SHAPE,
  STATE_WORDS,
  stepName,
} from './words.ts'

/** As much of a reading of the matrix as its page shows. */
export interface MatrixInput {
  plan: PlanAsAt
  sheets: readonly Sheet[]
  sheet: Sheet | null
  judged: readonly Judged[]
  on: PlainDate | null
  next: Pick<NextInspection, 'title' | 'expectedOn' | 'expectedWords'> | null
  contradictions: readonly { ref: string | null; words: string }[]
  today: PlainDate
}

/** The cross-check: what has to be shown, what shows it, and by when. */
export interface MatrixPage {
  tabs: PlanTab[]
  plan: { title: string; href: string }
  past: { on: string; today: string } | null
  /** Empty where there is one only. */
  sheets: { text: string; href: string; current: boolean }[]
  sheet: { title: string; lead: string; definition: string | null } | null
  choose: string | null
  takeOver: string | null
  days: { send: string; framework: string; on: string; asAt: string; today: string }
  readiness: Readiness | null
  takeAway: TakeAway | null
  words: string
  rows: StatementRow[]
  printed: boolean
  contradictions: string[]
  contradictionsWords: string
  targets: { phase: string; by: string; target: string }[]
}

export interface Readiness {
  /** "12 of 20 statements could be shown on 14 January 2027". */
  words: string
  /** "The next inspection, …, is expected then: in 51 days". */
  when: string
  counts: { number: string; shape: string; words: string }[]
}

export interface StatementRow {
  code: string
  /** The area of judgement, where a new one begins. */
  area: string | null
  words: string
  href: string
  shownBy: { name: string; words: string; href: string; days: string }[]
  missing: string[]
  completion: { words: string; by: string; href: string } | null
  printed: string
  shape: string
  state: string
  also: string[]
  evidence: string
}

export function toMatrixPage(input: MatrixInput, may: { keep: boolean }): MatrixPage {
  const { plan, sheet, judged, on, contradictions } = input
  const past = plan.asAt === input.today ? null : plan.asAt
  const view = { framework: sheet?.key ?? null, on, asAt: past }
  const keep = may.keep && past === null
  return {
    tabs: planTabs(plan.id, 'matrix', past),
    plan: { title: plan.title, href: planPaths.plan(plan.id, { asAt: past }) },
    past:
      past === null
        ? null
        : { on: formatDay(past), today: paths.matrix(plan.id, { framework: view.framework }) },
    sheets: sheetLinks(input, past),
    sheet: sheet && sheetHead(sheet),
    choose: keep ? paths.choose(plan.id) : null,
    takeOver: keep && hasBoth(input.sheets) ? paths.takeOver(plan.id) : null,
    days: {
      ...{ send: paths.matrix(plan.id), framework: sheet?.key ?? '' },
      ...{ on: on ?? '', asAt: plan.asAt, today: input.today },
    },
    readiness: sheet && toReadiness(input),
    takeAway: sheet && takeAway((format) => paths.matrixTable(plan.id, format, view)),
    words: sheet ? `${counted(judged.length, 'statement')}, in the order of ${orderOf(sheet)}` : '',
    rows: sheet ? toRows(judged, sheet, plan, past) : [],
    printed: sheet?.source.kind === 'printed',
    contradictions: contradictions.map(({ words }) => words),
    contradictionsWords: counted(contradictions.length, 'contradiction'),
    targets: plan.phases.flatMap(toTarget),
  }
}

const orderOf = ({ source }: Sheet): string =>
  source.kind === 'printed' ? 'the printed table' : 'the framework'

const hasBoth = (sheets: readonly Sheet[]): boolean =>
  new Set(sheets.map(({ source }) => source.kind)).size === 2

const sheetLinks = (
  { plan, sheets, sheet, on }: MatrixInput,
  past: PlainDate | null,
): MatrixPage['sheets'] =>
  sheets.length < 2
    ? []
    : sheets.map(({ key, title, grade }) => ({
        text: grade ? `${title}: ${grade}` : title,
        href: paths.matrix(plan.id, { framework: key, on, asAt: past }),
        current: key === sheet?.key,
      }))

function sheetHead({ title, grade, source }: Sheet): MatrixPage['sheet'] {
  return {
    title,
    lead: grade
      ? `To be judged “${grade}”, each of these has to be shown.`
      : 'Each of these has to be shown, as the table that was printed beside the plan says.',
    definition:
      source.kind === 'framework' ? frameworkPaths.framework(source.framework, source.version) : null,
  }
}

function toReadiness({ judged, on, next, plan }: MatrixInput): Readiness {
  const { ready, of } = readinessOf(judged)
  const tally = Map.groupBy(judged, ({ state }) => state)
  return {
    words: on
      ? `${ready} of ${counted(of, 'statement')} could be shown on ${formatDay(on)}`
      : `${ready} of ${counted(of, 'statement')} could be shown, whenever the inspection comes`,
    when: whenWords(on, next, plan.asAt),
    counts: STATES.flatMap((state) => toCount(state, tally.get(state)?.length ?? 0)),
  }
}

function whenWords(on: PlainDate | null, next: MatrixInput['next'], asAt: PlainDate): string {
  if (on === null && next)
    return `“${next.title}” is expected${next.expectedWords ? ` (${next.expectedWords})` : ''}, and nobody has entered a day: choose one to see what would be late for it.`
  if (on === null)
    return 'No inspection is expected: choose a day to see what would be late for it, or enter the inspection among the reviews.'
  const away = countdown(daysBetween(asAt, on))
  if (next?.expectedOn !== on) return `This day is ${away}.`
  return on < asAt
    ? `“${next.title}” was expected then, ${away}, and is not entered as held.`
    : `“${next.title}” is expected then: ${away}.`
}

const toCount = (state: StatementState, number: number): Readiness['counts'] =>
  number === 0 ? [] : [{ number: String(number), shape: STATE_SHAPE[state], words: STATE_WORDS[state] }]

function toRows(
  judged: readonly Judged[],
  { key }: Sheet,
  plan: PlanAsAt,
  past: PlainDate | null,
): StatementRow[] {
  return judged.map((one, at) => {
    const { statement, completion, state } = one
    const { code, words, area } = statement
    return {
      ...{ code, words },
      area: area === judged[at - 1]?.statement.area ? null : area,
      href: paths.statement(plan.id, { framework: key, statement: code, asAt: past }),
      shownBy: statement.shownBy.map((shown) => toShown(shown, past)),
      missing: statement.missing.map(({ ref, completion: printed }) =>
        printed ? `${ref}, which the plan has not (printed: ${printed})` : `${ref}, which the plan has not`,
      ),
      completion: completion && {
        words: completionWords(completion),
        by: stepName(completion.by),
        href: planPaths.milestone(completion.by.id, past),
      },
      printed: printedWords(
        [...statement.shownBy.flatMap(({ printed }) => printed), ...statement.missing],
        true,
      ),
      ...{ shape: STATE_SHAPE[state], state: STATE_WORDS[state] },
      ...{ also: alsoOf(one), evidence: evidenceWords(one) },
    }
  })
}

const toShown = (shown: Shown, past: PlainDate | null): StatementRow['shownBy'][number] => ({
  name: nameOf(shown),
  words: shown.ref ? shown.words : '',
  href: hrefOf(shown, past),
  days: daysOf(shown),
})

function toTarget({ name, endsOn, targetJudgement }: PlanAsAt['phases'][number]): MatrixPage['targets'] {
  return targetJudgement === null
    ? []
    : [{ phase: name, by: endsOn ? formatDay(endsOn) : '', target: targetJudgement }]
}

/** A made-up plan held against a made-up framework, with a printed table that it contradicts. */
export function exampleMatrixInput(): MatrixInput {
  const plan = examplePlan(4)
  const sheets = sheetsOf(plan, exampleFramework, new Map())
  const on = '2027-01-14'
  const [sheet] = sheets
  return {
    ...{ plan, sheets, on, sheet: sheet ?? null, today: EXAMPLE_TODAY },
    judged: (sheet?.statements ?? []).map((statement) => judge(statement, { on, asAt: EXAMPLE_TODAY })),
    next: { title: 'Inspection of local authority children’s services', expectedOn: on, expectedWords: null },
    contradictions: [
      { ref: '1.15', words: 'The cross-check table relies on action 1.15, and the plan has no such action.' },
    ],
  }
}

export const matrixPage = definePage<MatrixPage>('judgement/pages/matrix.njk', () =>
  toMatrixPage(exampleMatrixInput(), { keep: true }),
)
