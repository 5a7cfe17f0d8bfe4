import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import {
  isOld,
  isWanted,
  MEASURE_KINDS,
  type MeasureFilter,
  type MeasureLine,
  measureLines,
  OLD_AFTER_MONTHS,
  tallyOfMeasures,
  VERDICTS,
} from '../domain/criteria.ts'
import type { PlanAsAt } from '../domain/facts.ts'
import { type MeasuresAddress, paths } from '../paths.ts'
import { EXAMPLE_TODAY, exampleMeasure, examplePlan } from './example.ts'
import {
  describedHref,
  describedName,
  MEASURE_KIND_WORDS,
  type MeasureView,
  OLD_WORDS,
  toMeasureView,
  VERDICT_CODES,
  VERDICT_WORDS,
} from './measure-words.ts'
import type { Choice } from './plan-filter.ts'
import { type PlanTab, planTabs } from './plan-tabs.ts'

export interface MeasuresPage {
  tabs: PlanTab[]
  plan: { title: string; href: string }
  past: { on: string; today: string } | null
  takeAway: TakeAway | null
  words: string
  counts: { number: number; code: string; words: string; href: string; current: boolean }[]
  old: { number: number; words: string; href: string; current: boolean; why: string }
  filter: {
    send: string
    asAt: PlainDate | null
    selects: { name: string; label: string; choices: Choice[] }[]
  }
  /** Where the whole list is; null when this is it. */
  all: string | null
  groups: MeasureGroup[]
  /** Live actions that say nothing of success. */
  without: { name: string; words: string; href: string; add: string | null }[]
  add: string | null
  nothing: string
}

export interface MeasureGroup {
  id: string
  name: string
  words: string
  href: string
  criteria: {
    words: string | null
    /** Said out loud where nothing measures it. */
    gap: string | null
    change: string | null
    measures: (MeasureView & { answer: string | null })[]
  }[]
}

export interface MeasuresInput {
  plan: PlanAsAt
  filter: MeasureFilter
  may: { change: boolean; answer: (of: MeasureLine['of']) => boolean }
}

/** Every success criterion of a plan with its measures, and what was last said of each. */
export function toMeasuresPage({ plan, filter, may }: MeasuresInput, today: PlainDate): MeasuresPage {
  const past = plan.asAt === today ? null : plan.asAt
  const lines = measureLines(plan)
  const wanted = lines.filter((line) => isWanted(line, filter, plan.asAt))
  const address: MeasuresAddress = { ...filter, asAt: past }
  const filtered = Object.values(filter).some((one) => one !== null)
  return {
    tabs: planTabs(plan.id, 'measures', past),
    plan: { title: plan.title, href: paths.plan(plan.id, { asAt: past }) },
    past: past === null ? null : { on: formatDay(past), today: paths.measures(plan.id) },
    takeAway:
      wanted.length === 0 ? null : takeAway((format) => paths.measuresTable(plan.id, format, address)),
    words: sumWords(lines, wanted, filtered),
    ...countsOf(plan, lines, filter, address),
    filter: { send: paths.measures(plan.id), asAt: past, selects: selectsOf(plan, filter) },
    all: filtered ? paths.measures(plan.id, { asAt: past }) : null,
    groups: groupsOf(wanted, plan, past, may),
    without: filtered ? [] : withoutCriteria(plan, past, may.change),
    add: past === null && may.change ? paths.newCriterion(plan.id) : null,
    nothing:
      lines.length === 0
        ? 'This plan does not say yet what success looks like. Say it of an action or a finding, and how it will be measured.'
        : 'No measure is like this.',
  }
}

function sumWords(lines: readonly MeasureLine[], wanted: readonly MeasureLine[], filtered: boolean): string {
  const measures = (some: readonly MeasureLine[]) => some.filter(({ measure }) => measure !== null).length
  const all = counted(measures(lines), 'measure')
  const criteria = new Set(wanted.flatMap(({ criterion }) => criterion?.id ?? [])).size
  const of = filtered ? `${measures(wanted)} of ${all}` : all
  return `${of}, of ${counted(criteria, 'success criterion', 'success criteria')}; actions first, in the order of the plan`
}

