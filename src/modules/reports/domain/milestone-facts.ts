import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { counted } from '../../../platform/words.ts'
import { findingOf } from './finding-answers.ts'
import { withEveryField } from './older-facts.ts'
import { type ActionAsAt, type MilestoneAsAt, type PlanAsAt, reported } from './plan.ts'
import { citationsBeside, printedDate, printedLead, printedNote } from './printed.ts'
import type {
  DroppedRow,
  MilestoneReportFacts,
  MilestoneReportOptions,
  ReportAction,
  ReportCounts,
  ReportFinding,
  ReportRow,
  ReportTheme,
  Standing,
} from './report-facts.ts'
import {
  type ActionGroup,
  actionGroups,
  findingsWithin,
  groupsWithin,
  type ReportFilter,
  scopeOf,
} from './scope.ts'
import { statusText } from './standing.ts'
import { coverageIn } from './thread-facts.ts'

/** The facts of a milestone report, from the facts of the plan at the end of one day. Pure; reads no clock. */
export function milestoneReportFacts(held: PlanAsAt, options: MilestoneReportOptions): MilestoneReportFacts {
  const facts = withEveryField(held)
  const filter = options.filter ?? {}
  const groups = groupsWithin(actionGroups(facts), filter, facts)
  const sections = themeSections(facts, groups, filter)
  const rows = sections.flatMap((section) => section.rows)
  const counts = countsOf(rows, groups)
  return {
    report: 'milestone',
    title: `${facts.title}: milestone report as at ${formatDay(facts.asAt)}`,
    area: options.areaName,
    plan: { id: facts.id, title: facts.title },
    asAt: facts.asAt,
    generatedOn: options.generatedOn,
    edition: facts.edition,
    scope: scopeOf(facts, filter, groups),
    summary: summaryOf(counts),
    counts,
    themes: sections.map((section) => section.theme),
    actions: sections.flatMap((section) => section.actions),
    rows,
    dropped: groups.flatMap(droppedOf),
    findings: findingsOf(facts, options, groups),
  }
}

function findingsOf(
  facts: PlanAsAt,
  { filter = {}, thread }: MilestoneReportOptions,
  groups: ActionGroup[],
): ReportFinding[] {
  const wanted = new Set(findingsWithin(facts, filter, groups).map(({ id }) => id))
  const covered = coverageIn(facts, thread).filter(({ finding }) => wanted.has(finding.id))
  return covered.map((coverage) => findingOf(coverage, facts))
}

interface Section {
  theme: ReportTheme
  actions: ReportAction[]
  rows: ReportRow[]
}

/** In the plan's order, and last what stands under no theme. A filtered report leaves empty themes out. */
function themeSections(facts: PlanAsAt, groups: ActionGroup[], filter: ReportFilter): Section[] {
  const held = new Set(facts.themes.map(({ id }) => id))
  const themeOf = ({ action }: ActionGroup) =>
    action?.themeId && held.has(action.themeId) ? action.themeId : null
  const whole = !filter.reviewId && !filter.themeId
  const named = facts.themes.map((theme) => {
    const own = groups.filter((group) => themeOf(group) === theme.id)
    return section(theme, own, facts.asAt)
  })
  const rest = groups.filter((group) => themeOf(group) === null)
  const unnamed = section({ id: null, name: 'Not under a theme', outcome: null }, rest, facts.asAt)
  return [...(whole ? named : named.filter(hasContent)), ...(hasContent(unnamed) ? [unnamed] : [])]
}

const hasContent = (each: Section): boolean => each.actions.length > 0

function section(theme: Omit<ReportTheme, 'counts'>, groups: ActionGroup[], asAt: PlainDate): Section {
  const live = groups.filter(isLive)
  const rows = live.flatMap((group) => rowsOf(group, theme.id, asAt))
  const { id, name, outcome } = theme
  return {
    theme: { id, name, outcome, counts: countsOf(rows, groups) },
    actions: live.map((group) => actionOf(group, theme.id)),
    rows,
  }
}

/** A dropped action is no longer reported on. A group without its action is there for its live milestones. */
function isLive({ action, milestones }: ActionGroup): boolean {
  return action ? !action.dropped : milestones.some((milestone) => !milestone.dropped)
}

