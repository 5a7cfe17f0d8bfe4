import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { ActionAsAt, MilestoneAsAt } from '../domain/facts.ts'
import { disagreement, rollUp, type Standing } from '../domain/roll-up.ts'
import { STATUS_KEY, type Status } from '../domain/status.ts'
import { paths } from '../paths.ts'
import type { PlanRow } from './plan-query.ts'
import {
  citationWords,
  leadNames,
  list,
  overdue,
  redated,
  type StatusView,
  saidWhen,
  statedDate,
  statusView,
} from './words.ts'

/** One milestone on one line of the plan or of its action: everything is a string by the time it is drawn. */
export interface MilestoneRow {
  /** Null where one milestone may stand in several groups: a page names each thing once. */
  anchor: string | null
  href: string
  ref: string
  words: string
  code: Standing
  status: string
  due: string
  overdue: string | null
  redated: string | null
  leads: string | null
  month: string | null
  said: string
  more: { label: string; words: string }[]
  update: string | null
}

/** What the reader may do with milestones. */
export interface PlanMay {
  update: (milestone: MilestoneAsAt) => boolean
}

/** How the rows are read: for which day, and by whom. */
export interface RowReading {
  day: PlainDate
  /** The day again when it is not today; null when the plan is shown as it stands. */
  past: PlainDate | null
  anchors: boolean
  may: PlanMay
}

export function toMilestoneRow({ milestone, standing }: PlanRow, reading: RowReading): MilestoneRow {
  const { latest } = milestone
  const { past, may } = reading
  const open = past === null && standing !== 'dropped' && may.update(milestone)
  return {
    anchor: reading.anchors ? milestone.id : null,
    href: paths.milestone(milestone.id, past),
    ref: milestone.ref ?? 'Open',
    words: milestone.words,
    code: standing,
    status: statusView(standing, latest).words,
    due: statedDate(milestone.due) ?? 'No date',
    overdue: overdue(milestone.due, standing, reading.day),
    redated: redated(milestone.earlierDue),
    leads: leadNames(milestone.leads),
    month: latest && saidWhen(latest),
    said: latest?.done ?? 'Nothing said yet',
    more: moreOf(milestone),
    update: open ? paths.updateMilestone(milestone.id) : null,
  }
}

/** What opens in place: only what the line itself does not say. */
function moreOf({ start, earlierDue, latest, cites, dropped }: MilestoneAsAt): MilestoneRow['more'] {
  const more: MilestoneRow['more'] = []
  const add = (label: string, words: string | null | undefined) => {
    if (words) more.push({ label, words })
  }
  add('Dropped', dropped && `${formatDay(dropped.on)}: ${dropped.reason}`)
  add('Start', statedDate(start))
  add('Was due', list(earlierDue.flatMap((due) => statedDate(due) ?? [])))
  add('Support needed', latest?.support)
  add('Next', latest?.next)
  add('Evidence', latest?.evidence)
  add('Answers', list(cites.map(citationWords)))
  return more
}

/** What a person judged of an action, beside what its milestones say together. */
export interface ActionStanding {
  judged: StatusView | null
  rollUp: StatusView | null
  /** The words between the two. */
  joint: string
  /** The whole as a sentence when the two differ. */
  disagreement: string | null
  sum: string
}

export function toActionStanding(action: ActionAsAt, standings: readonly Standing[]): ActionStanding {
  const together = rollUp(standings)
  const judged = action.judgement?.status ?? null
  return {
    judged: judged && { code: judged, words: STATUS_KEY[judged].short },
    rollUp: together && { code: together, words: STATUS_KEY[together].short },
    joint: jointWords(judged, together),
    disagreement: disagreement(judged, together),
    sum: rollUpWords(standings),
  }
}

function jointWords(judged: Status | null, together: Status | null): string {
  if (!judged) return ', milestones say'
  return judged === together ? ', and its milestones say' : ', but its milestones say'
}

/** "2 of 4 completed", and what no update says. */
export function rollUpWords(standings: readonly Standing[]): string {
  const live = standings.filter((standing) => standing !== 'dropped')
  if (live.length === 0) return 'no milestones'
  const done = live.filter((standing) => standing === 'achieved').length
  const silent = live.filter((standing) => standing === 'not_reported').length
  return `${done} of ${live.length} completed${silent > 0 ? `, ${silent} without an update` : ''}`
}
