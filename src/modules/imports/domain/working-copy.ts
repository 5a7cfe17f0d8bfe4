/** A plan's milestones on a sheet that is sent out, filled in by their leads, and comes back. Pure. */
import { formatDay, formatMonth } from '../../../platform/calendar.ts'
import { type PlanAsAt, STATUS_KEY, STATUSES, type StatedDate, type UpdateFacts } from '../../plans/index.ts'
import type { ColumnField, ReadChoices } from './reading.ts'
import { wordKey } from './words.ts'

export interface CopyRow {
  milestoneId: string
  ref: string
  theme: string
  action: string
  words: string
  start: StatedDate | null
  due: StatedDate | null
  leads: string
  /** What was last said of it, to be read and not to be filled in. */
  last: string
}

/** Headings of the sheet, in its order; what our reader makes of each is what it says here. */
export const COPY_HEADINGS = {
  ref: 'Ref',
  theme: 'Theme',
  action: 'Action',
  words: 'Milestone',
  start: 'Start date',
  due: 'Due date',
  leads: 'Milestone lead',
  last: 'Last said (leave as it is)',
  status: 'Status',
  note: 'Progress note',
  next: 'What comes next',
  support: 'Support needed, and from whom',
} as const

const COPY_FIELDS: Record<keyof typeof COPY_HEADINGS, ColumnField> = {
  ...{
    ref: 'ref',
    theme: 'theme',
    action: 'action',
    words: 'milestone',
    start: 'start',
    due: 'due',
    leads: 'lead',
  },
  ...{ last: 'other', status: 'status', note: 'progressNote', next: 'other', support: 'other' },
}

/** The columns of the copies, Excel's and Word's, as a person would have matched them: by the key of their headings. */
export const COPY_COLUMNS: NonNullable<ReadChoices['columns']> = Object.fromEntries(
  [copyColumns(true), copyColumns(false)].map((columns) => [
    columns.map((column) => wordKey(COPY_HEADINGS[column])).join('|'),
    Object.fromEntries(columns.map((column, place) => [place, COPY_FIELDS[column]])),
  ]),
)

/** In Word there is no room for the theme. */
function copyColumns(withTheme: boolean): (keyof typeof COPY_HEADINGS)[] {
  const all = Object.keys(COPY_HEADINGS) as (keyof typeof COPY_HEADINGS)[]
  return withTheme ? all : all.filter((column) => column !== 'theme')
}

/** What a lead may choose as the status: the short words of the key. */
export const COPY_STATUSES: string[] = STATUSES.map((status) => STATUS_KEY[status].short)

/** Live milestones of the plan, or those of one lead only, in the plan's order. */
export function copyRows(plan: PlanAsAt, lead: string | null): CopyRow[] {
  const actions = new Map(plan.actions.map((action) => [action.id, action]))
  const themes = new Map(plan.themes.map(({ id, name }) => [id, name]))
  return plan.milestones.flatMap((milestone) => {
    const action = actions.get(milestone.actionId)
    if (!action || action.dropped || milestone.dropped) return []
    if (lead !== null && !milestone.leads.some(({ name }) => wordKey(name) === wordKey(lead))) return []
    return [
      {
        milestoneId: milestone.id,
        ref: milestone.ref ?? '',
        theme: themes.get(action.themeId ?? '') ?? '',
        action: action.ref ? `${action.ref}. ${action.words}` : action.words,
        words: milestone.words,
        start: milestone.start,
        due: milestone.due,
        leads: milestone.leads.map(({ name }) => name).join('; '),
        last: milestone.latest ? lastSaid(milestone.latest) : 'Nothing yet',
      },
    ]
  })
}

function lastSaid({ saidOn, status, statusWords, done, author }: UpdateFacts): string {
  const said = status ? STATUS_KEY[status].short : (statusWords ?? '')
  return [`${formatDay(saidOn)}, ${author}: ${said}`, done].filter(Boolean).join('. ')
}

/** A date that is not exact to the day, as it is written in a cell. */
export function dateInWords({ on, precision, words }: StatedDate): string {
  if (words !== null) return words
  if (on === null) return ''
  return precision === 'month' ? formatMonth(on) : precision === 'year' ? on.slice(0, 4) : formatDay(on)
}
