import { formatMonth, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import type { ActionAsAt, MilestoneAsAt } from '../domain/facts.ts'
import { standingOf } from '../domain/roll-up.ts'
import { STATUS_KEY, STATUSES, type Status } from '../domain/status.ts'
import { paths } from '../paths.ts'
import {
  dueSoon,
  isOverdue,
  leadNames,
  type StatusView,
  saidWhen,
  statedDate,
  statusInFull,
} from './words.ts'

/** What somebody typed, as it came: kept whole so that a faulty form comes back as it was sent. */
export interface UpdateValues {
  status: string
  done: string
  next: string
  support_needed: string
  support: string
  evidence: string
}

export type UpdateField = keyof UpdateValues

/** One milestone to be updated, with what its page needs to show the form (again). */
export interface UpdateInput {
  plan: { id: string; title: string }
  milestone: MilestoneAsAt
  action: ActionAsAt
  /** The first day of the month that is asked about. */
  period: PlainDate
  /** Makes a double click one update. */
  once: string
  /** Null before anything was typed. */
  values: UpdateValues | null
  errors: readonly FieldError[]
}

export interface UpdateForm {
  id: string
  name: string
  words: string
  href: string
  action: string
  due: string
  soon: string | null
  late: boolean
  leads: string
  month: string
  send: string
  once: string
  last: LastSaid | null
  statuses: { id: string; value: Status; words: string; checked: boolean }[]
  values: UpdateValues
  /** Words of the fault of each field; null where it has none. */
  errors: Record<UpdateField, string | null>
  faulty: boolean
}

export interface LastSaid {
  when: string
  author: string
  status: StatusView
  done: string
  next: string | null
  support: string | null
  evidence: string | null
  /** True when this month's update is already in: sending again adds to it. */
  thisMonth: boolean
}

const EMPTY: UpdateValues = {
  status: '',
  done: '',
  next: '',
  support_needed: '',
  support: '',
  evidence: '',
}

/** Reads what was sent without judging it. */
export function readUpdateValues(body: unknown): UpdateValues {
  const sent: object = typeof body === 'object' && body !== null ? body : {}
  const text = (field: UpdateField): string => {
    const value: unknown = Reflect.get(sent, field)
    return typeof value === 'string' ? value : ''
  }
  return {
    status: text('status'),
    done: text('done'),
    next: text('next'),
    support_needed: text('support_needed'),
    support: text('support'),
    evidence: text('evidence'),
  }
}

export function toUpdateForm(input: UpdateInput, send: string, today: PlainDate): UpdateForm {
  const { milestone, action, period } = input
  const values = input.values ?? EMPTY
  const standing = standingOf(milestone, action)
  const id = milestone.id
  return {
    id,
    name: milestone.ref ? `Milestone ${milestone.ref}` : 'Milestone',
    words: milestone.words,
    href: paths.milestone(id),
    action: action.ref ? `${action.ref} ${action.words}` : action.words,
    due: statedDate(milestone.due) ?? 'no date',
    soon: dueSoon(milestone.due, standing, today),
    late: isOverdue(milestone.due, standing, today),
    leads: leadNames(milestone.leads) ?? 'No lead',
    month: formatMonth(period),
    send,
    once: input.once,
    last: lastSaid(milestone, period),
    statuses: STATUSES.map((value, at) => ({
      id: at === 0 ? `status-${id}` : `status-${id}-${at + 1}`,
      value,
      words: STATUS_KEY[value].long,
      checked: values.status === value,
    })),
    values,
    errors: errorsByField(input.errors),
    faulty: input.errors.length > 0,
  }
}

function errorsByField(errors: readonly FieldError[]): UpdateForm['errors'] {
  const of = (field: UpdateField): string | null =>
    errors.find((error) => error.field === field)?.text ?? null
  return {
    status: of('status'),
    done: of('done'),
    next: of('next'),
    support_needed: of('support_needed'),
    support: of('support'),
    evidence: of('evidence'),
  }
}

function lastSaid({ latest }: MilestoneAsAt, period: PlainDate): LastSaid | null {
  if (!latest) return null
  return {
    when: saidWhen(latest),
    author: latest.author,
    status: statusInFull(latest),
    done: latest.done,
    next: latest.next,
    support: latest.support,
    evidence: latest.evidence,
    thisMonth: latest.period?.slice(0, 7) === period.slice(0, 7),
  }
}

/** The summary at the top of the page: each fault a link to its field. */
export function errorSummary(inputs: readonly UpdateInput[]): { text: string; href: string }[] {
  const several = inputs.length > 1
  return inputs.flatMap(({ milestone, errors }) =>
    errors.map(({ field, text }) => ({
      text: several && milestone.ref ? `${milestone.ref}: ${text}` : text,
      href: `#${field}-${milestone.id}`,
    })),
  )
}

/** What came with a form that is shown again. */
export interface TypedUpdate {
  values: UpdateValues | null
  errors: readonly FieldError[]
  once: string | null
}

export const NOTHING_TYPED: TypedUpdate = { values: null, errors: [], once: null }

/** The form keeps its own mark when it comes back with faults, so that mending and sending twice is still one update. */
export const typedInto = (values: Record<string, unknown>, errors: readonly FieldError[]): TypedUpdate => ({
  values: readUpdateValues(values),
  errors,
  once: typeof values.once === 'string' ? values.once : null,
})
