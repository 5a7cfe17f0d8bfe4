import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { isOverdue, KINDS, type Risk, refOf } from '../domain/facts.ts'
import { EVERYTHING_OPEN, isNarrowed, ownerKey, type RiskFilter } from '../domain/filter.ts'
import { BANDS, IMPACTS, LIKELIHOODS } from '../domain/score.ts'
import { type RiskView, riskPaths } from '../paths.ts'
import { EXAMPLE_TODAY, exampleRisk, exampleState } from './example.ts'
import { type ScoreView, toScore } from './score.ts'

export interface Choice {
  value: string
  text: string
  selected: boolean
}

export interface RegisterPage {
  /** "as at 31 October 2026"; null for today. */
  past: string | null
  words: string
  raise: string | null
  matrix: string
  takeAway: TakeAway | null
  filter: RegisterFilterView
  /** What the list is narrowed to that no box of the filter shows. */
  within: string[]
  /** Where the whole register is; null when this is it. */
  all: string | null
  rows: RegisterRow[]
  nothing: string
}

export interface RegisterFilterView {
  send: string
  selects: { name: string; label: string; choices: Choice[] }[]
  /** What no box shows, and is to be kept all the same. */
  kept: { name: string; value: string }[]
  asAt: { value: string; last: PlainDate }
}

interface RegisterRow {
  href: string
  ref: string
  kind: string
  title: string
  plan: string
  before: ScoreView
  after: ScoreView
  owner: string
  review: string
  late: boolean
  state: string
}

export interface RegisterInput {
  all: readonly Risk[]
  shown: readonly Risk[]
  filter: RiskFilter
  day: PlainDate
  today: PlainDate
  mayRaise: boolean
}

export function toRegisterPage(input: RegisterInput): RegisterPage {
  const { all, shown, filter, day, today } = input
  const asAt = day === today ? null : day
  const view: RiskView = { ...filter, asAt }
  const filtered = isNarrowed(filter)
  return {
    past: asAt && `As at ${formatDay(asAt)}`,
    words: countWords(input, filtered),
    raise: input.mayRaise ? riskPaths.raise({ plan: filter.plan, threatens: null }) : null,
    matrix: riskPaths.matrix({ ...view, cell: null }),
    takeAway: shown.length === 0 ? null : takeAway((format) => riskPaths.table(format, view)),
    filter: toFilterView(riskPaths.register(), all, view, today),
    within: withinOf(all, filter),
    all: filtered || asAt ? riskPaths.register() : null,
    rows: shown.map((risk) => toRow(risk, day, asAt)),
    nothing:
      all.length === 0
        ? 'No risk or issue has been raised. Raise the first one, and say what it threatens.'
        : 'No risk or issue is like this.',
  }
}

function countWords({ all, shown, day }: RegisterInput, filtered: boolean): string {
  const late = shown.filter((risk) => isOverdue(risk, day)).length
  const of = filtered ? ` of ${all.length}` : ''
  const overdue = late > 0 ? `, ${late} overdue for review` : ''
  return `${counted(shown.length, 'risk or issue', 'risks and issues')}${of}${overdue}, the highest score first`
}

export function toFilterView(
  send: string,
  all: readonly Risk[],
  view: RiskView,
  today: PlainDate,
): RegisterFilterView {
  const select = (
    name: keyof RiskFilter,
    label: string,
    none: string | null,
    options: readonly (readonly [string, string])[],
  ) => ({
    ...{ name, label },
    choices: [...(none === null ? [] : [['', none] as const]), ...options].map(
      ([value, text]): Choice => ({ value, text, selected: value === (view[name] ?? '') }),
    ),
  })
  return {
    send,
    selects: [
      select('plan', 'Plan', 'All plans', plansOf(all)),
      select('kind', 'Kind', 'Risks and issues', Object.entries(KINDS)),
      select('state', 'State', null, [
        ['open', 'Open'],
        ['closed', 'Closed'],
        ['all', 'Open and closed'],
      ]),
      select('owner', 'Owner', 'Everybody', ownersOf(all)),
      select('review', 'Review', 'Any day', [['overdue', 'Overdue']]),
      select(
        'band',
        'Score now',
        'Any score',
        BANDS.toReversed().map(({ key, words }) => [key, words]),
      ),
    ],
    kept: keptOf(view),
    asAt: { value: view.asAt ?? today, last: today },
  }
}

const keptOf = ({ cell, threatens }: RiskView): RegisterFilterView['kept'] => [
  ...(cell ? [{ name: 'cell', value: `${cell.side}-${cell.likelihood}-${cell.impact}` }] : []),
  ...(threatens ? [{ name: 'threatens', value: threatens }] : []),
]

const plansOf = (all: readonly Risk[]): [string, string][] => [
  ...new Map(all.map(({ plan }) => [plan.id, plan.title])),
]

const ownersOf = (all: readonly Risk[]): [string, string][] =>
  [...new Map(all.map((risk) => [ownerKey(risk), risk.now.owner.words]))].sort(([, a], [, b]) =>
    a.localeCompare(b),
  )

export function withinOf(all: readonly Risk[], { cell, threatens }: RiskFilter): string[] {
  const link = all.flatMap(({ links }) => links).find(({ id }) => id === threatens)
  return [
    ...(cell
      ? [
          `${cell.side === 'before' ? 'Before anything is done' : 'As it stands'}: likelihood ${LIKELIHOODS[cell.likelihood].toLowerCase()}, impact ${IMPACTS[cell.impact].toLowerCase()}`,
        ]
      : []),
    ...(threatens
      ? [`Threatens ${link ? [link.ref, link.words].filter(Boolean).join(' ') : 'one thing'}`]
      : []),
  ]
}

const toRow = (risk: Risk, day: PlainDate, asAt: PlainDate | null): RegisterRow => ({
  ...{ href: riskPaths.one(risk.id, asAt), ref: refOf(risk), kind: KINDS[risk.kind] },
  ...{ title: risk.now.title, plan: risk.plan.title, owner: risk.now.owner.words },
  ...{ before: toScore(risk.now.before), after: toScore(risk.now.after) },
  review: risk.now.reviewOn ? formatDay(risk.now.reviewOn) : 'No day named',
  late: isOverdue(risk, day),
  state: risk.now.state === 'open' ? 'Open' : 'Closed',
})

export const registerPage = definePage<RegisterPage>('risks/pages/register.njk', () => {
  const all = [
    exampleRisk(),
    exampleRisk({
      kind: 'issue',
      number: 4,
      now: exampleState({ reviewOn: null, after: { likelihood: 5, impact: 5 } }),
    }),
  ]
  return toRegisterPage({
    ...{ all, shown: all, filter: { ...EVERYTHING_OPEN, threatens: 'milestone-3' } },
    ...{ day: '2026-11-21', today: EXAMPLE_TODAY, mayRaise: true },
  })
})
