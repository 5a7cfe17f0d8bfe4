import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import type { PlanAsAt } from '../domain/facts.ts'
import { STANDING_WORDS, STANDINGS, type Standing } from '../domain/roll-up.ts'
import { STATUS_KEY } from '../domain/status.ts'
import { paths } from '../paths.ts'
import { EXAMPLE_TODAY, examplePlan } from './example.ts'
import type { PlanMay } from './milestone-row.ts'
import { type FilterView, toFilter } from './plan-filter.ts'
import { type GroupView, toGroups } from './plan-groups.ts'
import {
  GROUPINGS,
  matching,
  NONE,
  type PlanQuery,
  type PlanRow,
  planRows,
  WHOLE_PLAN,
} from './plan-query.ts'
import {
  addressOf,
  type BarPart,
  BY_NAME,
  GROUPING_WORDS,
  isWhole,
  queryText,
  type Reading,
  STANDS_ONCE,
  type Tally,
  tallyOf,
  tallyWords,
  toBar,
  unverifiedOf,
  viewOf,
} from './plan-reading.ts'
import { type PlanTab, planTabs } from './plan-tabs.ts'
import { count } from './words.ts'

export interface PlanPage {
  tabs: PlanTab[]
  id: string
  title: string
  edition: string | null
  /** `past` says the day out loud when it is not today. */
  asAt: { value: PlainDate; today: PlainDate; past: string | null }
  summary: string
  bar: { parts: BarPart[]; total: number; words: string }
  counts: CountLink[]
  concerns: CountLink[]
  groupings: { text: string; href: string; current: boolean }[]
  filter: FilterView
  shown: string
  takeAway: TakeAway | null
  views: { text: string; href: string; current: boolean }[]
  /** What else can be done with what is shown. */
  acts: { text: string; href: string }[]
  jumps: { text: string; href: string; number: number }[]
  groups: GroupView[]
  /** What to do, when nothing is shown. */
  empty: { words: string; href: string; text: string } | null
  links: { plans: string }
}

export interface CountLink {
  code: Standing | 'overdue' | 'no-lead' | 'no-date'
  number: number
  words: string
  href: string
  current: boolean
}

/** What stands beside the plan for this reader. */
export interface BesidePlan {
  views: readonly { name: string; query: string }[]
  /** Whether they may change several milestones at once. */
  change: boolean
}

const NOTHING: BesidePlan = { views: [], change: false }

/** The plan as one reader asked for it. The sums hold: every count is of the same rows that are shown. */
export function toPlanPage(
  facts: PlanAsAt,
  query: PlanQuery,
  today: PlainDate,
  may: PlanMay,
  beside: BesidePlan = NOTHING,
): PlanPage {
  const reading: Reading = {
    facts,
    query,
    day: facts.asAt,
    past: facts.asAt === today ? null : facts.asAt,
    anchors: STANDS_ONCE.has(query.by),
    may,
  }
  const rows = planRows(facts)
  const live = rows.filter((row) => row.standing !== 'dropped')
  const matches = rows.filter(matching(query, facts))
  const groups = toGroups(reading, matches)
  const tally = tallyOf(live)
  return {
    tabs: planTabs(facts.id, 'plan', reading.past),
    id: facts.id,
    title: facts.title,
    edition: editionWords(facts),
    asAt: { value: facts.asAt, today, past: reading.past && formatDay(facts.asAt) },
    summary: summaryWords(facts, live.length),
    bar: { parts: toBar(tally), total: live.length, words: tallyWords(tally, unverifiedOf(live)) },
    counts: toCounts(reading, tally, rows.length - live.length),
    concerns: toConcerns(reading, live),
    groupings: GROUPINGS.map((by) => ({
      text: GROUPING_WORDS[by],
      href: addressOf(reading, { by }),
      current: by === query.by,
    })),
    filter: toFilter(reading, live),
    shown: shownWords(query, matches, live.length, groups),
    takeAway: groups.length === 0 ? null : toTakeAway(reading),
    views: toViews(reading, beside.views),
    acts: toActs(reading, { matches: matches.length, change: beside.change }),
    jumps: groups.map((group) => ({ text: group.name, href: `#${group.id}`, number: group.total })),
    groups,
    empty: groups.length > 0 ? null : emptyWords(reading, live.length),
    links: { plans: paths.plans() },
  }
}

/** The list as it is filtered; a list has no groups. */
const toTakeAway = ({ facts, query, past }: Reading): TakeAway =>
  takeAway((format) => paths.planTable(facts.id, format, { ...viewOf(query, past), by: null }))

