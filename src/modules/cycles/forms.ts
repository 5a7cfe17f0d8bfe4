import { z } from 'zod'
import { isPlainDate } from '../../platform/calendar.ts'

export const IdParams = z.object({ id: z.uuid() })

const rule = (empty: string) => z.string(empty).min(1, empty).max(80, 'A rule must be 80 characters or fewer')

/** A number of working days, or nothing. */
const workingDays = z
  .string()
  .refine((text) => text === '' || /^\d{1,2}$/.test(text), 'Enter a number of working days, such as 3')
  .optional()
  .transform((text) => (text ? Number(text) : null))

const listOfDays = z
  .string()
  .refine(
    (text) => text === '' || /^\d{1,2}( *, *\d{1,2})*$/.test(text),
    'Enter numbers of working days, such as 5, 2',
  )
  .optional()
  .transform((text) => (text ? text.split(',').map(Number) : []))

export const RuleForm = z.object({
  opens: rule('Say on which day the month opens'),
  due: rule('Say by which day leads should answer'),
  review: rule('Say by which day answers are reviewed'),
  freeze: rule('Say on which day the month is frozen'),
  board: z
    .string()
    .max(80, 'A rule must be 80 characters or fewer')
    .optional()
    .transform((text) => text || null),
  automatic: z.enum(['yes', 'no'], 'Say who opens the month').transform((word) => word === 'yes'),
  remindBefore: listOfDays,
  escalateToAction: workingDays,
  escalateToTheme: workingDays,
})

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

export const OpenForm = z.object({
  period: z
    .string('Choose a month')
    .refine((text) => MONTH.test(text) && isPlainDate(`${text}-01`), 'Choose a month')
    .meta({ description: 'Like 2026-11.', pattern: MONTH.source })
    .transform((text) => `${text}-01`),
})

export const ChaseForm = z.object({
  asks: z
    .union([z.string().transform((one) => [one]), z.array(z.string())])
    .optional()
    .transform((all) => all ?? null),
  who: z.enum(['all', 'some', 'action_lead', 'theme_lead']),
})

const day = (name: string) =>
  z.string(`Enter the ${name}`).refine(isPlainDate, `Enter the ${name} as a real date, like 2026-12-18`)

export const DaysForm = z
  .object({ due: day('due day'), review: day('review day'), freeze: day('freeze day') })
  .refine(({ due, review }) => due <= review, {
    path: ['review'],
    error: 'The review day must be on or after the due day',
  })
  .refine(({ review, freeze }) => review <= freeze, {
    path: ['freeze'],
    error: 'The freeze day must be on or after the review day',
  })

export const NotMineForm = z.object({
  once: z.uuid('This form is not complete: reload the page'),
  words: z
    .string('Say why it is not yours')
    .min(1, 'Say why it is not yours')
    .max(2_000, 'Why it is not yours must be 2,000 characters or fewer'),
  whose: z
    .string()
    .max(200, 'Who it should be must be 200 characters or fewer')
    .optional()
    .transform((text) => text || null),
})