function countsOf(rows: ReportRow[], groups: ActionGroup[]): ReportCounts {
  const byStanding: Record<Standing, number> = { ...NOTHING }
  for (const row of rows) byStanding[row.standing] += 1
  return {
    milestones: rows.length,
    byStanding,
    overdue: rows.filter((row) => row.overdue).length,
    actions: groups.filter(({ action }) => action && !action.dropped).length,
    droppedMilestones: groups.flatMap(droppedOf).filter(({ kind }) => kind === 'milestone').length,
  }
}

const NOTHING: Record<Standing, number> = {
  not_started: 0,
  on_track: 0,
  achieved: 0,
  off_track: 0,
  not_achieved: 0,
  other_words: 0,
  not_reported: 0,
}

const SUMMARY_WORDS: [Standing, string][] = [
  ['on_track', 'on track'],
  ['off_track', 'off track with no support needed'],
  ['not_achieved', 'off track or not achieved with support required'],
  ['not_started', 'not started'],
  ['other_words', 'reported in words outside the status key'],
  ['not_reported', 'not reported'],
]

/** One sentence for what is done, one for the rest, one for what is late; nothing is said of noughts. */
function summaryOf(counts: ReportCounts): string {
  if (counts.milestones === 0) return 'There are no milestones to report on.'
  const done = `${counts.byStanding.achieved} of ${counted(counts.milestones, 'milestone')} completed.`
  const rest = SUMMARY_WORDS.filter(([standing]) => counts.byStanding[standing] > 0)
  const others = rest.map(([standing, words]) => `${counts.byStanding[standing]} ${words}`).join(', ')
  const late = `${counts.overdue} past the due date and not completed`
  return [done, others && `${others}.`, counts.overdue > 0 && `${late}.`].filter(Boolean).join(' ')
}

function actionOf({ action, milestones }: ActionGroup, themeId: string | null): ReportAction {
  const dropped = milestones.filter((milestone) => milestone.dropped).length
  const counts = { themeId, milestones: milestones.length - dropped, droppedMilestones: dropped }
  if (!action) {
    const words = 'The action of these milestones is not held'
    return { id: null, ref: null, words, outcome: null, leads: [], cites: [], judgement: null, ...counts }
  }
  return {
    id: action.id,
    ref: action.ref,
    words: action.words,
    outcome: action.outcome,
    leads: action.leads.map(printedLead),
    cites: citationsBeside(action.words, action.cites),
    judgement: judgementOf(action),
    ...counts,
  }
}

function judgementOf({ judgement }: ActionAsAt): ReportAction['judgement'] {
  if (!judgement) return null
  const { status, words, saidOn, author } = judgement
  return { status, words, said: formatDay(saidOn), author }
}

function rowsOf(group: ActionGroup, themeId: string | null, asAt: PlainDate): ReportRow[] {
  const live = group.milestones.filter((milestone) => !milestone.dropped)
  return live.map((milestone) => rowOf(milestone, group.action?.id ?? null, themeId, asAt))
}

function rowOf(
  milestone: MilestoneAsAt,
  actionId: string | null,
  themeId: string | null,
  asAt: PlainDate,
): ReportRow {
  const { id, ref, words, start, due, latest } = milestone
  return {
    id,
    actionId,
    themeId,
    ref,
    words,
    cites: citationsBeside(words, milestone.cites),
    start: start && printedDate(start),
    due: due && printedDate(due),
    earlierDue: milestone.earlierDue.map(printedDate),
    standing: reported(latest),
    statusText: statusText(latest),
    overdue: Boolean(due?.on && due.on < asAt && latest?.status !== 'achieved'),
    note: latest && printedNote(latest),
    leads: milestone.leads.map(printedLead),
  }
}

function droppedOf({ action, milestones }: ActionGroup): DroppedRow[] {
  const gone = milestones.flatMap((milestone): DroppedRow[] => {
    const dropped = milestone.dropped ?? action?.dropped
    return dropped ? [droppedRow('milestone', milestone, dropped, !milestone.dropped)] : []
  })
  return action?.dropped ? [droppedRow('action', action, action.dropped, false), ...gone] : gone
}

function droppedRow(
  kind: DroppedRow['kind'],
  thing: ActionAsAt | MilestoneAsAt,
  dropped: { on: PlainDate; reason: string },
  withAction: boolean,
): DroppedRow {
  const { id, ref, words } = thing
  return { kind, id, ref, words, on: dropped.on, reason: dropped.reason, withAction }
}
