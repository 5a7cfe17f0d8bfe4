import { formatDay, formatMonth, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import type { HelperChoice, OpenQuery } from '../domain/assessment.ts'
import type { ActionAsAt, MilestoneAsAt } from '../domain/facts.ts'
import { REASON_CODES, REASONS } from '../domain/reasons.ts'
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

const FIELDS = [
  ...(['status', 'done', 'next', 'reason', 'recovery', 'new-day', 'new-month', 'new-year'] as const),
  ...(['support_needed', 'support', 'support_to', 'wanted-day', 'wanted-month', 'wanted-year'] as const),
  'evidence',
] as const

/** What somebody typed, as it came: kept whole so that a faulty form comes back as it was sent. */
export type UpdateValues = Record<(typeof FIELDS)[number], string>

/** Where a fault may stand: at a field, or at a date of three fields. */
export type UpdateField = keyof UpdateValues | 'new' | 'wanted'

/** One milestone to be updated, with what its page needs to show the form (again). */
export interface UpdateInput {
  plan: { id: string; title: string }
  milestone: MilestoneAsAt
  action: ActionAsAt
  /** The first day of the month that is asked about. */
  period: PlainDate
  /** Makes a double click one update; null where the page's own mark does. */
  once: string | null
  /** Null before anything was typed. */
  values: UpdateValues | null
  errors: readonly FieldError[]
  /** Whether evidence is attached to the milestone already. */
  attached: boolean
  /** Who can be asked for support. */
  helpers: readonly HelperChoice[]
  /** What somebody asked of it, and nobody answered yet: an update answers it. */
  queries: readonly Pick<OpenQuery, 'id' | 'words' | 'by' | 'on'>[]
  /** For whom the reader speaks; null for themselves. */
  forWhom: string | null
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
  once: string | null
  forWhom: string | null
  attached: boolean
  queries: { id: string; words: string; byline: string }[]
  last: LastSaid | null
  reasons: { value: string; words: string; selected: boolean }[]
  fresh: DateBoxes
  helpers: { label: string; choices: { value: string; words: string; selected: boolean }[] }[]
  wanted: DateBoxes
  statuses: { id: string; value: Status; words: string; checked: boolean }[]
  values: UpdateValues
  /** Words of the fault of each field; null where it has none. */
  errors: Record<UpdateField, string | null>
  /** Room for a file: the name of one that was given, or what was wrong with another. Null where none is taken. */
  file: { given: string | null; error: string | null } | null
  /** Whether it came back, with faults or to be changed: such a form stands open. */
  returned: boolean
}

/** The three boxes of a date. */
export interface DateBoxes {
  name: 'new' | 'wanted'
  legend: string
  parts: { id: string; name: string; label: string; value: string; wide: boolean }[]
  error: string | null
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

const NOTHING_TYPED: UpdateValues = readUpdateValues({})

/** Reads what was sent without judging it. */
export function readUpdateValues(body: unknown): UpdateValues {
  const sent: object = typeof body === 'object' && body !== null ? body : {}
  const text = (field: string): string => {
    const value: unknown = Reflect.get(sent, field)
    return typeof value === 'string' ? value : ''
  }
  return Object.fromEntries(FIELDS.map((field) => [field, text(field)])) as UpdateValues
}

export function toUpdateForm(input: UpdateInput, send: string, today: PlainDate): UpdateForm {
  const { milestone, action, period } = input
  const values = input.values ?? NOTHING_TYPED
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
    forWhom: input.forWhom,
    attached: input.attached,
    queries: input.queries.map(({ id, words, by, on }) => ({
      ...{ id, words },
      byline: `${by} on ${formatDay(on)}`,
    })),
    reasons: REASON_CODES.map((value) => ({
      value,
      words: REASONS[value],
      selected: values.reason === value,
    })),
    fresh: dateBoxes(input, values, 'new', 'New date by which it will be done'),
    helpers: helperGroups(input.helpers, values.support_to),
    wanted: dateBoxes(input, values, 'wanted', 'When is it needed by?'),
    last: lastSaid(milestone, period),
    statuses: STATUSES.map((value, at) => ({
      id: at === 0 ? `status-${id}` : `status-${id}-${at + 1}`,
      value,
      words: STATUS_KEY[value].long,
      checked: values.status === value,
    })),
    values,
    errors: errorsByField(input.errors),
    file: null,
    returned: input.values !== null,
  }
}

const DATES: readonly UpdateField[] = ['new', 'wanted']

function errorsByField(errors: readonly FieldError[]): UpdateForm['errors'] {
  const texts = new Map(errors.map(({ field, text }) => [field, text]))
  const fields: readonly UpdateField[] = [...FIELDS, ...DATES]
  return Object.fromEntries(fields.map((field) => [field, texts.get(field) ?? null])) as UpdateForm['errors']
}

function dateBoxes(
  { milestone: { id }, errors }: UpdateInput,
  values: UpdateValues,
  name: DateBoxes['name'],
  legend: string,
): DateBoxes {
  const part = (of: 'day' | 'month' | 'year', label: string) => ({
    // The first box has the name of the whole, so that the error summary leads to it.
    id: of === 'day' ? `${name}-${id}` : `${name}-${of}-${id}`,
    name: `${name}-${of}`,
    label,
    value: values[`${name}-${of}`],
    wide: of === 'year',
  })
  const ofName = errors.find(({ field }) => field === name || field.startsWith(`${name}-`))
  const parts = [part('day', 'Day'), part('month', 'Month'), part('year', 'Year')]
  return { name, legend, parts, error: ofName?.text ?? null }
}

const GROUPS = { board: 'Boards', post: 'Posts', person: 'People' } as const

function helperGroups(helpers: readonly HelperChoice[], chosen: string): UpdateForm['helpers'] {
  return (['board', 'post', 'person'] as const).flatMap((kind) => {
    const choices = helpers
      .filter((helper) => helper.kind === kind)
      .map(({ id, name }) => {
        const value = `${kind}:${id}`
        return { value, words: name, selected: value === chosen }
      })
    return choices.length > 0 ? [{ label: GROUPS[kind], choices }] : []
  })
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
    inOrder(errors).map(({ field, text }) => ({
      text: several && milestone.ref ? `${milestone.ref}: ${text}` : text,
      href: `#${field.replace(/^(new|wanted)-(day|month|year)$/, '$1')}-${milestone.id}`,
    })),
  )
}

/** As the boxes stand on the page: whoever mends them goes downwards. */
const inOrder = (errors: readonly FieldError[]): FieldError[] => {
  const place = (field: string) => BOXES.indexOf(field.replace(/^(new|wanted)-(day|month|year)$/, '$1'))
  return errors.toSorted((a, b) => place(a.field) - place(b.field))
}

const BOXES = [
  ...[
    'status',
    'done',
    'next',
    'reason',
    'recovery',
    'new',
    'support_needed',
    'support',
    'support_to',
    'wanted',
  ],
  ...['evidence'],
]
