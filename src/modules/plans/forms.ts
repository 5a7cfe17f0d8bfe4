import { z } from 'zod'
import { endOfMonth, isPlainDate, type PlainDate } from '../../platform/calendar.ts'
import type { BulkAsked } from './domain/bulk.ts'
import { STATUSES } from './domain/status.ts'

const optional = z.string().max(4_000, 'Must be 4,000 characters or fewer').optional()

const nullWhenEmpty = (text: string | undefined): string | null => text || null

export const UpdateForm = z
  .object({
    once: z.uuid('This form is not complete: reload the page'),
    status: z.enum(STATUSES, 'Select where the milestone stands this month'),
    done: z
      .string('Say what was done')
      .min(1, 'Say what was done')
      .max(8_000, 'What was done must be 8,000 characters or fewer'),
    next: optional,
    support_needed: z.enum(['yes', 'no'], 'Select yes if support is needed'),
    support: optional,
    evidence: optional,
  })
  .refine((form) => form.support_needed === 'no' || form.support, {
    path: ['support'],
    error: 'Say what support is needed, and from whom',
  })
  .refine((form) => form.support_needed === 'yes' || !form.support, {
    path: ['support_needed'],
    error: 'You wrote what support is needed: select yes, or take it out',
  })
  .refine((form) => form.status !== 'not_achieved' || form.support_needed === 'yes', {
    path: ['support_needed'],
    error: 'This status asks for support: select yes, or another status',
  })
  .refine((form) => form.status !== 'achieved' || form.evidence, {
    path: ['evidence'],
    error: 'Say what shows that it is completed and the desired outcome achieved',
  })
  .transform((form) => ({
    once: form.once,
    status: form.status,
    done: form.done,
    next: nullWhenEmpty(form.next),
    support: form.support_needed === 'yes' ? nullWhenEmpty(form.support) : null,
    evidence: nullWhenEmpty(form.evidence),
  }))

export const JudgementForm = z.object({
  once: z.uuid('This form is not complete: reload the page'),
  status: z.enum(STATUSES, 'Select where the action stands'),
  words: z.string('Say why').min(1, 'Say why').max(4_000, 'Must be 4,000 characters or fewer'),
})

const box = z.string().max(4).default('')

/** A day, or no more than the month of it: what somebody put into the three boxes of a date. */
export interface DatedBoxes {
  on: PlainDate
  precision: 'day' | 'month'
}

/** Null when all boxes are empty; a date that does not exist is a fault of the whole date. */
function dateOf(
  form: Record<string, unknown>,
  name: 'start' | 'due',
  context: z.core.$RefinementCtx,
): DatedBoxes | null {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((part) =>
    String(form[`${name}-${part}`]),
  )
  if (!day && !month && !year) return null
  const iso = `${year}-${month.padStart(2, '0')}-${(day || '1').padStart(2, '0')}`
  if (isPlainDate(iso)) return toDated(iso, day !== '', name)
  const called = name === 'start' ? 'start date' : 'due date'
  context.addIssue({
    code: 'custom',
    path: [name],
    message: `The ${called} must be a real date, like 31 5 2027`,
  })
  return null
}

/** A month without a day stands for its first day when something starts, and for its last when it is due. */
function toDated(iso: PlainDate, exact: boolean, name: 'start' | 'due'): DatedBoxes {
  if (exact) return { on: iso, precision: 'day' }
  return { on: name === 'start' ? iso : endOfMonth(iso), precision: 'month' }
}

export const ChangeForm = z
  .object({
    words: z
      .string('Enter what will be done')
      .min(1, 'Enter what will be done')
      .max(4_000, 'What will be done must be 4,000 characters or fewer'),
    'start-day': box,
    'start-month': box,
    'start-year': box,
    'due-day': box,
    'due-month': box,
    'due-year': box,
    leads: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
    reason: optional,
    seen: z.string().max(40).default(''),
  })
  .transform((form, context) => ({
    seen: form.seen,
    words: form.words,
    start: dateOf(form, 'start', context),
    due: dateOf(form, 'due', context),
    leads: form.leads.filter((key) => key !== ''),
    reason: nullWhenEmpty(form.reason),
  }))

