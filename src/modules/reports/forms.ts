import { z } from 'zod'
import { isPlainDate, type PlainDate } from '../../platform/calendar.ts'
import { RHYTHMS } from './domain/owed.ts'

export const IdParams = z.object({ id: z.uuid() })

const idOrNothing = z
  .union([z.literal(''), z.uuid()])
  .optional()
  .transform((id) => id || null)

/** What a report is to tell: in an address, and in the form that asks for its files. */
export const WishQuery = z
  .object({
    plan: z.uuid(),
    asAt: z.string().max(40).optional(),
    month: idOrNothing,
    since: idOrNothing,
    review: idOrNothing,
  })
  .transform(({ plan, asAt, month, since, review }) => ({
    ...{ planId: plan, asAt: asAt || null, cycleId: month, sinceCycleId: since, reviewId: review },
  }))

/** The same, before a plan was chosen. */
export const ChooseQuery = z.object({
  plan: z.uuid().optional(),
  asAt: z.string().max(40).optional(),
  month: idOrNothing,
  since: idOrNothing,
  review: idOrNothing,
})

export const CodeParams = z.object({ code: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/) })

export const AskForm = z.object({ layout: z.string() }).and(WishQuery)

const INCOMPLETE = 'This form is not complete: reload the page'
const once = z.uuid(INCOMPLETE)
const box = z.string().max(4).default('')

/** "2026-11-27" of three boxes; whether it is a real day is asked later. */
const dayOf = (day: string, month: string, year: string): PlainDate =>
  `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`

/** Lines that say something, each once. */
const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
]

const LONGEST_NAME = 200

export const SendForm = z
  .object({
    once,
    board: idOrNothing,
    recipients: z
      .string()
      .max(2_000, 'Must be 2,000 characters or fewer')
      .default('')
      .transform(linesOf)
      .refine((lines) => lines.every(({ length }) => length <= LONGEST_NAME), {
        error: `Each line must be ${LONGEST_NAME} characters or fewer`,
      }),
    ...{ 'on-day': box, 'on-month': box, 'on-year': box },
    owed: z.string().max(80).default(''),
  })
  .transform((form) => ({
    ...{ once: form.once, boardId: form.board, recipients: form.recipients, owed: form.owed || null },
    sentOn: dayOf(form['on-day'], form['on-month'], form['on-year']),
  }))

/** "5 12 2026", "05/12/2026" or "2026-12-05"; null for anything else. */
function readDay(line: string): PlainDate | null {
  const [first = '', month = '', last = ''] = line.split(/[\s/.-]+/)
  const day = first.length === 4 ? dayOf(last, month, first) : dayOf(first, month, last)
  return isPlainDate(day) ? day : null
}

const NOT_DAYS = 'List days one on each line, like 5 12 2026'

const listedDays = z
  .string()
  .max(2_000)
  .default('')
  .transform(linesOf)
  .transform((lines, context): PlainDate[] => {
    const days = lines.map(readDay)
    if (days.includes(null)) context.addIssue({ code: 'custom', message: NOT_DAYS })
    return [...new Set(days.flatMap((day) => day ?? []))].sort()
  })

/** What is owed is counted from its first day on: not from before there was anything to report. */
const EARLIEST = '2000-01-01'
const LATEST = '2099-12-31'

const inTime = (day: PlainDate): boolean => day >= EARLIEST && day <= LATEST

export const ScheduleForm = z
  .object({
    once,
    plan: z.uuid('Choose a plan'),
    layout: z.string('Choose a report').min(1, 'Choose a report'),
    audience: z.string().trim().min(1, 'Say who is owed it').max(200, 'Must be 200 characters or fewer'),
    board: idOrNothing,
    rhythm: z.enum(RHYTHMS, 'Say how often'),
    dayWords: z.string().max(80, 'A rule must be 80 characters or fewer').default(''),
    days: listedDays,
    remindDays: z
      .string()
      .regex(/^\d{1,2}$/, 'Enter a number of days, such as 5')
      .transform(Number)
      .refine((days) => days <= 60, 'Enter 60 days or fewer'),
    owner: idOrNothing,
    ...{ 'from-day': box, 'from-month': box, 'from-year': box },
  })
  .refine((form) => isPlainDate(dayOf(form['from-day'], form['from-month'], form['from-year'])), {
    ...{ path: ['from'], error: 'Enter a real date, like 1 12 2026' },
    abort: true,
  })
  .refine((form) => inTime(dayOf(form['from-day'], form['from-month'], form['from-year'])), {
    ...{ path: ['from'], error: 'Enter a day between 2000 and 2099' },
  })
  .transform((form) => ({
    ...{ planId: form.plan, layout: form.layout, audience: form.audience, boardId: form.board },
    ...{ rhythm: form.rhythm, dayWords: form.dayWords, days: form.days, remindDays: form.remindDays },
    fromOn: dayOf(form['from-day'], form['from-month'], form['from-year']),
    ...{ ownerId: form.owner, once: form.once },
  }))