function toViews({ facts, query }: Reading, views: BesidePlan['views']): PlanPage['views'] {
  return views.map((view) => ({
    text: view.name,
    href: paths.planView(facts.id, view.query),
    current: view.query === queryText(query),
  }))
}

/** A past day is looked at, and neither kept as a view nor changed. */
function toActs(
  { facts, query, past }: Reading,
  { matches, change }: { matches: number; change: boolean },
): PlanPage['acts'] {
  if (past) return []
  const view = viewOf(query, null)
  const save = queryText(query) !== ''
  return [
    { text: save ? 'Save this view' : 'Saved views', href: paths.views(facts.id, view) },
    ...(change && matches > 0 ? [{ text: 'Change several at once', href: paths.bulk(facts.id, view) }] : []),
  ]
}

function editionWords({ edition }: PlanAsAt): string | null {
  if (!edition) return null
  if (edition.state === 'draft') return `${edition.label}, draft: not yet approved`
  const by = edition.approvedBy ? ` by ${edition.approvedBy}` : ''
  const on = edition.approvedOn ? ` on ${formatDay(edition.approvedOn)}` : ''
  const approved = by || on ? `, approved${by}${on}` : ''
  return `${edition.label}${approved}${edition.state === 'superseded' ? ', since superseded' : ''}`
}

function summaryWords(facts: PlanAsAt, milestones: number): string {
  const actions = facts.actions.filter((action) => !action.dropped).length
  return `${count(actions, 'action')}, ${count(milestones, 'milestone')}`
}

/** Each state of the key, even at none; the three outside the key only where they occur. */
function toCounts(reading: Reading, tally: Tally, dropped: number): CountLink[] {
  const all = new Map(tally).set('dropped', dropped)
  return STANDINGS.filter((code) => code in STATUS_KEY || (all.get(code) ?? 0) > 0).map((code) => ({
    code,
    number: all.get(code) ?? 0,
    words: STANDING_WORDS[code],
    href: addressOf(reading, { status: reading.query.status === code ? null : code }),
    current: reading.query.status === code,
  }))
}

function toConcerns(reading: Reading, live: readonly PlanRow[]): CountLink[] {
  const { query } = reading
  const late = live.filter((row) => row.overdue).length
  const unled = live.filter((row) => row.milestone.leads.length === 0).length
  const concerns: CountLink[] = [
    {
      code: 'overdue',
      number: late,
      words: 'overdue',
      href: addressOf(reading, { due: query.due === 'overdue' ? null : 'overdue' }),
      current: query.due === 'overdue',
    },
    {
      code: 'no-lead',
      number: unled,
      words: 'without a lead',
      href: addressOf(reading, { lead: query.lead === NONE ? null : NONE }),
      current: query.lead === NONE,
    },
  ]
  return concerns.filter((concern) => concern.number > 0 || concern.current)
}

/** Every list says how many and how sorted; and when groups overlap, by how much they add up to more. */
function shownWords(
  query: PlanQuery,
  matches: readonly PlanRow[],
  live: number,
  groups: readonly GroupView[],
): string {
  const listed = groups.reduce((sum, group) => sum + group.total, 0)
  const twice = listed - matches.length
  const shown = isWhole(query)
    ? `All ${count(live, 'milestone')} shown`
    : query.status === 'dropped'
      ? `${count(matches.length, 'dropped milestone')} shown`
      : `${matches.length} of ${count(live, 'milestone')} shown`
  const order = BY_NAME.has(query.by) ? 'from A to Z' : 'in the order of the plan'
  const under = `by ${GROUPING_WORDS[query.by].toLowerCase()}, ${order}`
  const overlap = twice > 0 ? ` Some stand under several, so the groups add up to ${listed}.` : ''
  return `${shown}, ${under}.${overlap}`
}

function emptyWords(reading: Reading, live: number): PlanPage['empty'] {
  if (live > 0) {
    const clear = addressOf(reading, { ...WHOLE_PLAN, by: reading.query.by })
    return { words: 'No milestone fits all of these filters.', href: clear, text: 'Clear the filters' }
  }
  if (reading.past) {
    const words = 'The plan had no actions on this day.'
    return { words, href: paths.plan(reading.facts.id), text: 'See the plan today' }
  }
  const words = 'This plan has no actions yet. Bring in the plan that you have.'
  return { words, href: paths.importPlan(), text: 'Bring in a plan' }
}

export const planPage = definePage<PlanPage>('plans/pages/plan.njk', () =>
  toPlanPage(
    examplePlan(),
    WHOLE_PLAN,
    EXAMPLE_TODAY,
    { update: () => true },
    { views: [{ name: 'Late, by lead', query: 'by=lead&due=overdue' }], change: true },
  ),
)
