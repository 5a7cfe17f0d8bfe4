import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { type Paging, pagingOf } from '../../notices/index.ts'
import {
  EXAMPLE_TODAY,
  examplePlan,
  findingName,
  type PlanAsAt,
  type PlanTab,
  planPaths,
  planTabs,
} from '../../plans/index.ts'
import { answersNothing, type Why, whyOf } from '../domain/why.ts'
import { threadPaths } from '../paths.ts'
import { toWays, type Way } from './ways.ts'

/** From each milestone to why it is there. */
export interface MilestonesPage {
  tabs: PlanTab[]
  ways: Way[]
  plan: { title: string; href: string }
  past: string | null
  heading: string
  words: string
  /** Shows the other list: all of them, or those that answer nothing. */
  other: { text: string; href: string }
  actions: WhyAction[]
  paging: Paging
  takeAway: TakeAway | null
  empty: string | null
}

export interface WhyAction {
  name: string
  href: string
  /** Its phase and the outcome wanted. */
  aims: string[]
  answers: Linked[]
  /** Said out loud. */
  gap: string | null
  milestones: { name: string; href: string; answers: Linked[]; loose: string[]; gap: string | null }[]
}

export interface Linked {
  text: string
  href: string
}

export interface MilestonesQuery {
  only: 'nothing' | null
  page: number
}

export const MILESTONES_PAGE = 250

export function toMilestonesPage(plan: PlanAsAt, query: MilestonesQuery, today: PlainDate): MilestonesPage {
  const past = plan.asAt === today ? null : plan.asAt
  const all = whyOf(plan)
  const shown = query.only ? all.filter(answersNothing) : all
  const rows = shown.slice((query.page - 1) * MILESTONES_PAGE, query.page * MILESTONES_PAGE)
  const to = (only: 'nothing' | null, page: number | null = null) =>
    threadPaths.milestones(plan.id, { only, page, asAt: past })
  return {
    tabs: planTabs(plan.id, 'coverage', past),
    ways: toWays(plan.id, 'milestones', past),
    plan: { title: plan.title, href: planPaths.plan(plan.id, { asAt: past }) },
    past: past && formatDay(past),
    heading: query.only ? nothingWords(plan) : 'Why each milestone is there',
    words: `${shown.length} of ${counted(all.length, 'milestone')}, in the order of the plan`,
    other: query.only
      ? { text: 'Show every milestone', href: to(null) }
      : { text: 'Show only those that answer nothing', href: to('nothing') },
    actions: toActions(plan, rows, past),
    paging: pagingOf({ page: query.page, size: MILESTONES_PAGE, total: shown.length }, (page) =>
      to(query.only, page),
    ),
    takeAway:
      shown.length === 0
        ? null
        : takeAway((format) =>
            threadPaths.milestonesTable(plan.id, format, { only: query.only, asAt: past }),
          ),
    empty:
      shown.length > 0
        ? null
        : query.only
          ? 'Every milestone answers a finding.'
          : 'This plan has no milestones yet.',
  }
}

/** What the plan as a whole answers, everything in it answers; that alone says little of why a milestone is there. */
const nothingWords = ({ cites }: PlanAsAt): string =>
  cites.some(({ findingId }) => findingId !== null)
    ? 'Milestones that answer only what the plan answers throughout'
    : 'Milestones that answer nothing'

function toActions(plan: PlanAsAt, rows: readonly Why[], past: PlainDate | null): WhyAction[] {
  const phases = new Map(plan.phases.map(({ id, name }) => [id, name]))
  const names = shortNames(plan)
  const linked = (ids: readonly string[]): Linked[] =>
    ids.map((id) => ({ text: names.get(id) ?? 'a finding', href: planPaths.finding(plan.id, id, past) }))
  return [...Map.groupBy(rows, ({ action }) => action).entries()].map(([action, list]) => {
    const answers = linked([...new Set(action.cites.flatMap(({ findingId }) => findingId ?? []))])
    return {
      name: action.ref ? `${action.ref} ${action.words}` : action.words,
      href: planPaths.action(action.id, past),
      aims: [phases.get(action.phaseId ?? '') ?? null, action.outcome].flatMap((words) => words ?? []),
      ...{ answers, gap: answers.length > 0 ? null : 'The action itself answers no finding' },
      milestones: list.map((why) => ({
        name: why.milestone.ref ? `${why.milestone.ref} ${why.milestone.words}` : why.milestone.words,
        href: planPaths.milestone(why.milestone.id, past),
        ...{ answers: linked(why.own), loose: why.loose },
        gap: answersNothing(why) ? 'Answers nothing' : null,
      })),
    }
  })
}

/** "finding 3"; with its review where a plan answers several. */
function shortNames({ findings }: PlanAsAt): Map<string, string> {
  const several = new Set(findings.map(({ review }) => review.id)).size > 1
  return new Map(
    findings.map((finding) => [finding.id, several ? findingName(finding) : `finding ${finding.ref}`]),
  )
}

export const milestonesPage = definePage<MilestonesPage>('thread/pages/milestones.njk', () => ({
  ...toMilestonesPage(examplePlan(6), { only: null, page: 1 }, EXAMPLE_TODAY),
  empty: 'Every milestone answers a finding.',
}))
