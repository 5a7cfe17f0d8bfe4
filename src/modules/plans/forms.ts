import { z } from 'zod'
import { endOfMonth, isPlainDate, type PlainDate } from '../../platform/calendar.ts'
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