function countsOf(
  { id, asAt }: PlanAsAt,
  lines: readonly MeasureLine[],
  { show }: MeasureFilter,
  address: MeasuresAddress,
): Pick<MeasuresPage, 'counts' | 'old'> {
  const tally = tallyOfMeasures(lines)
  const hrefOf = (value: string) =>
    paths.measures(id, { show: value === show ? null : value, asAt: address.asAt ?? null })
  return {
    counts: VERDICTS.map((verdict) => ({
      number: tally[verdict],
      code: VERDICT_CODES[verdict],
      words: VERDICT_WORDS[verdict],
      href: hrefOf(verdict),
      current: verdict === show,
    })),
    old: {
      number: lines.filter(({ measure }) => isOld(measure?.answer ?? null, asAt)).length,
      words: OLD_WORDS,
      href: hrefOf('old'),
      current: show === 'old',
      why: `Most measures come round each quarter. An answer that speaks of a day more than ${OLD_AFTER_MONTHS} months back has missed a round.`,
    },
  }
}

function selectsOf({ themes }: PlanAsAt, filter: MeasureFilter): MeasuresPage['filter']['selects'] {
  const select = (
    name: keyof MeasureFilter,
    label: string,
    any: string,
    options: readonly (readonly [string, string])[],
  ) => ({
    ...{ name, label },
    choices: [['', any] as const, ...options].map(([value, text]) => ({
      ...{ value, text },
      selected: value === (filter[name] ?? ''),
    })),
  })
  return [
    select('show', 'Show', 'Everything', [
      ...VERDICTS.map((verdict) => [verdict, VERDICT_WORDS[verdict]] as const),
      ['old', OLD_WORDS],
    ]),
    select(
      'kind',
      'Measured by',
      'Any kind',
      MEASURE_KINDS.map((kind) => [kind, MEASURE_KIND_WORDS[kind]]),
    ),
    select(
      'theme',
      'Theme',
      'Any theme',
      themes.map(({ id, name }) => [id, name]),
    ),
  ]
}

function groupsOf(
  lines: readonly MeasureLine[],
  { id: planId, asAt }: PlanAsAt,
  past: PlainDate | null,
  may: MeasuresInput['may'],
): MeasureGroup[] {
  const change = past === null && may.change
  return [...Map.groupBy(lines, ({ of }) => of.id).values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { of } = first
    return [
      {
        id: `${of.kind}-${of.id}`,
        ...{ name: describedName(of), words: of.words, href: describedHref(of, planId, past) },
        criteria: [...Map.groupBy(group, ({ criterion }) => criterion)].map(([criterion, some]) => ({
          words: criterion?.words ?? null,
          gap: some.some(({ measure }) => measure === null) ? 'Nothing measures this' : null,
          change: change && criterion ? paths.changeCriterion(criterion.id) : null,
          measures: some.flatMap(({ measure }) =>
            measure
              ? [
                  {
                    ...toMeasureView(measure, asAt),
                    answer: past === null && may.answer(of) ? `${paths.measure(measure.id)}#answer` : null,
                  },
                ]
              : [],
          ),
        })),
      },
    ]
  })
}

const withoutCriteria = (
  plan: PlanAsAt,
  past: PlainDate | null,
  mayChange: boolean,
): MeasuresPage['without'] =>
  plan.actions
    .filter(({ dropped, criteria, measures }) => !dropped && criteria.length + measures.length === 0)
    .map(({ id, ref, words }) => ({
      ...{ name: ref ? `Action ${ref}` : 'Action', words, href: paths.action(id, past) },
      add: past === null && mayChange ? paths.newCriterion(plan.id, `action:${id}`) : null,
    }))

/** Criteria of every kind: measured, measured by nothing, and a measure that stands by itself. */
function exampleMeasuredPlan(): PlanAsAt {
  const plan = examplePlan(5)
  const [first, second, third, ...others] = plan.actions
  if (!first || !second || !third) throw new Error('The made-up plan is too short')
  const bare = { id: 'criterion-bare', words: 'Children say that they were listened to', measures: [] }
  const alone = exampleMeasure(8, 'survey', 'Survey of children on a plan, each spring')
  return {
    ...plan,
    actions: [
      { ...first, criteria: [...first.criteria, bare] },
      { ...second, measures: [alone] },
      { ...third, criteria: [] },
      ...others,
    ],
  }
}

export const measuresPage = definePage<MeasuresPage>('plans/pages/measures.njk', () =>
  toMeasuresPage(
    {
      plan: exampleMeasuredPlan(),
      filter: { show: null, kind: null, theme: null },
      may: { change: true, answer: () => true },
    },
    EXAMPLE_TODAY,
  ),
)
