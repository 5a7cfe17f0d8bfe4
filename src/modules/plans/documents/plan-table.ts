import { daysBetween, formatMonth } from '../../../platform/calendar.ts'
import { date, number, type Table, tableOf, text } from '../../../platform/office/table.ts'
import { criticalPath } from '../domain/critical-path.ts'
import type { ActionAsAt, PlanAsAt, StatedDate } from '../domain/facts.ts'
import { boardsOf, matching, type PlanQuery, type PlanRow, planRows } from '../pages/plan-query.ts'
import { isWhole } from '../pages/plan-reading.ts'
import { citationWords, leadInFull, leadsOnly, statusView } from '../pages/words.ts'

/** A milestone under its action; or an action that has none, which is part of the plan too. */
type Line = { action: ActionAsAt; row: PlanRow | null }

/**
 * The milestones that the filters leave, each once and in the plan's own order, whatever the page groups them by. Of a
 * whole plan also its actions without milestones.
 */
export function toPlanTable(facts: PlanAsAt, query: PlanQuery): Table {
  const themes = new Map(facts.themes.map(({ id, name }) => [id, name]))
  const path = criticalPath(facts)
  const phases = new Map(facts.phases.map(({ id, name }) => [id, name]))
  const milestone =
    <T>(of: (row: PlanRow) => T) =>
    (line: Line) =>
      line.row ? of(line.row) : null
  const latest = <T>(of: (said: NonNullable<PlanRow['milestone']['latest']>) => T) =>
    milestone(({ milestone: { latest } }) => (latest ? of(latest) : null))
  return tableOf(`${facts.title}, milestones`, linesOf(facts, query), [
    text('Theme', ({ action }) => themes.get(action.themeId ?? '') ?? null),
    text('Phase', ({ action }) => phases.get(action.phaseId ?? '') ?? null),
    text('Action number', ({ action }) => action.ref),
    text('Action', ({ action }) => action.words),
    text('Critical path', ({ action }) => (path.has(action.id) ? 'Yes' : 'No')),
    text(
      'Number',
      milestone((row) => row.milestone.ref),
    ),
    text(
      'Milestone',
      milestone((row) => row.milestone.words),
    ),
    text(
      'Status',
      milestone((row) => statusView(row.standing, row.milestone.latest).words),
    ),
    date(
      'Start',
      milestone((row) => dayOrWords(row.milestone.start)),
    ),
    date(
      'Due',
      milestone((row) => dayOrWords(row.milestone.due)),
    ),
    text(
      'Due, as written',
      milestone((row) => asWritten(row.milestone.due)),
    ),
    number(
      'Days overdue',
      milestone((row) => daysOverdue(row, facts)),
    ),
    number(
      'Times re-dated',
      milestone((row) => row.milestone.earlierDue.length),
    ),
    text(
      'Lead',
      milestone((row) => several(leadsOnly(row.milestone.leads).map(leadInFull))),
    ),
    text('Boards', ({ action, row }) => several(row ? boardsOf(row.milestone, action) : action.boards)),
    text(
      'Month reported',
      latest(({ period }) => period && formatMonth(period)),
    ),
    date(
      'Last said on',
      latest(({ saidOn }) => saidOn),
    ),
    text(
      'What was done',
      latest(({ done }) => done),
    ),
    text(
      'What comes next',
      latest(({ next }) => next),
    ),
    text(
      'Support needed',
      latest(({ support }) => support),
    ),
    text(
      'Evidence',
      latest(({ evidence }) => evidence),
    ),
    text('Answers', ({ action, row }) =>
      several([...(row?.milestone.cites ?? []), ...action.cites].map(citationWords)),
    ),
    date('Dropped on', ({ action, row }) => (row?.milestone.dropped ?? action.dropped)?.on ?? null),
    text('Why dropped', ({ action, row }) => (row?.milestone.dropped ?? action.dropped)?.reason ?? null),
  ])
}

function linesOf(facts: PlanAsAt, query: PlanQuery): Line[] {
  const byAction = Map.groupBy(planRows(facts).filter(matching(query, facts)), ({ action }) => action)
  const whole = isWhole(query)
  return facts.actions.flatMap((action): Line[] => {
    const rows = byAction.get(action)
    if (rows) return rows.map((row) => ({ action, row }))
    return whole && !action.dropped ? [{ action, row: null }] : []
  })
}

const dayOrWords = (date: StatedDate | null): string | null => date?.on ?? date?.words ?? null

/** Only where the document said it otherwise than as a day. */
const asWritten = (date: StatedDate | null): string | null => {
  if (date?.words) return date.words
  return date?.on && date.precision === 'month' ? formatMonth(date.on) : null
}

const daysOverdue = ({ milestone, overdue }: PlanRow, { asAt }: PlanAsAt): number | null =>
  overdue && milestone.due?.on ? daysBetween(milestone.due.on, asAt) : null

const several = (items: readonly string[]): string | null => [...new Set(items)].join('; ') || null