const viewFields = {
  name: z
    .string('Give the view a name')
    .min(1, 'Give the view a name')
    .max(80, 'The name must be 80 characters or fewer'),
  shared: z.literal('yes').optional(),
}

export const ViewForm = z
  .object(viewFields)
  .transform(({ name, shared }) => ({ name, shared: shared === 'yes' }))

export const SaveViewForm = z
  .object({
    ...viewFields,
    view: z
      .string('Open the plan, and choose the filters to save')
      .min(1, 'Open the plan, and choose the filters to save'),
  })
  .transform(({ name, shared }) => ({ name, shared: shared === 'yes' }))

const several = (none: string) =>
  z
    .union([z.string().transform((one) => [one]), z.array(z.string())], none)
    .transform((all) => all.filter((one) => one !== ''))
    .refine((all) => all.length > 0, none)

export const AcceptFaultsForm = z.object({
  faults: several('Select what you accept'),
  reason: z
    .string('Say why it is accepted')
    .min(1, 'Say why it is accepted')
    .max(4_000, 'The reason must be 4,000 characters or fewer'),
})

export const WithdrawFaultsForm = z.object({
  acceptances: several('Select what you no longer accept').pipe(
    z.array(z.uuid('This form is not complete: reload the page')),
  ),
})

const BULK_FIELDS = {
  what: z.enum(['lead', 'due', 'move', 'add_board', 'take_board', 'drop'], 'Select what to change'),
  lead: z.string().max(60).default(''),
  due: z.string().max(20).default(''),
  move: z.string().max(10).default(''),
  add_board: z.string().max(400).default(''),
  take_board: z.string().max(400).default(''),
  reason: optional,
}

type BulkTyped = z.output<z.ZodObject<typeof BULK_FIELDS>>

/** As far as one may move dates at once: about two years. */
const FURTHEST = 500

function askedOf(form: BulkTyped, context: z.core.$RefinementCtx): BulkAsked {
  const fault = (message: string) => {
    context.addIssue({ code: 'custom', path: [form.what], message })
  }
  if (form.what === 'drop') return { what: 'drop' }
  if (form.what === 'lead') {
    if (form.lead === '') fault('Choose who is to lead')
    return { what: 'lead', holder: form.lead }
  }
  if (form.what === 'due') {
    if (!isPlainDate(form.due)) fault('Enter the new due date')
    return { what: 'due', on: form.due }
  }
  if (form.what === 'move') {
    const days = /^[+-]?\d{1,3}$/.test(form.move) ? Number(form.move) : 0
    if (days === 0 || Math.abs(days) > FURTHEST)
      fault(`Enter how many working days, from -${FURTHEST} to ${FURTHEST}, like 10 or -5`)
    return { what: 'move', days }
  }
  const board = form[form.what]
  if (board === '') fault('Choose a board')
  return { what: form.what, board }
}

const selection = z
  .union([z.string().transform((one) => [one]), z.array(z.string())])
  .default([])
  .transform((all) => all.filter((one) => one !== ''))

/** What is to be changed, and of which milestones. */
export const BulkForm = z.object({ ...BULK_FIELDS, milestones: selection }).transform((form, context) => ({
  asked: askedOf(form, context),
  selected: form.milestones,
  reason: nullWhenEmpty(form.reason),
}))

/** The same, confirmed: each milestone with the mark of what was shown of it. */
export const ConfirmBulkForm = z.object({ ...BULK_FIELDS, seen: selection }).transform((form, context) => ({
  asked: askedOf(form, context),
  seen: new Map(form.seen.map((one): [string, string] => [one.slice(0, 36), one.slice(37)])),
  reason: nullWhenEmpty(form.reason),
}))

/** `lead-<theme>` → a person or a post, or nothing. */
export const ThemesForm = z.looseObject({}).transform(
  (form) =>
    new Map(
      Object.entries(form).flatMap(([name, value]): [string, string][] => {
        const theme = /^lead-(.+)$/.exec(name)?.[1]
        return theme && typeof value === 'string' ? [[theme, value]] : []
      }),
    ),
)
